"""*Needs you* at a real window: opened, walked, put right, read and left without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.presenters.key_map import Command
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from sync.protocol.status import Link, SyncStatus
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_a_case_is_put_right_without_a_mouse_and_selling_goes_on(counter: Counter) -> None:
    panel = counter.screens.cases
    counter.press(K.Key_7, held=ALT)
    assert counter.asks(panel)
    assert counter.focused() is panel.list

    counter.press(K.Key_Return)
    assert counter.focused() is panel.fields[0].line
    counter.press(K.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    counter.type("143 lb, 24 x 24 x 36 in")
    counter.press(K.Key_Return, K.Key_Return)
    assert counter.focused() is panel.pad
    counter.type("9630")
    counter.press(K.Key_Return)

    assert [request.values[0] for request in counter.till.cases.sent] == ["143 lb, 24 x 24 x 36 in"]
    counter.press(K.Key_Escape)
    assert counter.no_dialog()
    assert counter.in_search()


def test_a_settled_case_is_read_with_a_key_and_leaves(counter: Counter) -> None:
    panel = counter.screens.cases
    counter.press(K.Key_7, held=ALT)
    counter.press(K.Key_Down, K.Key_Down, K.Key_Down)
    assert panel.list.selected_row() == 3
    counter.press(K.Key_F4)

    assert panel.list.model().rowCount() == 3
    counter.press(K.Key_Up)
    assert panel.list.selected_row() == 1
    counter.press(K.Key_7, held=ALT)
    assert counter.no_dialog()


def test_the_rail_counts_what_needs_somebody_and_leads_there(counter: Counter) -> None:
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE, case_count=3))
    rail = counter.window._rail.item(Command.NEEDS_YOU)
    rail.click()

    assert rail.isVisible()
    assert counter.asks(counter.screens.cases)


def test_nobody_signed_in_and_a_dialog_in_between_open_nothing(counter: Counter) -> None:
    counter.press(K.Key_F1)
    counter.window.counter.on_command(Command.NEEDS_YOU)
    assert not counter.asks(counter.screens.cases)
    counter.press(K.Key_Escape)
    counter.press(K.Key_F11)
    counter.window.counter.on_command(Command.NEEDS_YOU)

    assert counter.no_dialog()


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_panel_stays_within_the_window_and_no_button_is_cut(
    counter: Counter, qapp: QApplication, scheme: Scheme, width: int, height: int
) -> None:
    apply_theme(qapp, Theme(scheme=scheme))
    counter.window.resize(width, height)
    counter.press(K.Key_7, held=ALT)
    panel = counter.screens.cases
    parts: tuple[QWidget, ...] = (panel.list, panel.pad, panel.send, panel.read_button)

    assert counter.window.rect().contains(panel.geometry())
    for part in parts:
        assert part.isVisible()
        assert part.width() >= part.minimumSizeHint().width()
