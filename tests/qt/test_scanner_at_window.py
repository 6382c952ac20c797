"""A scanner at a real window: its keys come as the window system sends them, with their times."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.presenters.device_rows import Device
from app.presenters.key_map import Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.use_cases.device_settings import ScannerSettings
from app.widgets.notice_bar import NoticeBar
from tests.qt.test_counter_by_keyboard import BARREL, SHARED, Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SCAN_MS, TYPE_MS = 9, 130


class Wire:
    """Sends keys to the window, each with a time of its own."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.at_ms = 10_000

    def key(self, key: int, text: str, gap_ms: int) -> None:
        self.at_ms += gap_ms
        handle = self.counter.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.at_ms)
            QCoreApplication.sendEvent(handle, event)

    def type(self, text: str, gap_ms: int = TYPE_MS) -> None:
        for letter in text:
            self.key(ord(letter.upper()), letter, gap_ms)

    def scan(self, code: str, gap_ms: int = SCAN_MS) -> None:
        self.at_ms += 500
        self.type(code, gap_ms)
        self.key(K.Key_Return, "\r", gap_ms)

    def rest(self) -> None:
        """Nobody types for a while: what is held is let go."""
        self.counter.window.scanner._apply(self.counter.window.scanner._detector.on_pause())


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


@pytest.fixture
def wire(counter: Counter) -> Wire:
    return Wire(counter)


def line_count(counter: Counter) -> int:
    return len(counter.till.cart.lines)


def notice_of(counter: Counter) -> str:
    bar: NoticeBar = counter.window._notice
    return bar.accessibleName() if bar.isVisible() else ""


def test_a_scan_at_the_sale_is_rung_up_and_what_was_being_typed_stays(
    counter: Counter, wire: Wire
) -> None:
    counter.begin()
    line = counter.screens.sale.products.search.line
    wire.type("box")
    wire.rest()
    assert line.text() == "box"

    wire.scan(BARREL)
    assert [each.quantity for each in counter.till.cart.lines] == [1]
    assert line.text() == "box"


def test_a_scan_never_ends_up_in_a_pin_or_an_amount(counter: Counter, wire: Wire) -> None:
    wire.scan(BARREL)
    assert counter.till.wrong_pins == {}
    assert "Sign in" in notice_of(counter)

    wire.type("2580")
    wire.key(K.Key_Return, "\r", TYPE_MS)
    assert counter.shows(counter.screens.open_shift)
    wire.scan(BARREL)
    assert line_count(counter) == 0
    wire.type("40000")
    wire.key(K.Key_F12, "", TYPE_MS)
    assert counter.till.shift is not None
    assert counter.till.shift.opening_float.amount_minor == 4_000_000

    wire.scan(BARREL)
    wire.key(K.Key_F12, "", TYPE_MS)
    assert counter.asks(counter.screens.tender)
    wire.scan(SHARED)
    assert "was not added" in notice_of(counter)
    assert line_count(counter) == 1
    assert BARREL not in counter.screens.tender.amount.line.text()


def test_a_scan_while_a_shipment_is_typed_goes_into_the_sale_and_the_shipment_stays(
    counter: Counter, wire: Wire
) -> None:
    counter.begin()
    counter.press(K.Key_2, held=ALT)
    counter.type("Roy Persaud")
    wire.scan(BARREL)

    assert line_count(counter) == 1
    assert counter.shows(counter.screens.shipment)
    assert counter.window.counter.shipment._form.consignor.name == "Roy Persaud"
    assert "is in the sale" in notice_of(counter)

    wire.scan("999999999")
    assert "was not added" in notice_of(counter)
    wire.scan(SHARED)
    assert "needs a word" in notice_of(counter)


def test_a_scan_over_the_receipt_begins_the_next_sale(counter: Counter, wire: Wire) -> None:
    counter.begin()
    wire.scan(BARREL)
    counter.press(K.Key_F12)
    counter.type("20000")
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.receipt)
    wire.scan(BARREL)

    assert counter.shows(counter.screens.sale)
    assert line_count(counter) == 1


def test_a_shared_code_asks_which_and_an_unknown_one_is_said(counter: Counter, wire: Wire) -> None:
    counter.begin()
    wire.scan("NOSUCH-1")
    assert "NOSUCH-1" in notice_of(counter)

    wire.scan(SHARED)
    assert counter.asks(counter.screens.choice)


def test_keys_without_a_time_and_held_keys_are_typing(counter: Counter, wire: Wire) -> None:
    counter.begin()
    line = counter.screens.sale.products.search.line
    counter.type("abcdefgh")
    assert line.text() == "abcdefgh"

    wire.type("xy", 10)
    held = QKeyEvent(
        QEvent.Type.KeyPress,
        K.Key_Y,
        Qt.KeyboardModifier.NoModifier,
        "y",
        True,  # Qt's own order: a key that repeats
    )
    held.setTimestamp(wire.at_ms + 20)
    QCoreApplication.sendEvent(counter.window.windowHandle(), held)
    assert line.text() == "abcdefghxyy"


def test_shift_and_upper_case_belong_to_a_code(counter: Counter, wire: Wire) -> None:
    counter.begin()
    codes: list[str] = []
    counter.window.scanner.scanned.connect(codes.append)
    wire.at_ms += 400
    for letter in "BRL-55":
        if letter.isalpha():
            wire.key(K.Key_Shift, "", 3)
        wire.key(ord(letter), letter, 6)
    wire.key(K.Key_Tab, "\t", 6)

    assert codes == ["BRL-55"]
    assert counter.in_search()


def test_what_is_held_is_let_go_when_the_pause_is_over(
    counter: Counter, wire: Wire, qtbot: QtBot
) -> None:
    counter.begin()
    line = counter.screens.sale.products.search.line
    wire.type("b")

    qtbot.waitUntil(lambda: line.text() == "b", timeout=2_000)


def test_a_click_elsewhere_and_the_end_of_watching_let_go_what_is_held(
    counter: Counter, wire: Wire
) -> None:
    counter.begin()
    line = counter.screens.sale.products.search.line
    wire.type("b")
    QCoreApplication.sendEvent(counter.window.windowHandle(), QEvent(QEvent.Type.WindowDeactivate))
    assert line.text() == "b"

    wire.type("o")
    counter.window.scanner.stop()
    assert line.text() == "bo"
    wire.scan(BARREL)
    assert line.text() == f"bo{BARREL}"


def test_the_scanner_is_tested_on_its_page_and_its_times_are_set(
    counter: Counter, wire: Wire
) -> None:
    counter.begin()
    counter.press(K.Key_8, held=ALT)
    assert counter.shows(counter.screens.more)
    counter.press(K.Key_Return)
    page = counter.screens.more.devices
    assert counter.focused() is page.list
    counter.press(*[K.Key_Down] * tuple(Device).index(Device.SCANNER))
    counter.press(K.Key_F12)
    wire.scan("4006381333930", gap_ms=80)

    assert "80 ms for each key" in page._live.text()
    counter.press(K.Key_F6)
    kept = counter.till.devices.settings.kept.scanner
    assert kept == ScannerSettings(mean_ms_max=160, gap_ms_max=160)

    counter.press(K.Key_1, held=ALT)
    wire.scan(BARREL, gap_ms=80)
    assert line_count(counter) == 1


def test_a_scan_on_a_page_that_has_no_use_for_it_is_not_added(counter: Counter, wire: Wire) -> None:
    counter.begin()
    counter.window.counter.on_place_requested(Place.MORE)
    wire.scan(BARREL)

    assert line_count(counter) == 0
    assert "was not added" in notice_of(counter)
