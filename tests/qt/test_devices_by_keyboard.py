"""More and its Devices page at a real window, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.counter.gallery_devices import READING
from app.counter.more_screen import MoreScreen
from app.presenters.device_rows import Device
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from app.use_cases.device_settings import ScaleSettings
from app.use_cases.printer_choice import PrinterChoice
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    made.press(K.Key_8, held=ALT)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def to_device(counter: Counter, device: Device) -> MoreScreen:
    more = counter.screens.more
    counter.press(K.Key_Return)
    counter.press(*[K.Key_Down] * tuple(Device).index(device))
    return more


def test_a_scale_is_set_up_and_read_without_a_mouse(counter: Counter) -> None:
    assert counter.focused() is counter.screens.more.list
    page = to_device(counter, Device.SCALE).devices
    counter.press(K.Key_F4)
    assert counter.focused() is page.controls["scale.protocol"]
    counter.press(K.Key_Down, K.Key_Tab, K.Key_Down)
    assert counter.till.devices.settings.kept.scale == ScaleSettings(
        protocol="toledo_8217", port="/dev/ttyUSB0"
    )

    counter.till.devices.reading = READING
    counter.press(K.Key_F12)
    assert "46.5 lb" in page._live.text()
    counter.press(K.Key_Escape)
    assert counter.focused() is page.list
    counter.press(K.Key_Escape)
    assert counter.focused() is counter.screens.more.list


def test_a_printer_is_typed_in_and_tried(counter: Counter) -> None:
    page = to_device(counter, Device.PRINTER).devices
    counter.press(K.Key_Return, K.Key_Down)
    address = page.controls["receipts.address"]
    assert isinstance(address, QLineEdit)
    counter.press(K.Key_Tab)
    assert counter.focused() is address
    counter.type("192.0.2.7")
    counter.press(K.Key_Return)
    counter.press(K.Key_F12)

    kept = counter.till.devices.printers.chosen
    assert kept == {"receipts": PrinterChoice(link="network", address="192.0.2.7")}
    assert counter.till.devices.pages == ["receipts"]


def test_a_wrong_figure_is_said_below_its_field(counter: Counter) -> None:
    page = to_device(counter, Device.SCANNER).devices
    mean = page.controls["scanner.mean_ms_max"]
    mean.setFocus()
    counter.press(K.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    counter.type("soon")
    counter.press(K.Key_Tab)

    assert mean.accessibleDescription() == "Type a whole number."
    assert page._wrong.isVisible()


def test_the_keys_of_more_are_on_f1_and_a_place_key_leaves_it(counter: Counter) -> None:
    counter.press(K.Key_F1)
    assert counter.asks(counter.screens.keys)
    counter.press(K.Key_Escape)
    counter.press(K.Key_1, held=ALT)

    assert counter.shows(counter.screens.sale)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("scale", "size"), [(1.0, (1280, 720)), (1.5, (1366, 768))])
def test_every_control_has_a_name_and_stays_within_the_window(
    counter: Counter, qapp: QApplication, scheme: Scheme, scale: float, size: tuple[int, int]
) -> None:
    apply_theme(qapp, Theme(scheme=scheme, text_scale=scale))
    counter.window.resize(*size)
    page = counter.screens.more.devices
    counter.press(K.Key_Return)
    for _ in Device:
        qapp.processEvents()
        shown = [
            widget
            for kind in (QComboBox, QLineEdit)
            for widget in page.findChildren(kind)
            if widget.isVisible()
        ]
        fixed: list[QWidget] = [page.test_button, page.look_button, page.list]
        for widget in (*shown, *fixed):
            right = widget.mapTo(counter.window, widget.rect().topRight()).x()
            bottom = widget.mapTo(counter.window, widget.rect().bottomLeft()).y()
            assert widget.accessibleName()
            assert right <= counter.window.width()
            assert bottom <= counter.window.height() or widget not in fixed
        counter.press(K.Key_Down)
