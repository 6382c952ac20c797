"""The drawer, the X report, two counts and the lock, by keys alone in a real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.counter.gallery_scenes import Stage
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.presenters.key_map import Dialog, Place
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme

K = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    apply_theme(qapp, Theme())
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.start()
    qtbot.waitExposed(window)
    yield Stage(window=window, till=till)
    window.close()


def press(stage: Stage, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        target = QApplication.focusWidget() or stage.window
        QTest.keyClick(target, key, held or Qt.KeyboardModifier.NoModifier)


def dialog(stage: Stage) -> Dialog | None:
    return stage.window.counter.dialog


def place(stage: Stage) -> Place:
    return stage.window.counter.place


def type_text(stage: Stage, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or stage.window, text)


def test_a_pay_out_by_keys_alone(stage: Stage) -> None:
    stage.begin()
    press(stage, K.Key_F10)
    assert dialog(stage) is Dialog.DRAWER
    press(stage, K.Key_F5)
    type_text(stage, "1500")
    press(stage, K.Key_Down, K.Key_F12)

    assert dialog(stage) is None
    entry = stage.till.drawer.entries[-1]
    assert (entry.kind, entry.amount_minor, entry.subject) == ("pay_out", -150_000, "fuel")


def test_a_large_pay_out_is_signed_for_by_keys_alone(stage: Stage) -> None:
    stage.begin()
    press(stage, K.Key_F10, K.Key_F5)
    type_text(stage, "25000")
    press(stage, K.Key_Return)
    assert dialog(stage) is Dialog.SHIFT_SIGN
    type_text(stage, "9630")
    press(stage, K.Key_Return)

    assert dialog(stage) is None
    assert stage.till.drawer.entries[-1].amount_minor == -2_500_000


def test_the_drawer_is_opened_and_left_by_keys_alone(stage: Stage) -> None:
    stage.begin()
    press(stage, K.Key_F10, K.Key_F12)
    assert stage.till.drawer.entries[-1].kind == "no_sale"
    press(stage, K.Key_F10)
    press(stage, K.Key_F6, K.Key_F3, K.Key_F6)
    assert stage.window.screens.drawer.currency.accessibleName().startswith("G$")
    press(stage, K.Key_Escape)

    assert dialog(stage) is None
    assert len(stage.till.drawer.entries) == 2


def test_the_x_report_is_shown_printed_and_left_by_keys_alone(stage: Stage) -> None:
    stage.begin()
    press(stage, K.Key_R, held=Qt.KeyboardModifier.ControlModifier)
    assert dialog(stage) is Dialog.X_REPORT
    press(stage, K.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    assert stage.till.drawer.printed == ["X214"]
    press(stage, K.Key_Return)

    assert dialog(stage) is None


def test_the_count_is_blind_so_ctrl_r_opens_no_x_report_there(stage: Stage) -> None:
    stage.begin()
    press(stage, K.Key_6, held=Qt.KeyboardModifier.AltModifier)
    press(stage, K.Key_R, held=Qt.KeyboardModifier.ControlModifier)

    assert dialog(stage) is None


def test_two_currencies_are_opened_and_closed_by_keys_alone(stage: Stage) -> None:
    stage.sign_in()
    press(stage, K.Key_F3)
    opening = stage.window.screens.open_shift
    type_text(stage, "4")
    for _ in opening.counts._rows:
        press(stage, K.Key_Return)
    type_text(stage, "1")
    press(stage, K.Key_F12)
    assert [e.amount_minor for e in stage.till.drawer.entries] == [2_000_000, 10_000]

    press(stage, K.Key_6, held=Qt.KeyboardModifier.AltModifier)
    type_text(stage, "3")
    press(stage, K.Key_F3)
    type_text(stage, "1")
    press(stage, K.Key_F12)
    assert stage.window.counter.close_shift.is_busy is False
    press(stage, K.Key_F8)
    assert stage.till.shift is not None  # a reason is asked for first
    press(stage, K.Key_F5, K.Key_F8)

    assert dialog(stage) is Dialog.Z_REPORT
    assert stage.till.shift is None


def test_a_key_keeps_the_till_awake_and_an_idle_one_locks(stage: Stage) -> None:
    stage.begin()
    window = stage.window
    stage.till.drawer.idle_minutes = 1
    stage.till.clock.at = stage.till.clock.at.replace(minute=40)
    QTest.keyClick(window.windowHandle(), K.Key_Shift)
    window.idle_lock.on_second()
    assert place(stage) is Place.SALE
    stage.till.clock.at = stage.till.clock.at.replace(minute=42)
    window.idle_lock.on_second()

    assert place(stage) is Place.SIGN_IN
    assert window.counter.session is None


def test_a_key_keeps_a_till_awake_that_is_a_part_of_another_window(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """As in the demo, where it locked itself while somebody worked."""
    apply_theme(qapp, Theme())
    till = sample_till()
    till.drawer.idle_minutes = 1
    window = CounterWindow(
        Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    )
    host = QWidget()

    def end(_host: QWidget) -> None:
        window.close()

    qtbot.addWidget(host, before_close_func=end)
    QVBoxLayout(host).addWidget(window)
    host.show()
    window.start()
    qtbot.waitExposed(host)
    stage = Stage(window=window, till=till)
    stage.begin()
    till.clock.at = till.clock.at.replace(minute=40)
    QTest.keyClick(host.windowHandle(), K.Key_Shift)
    window.idle_lock.on_second()

    assert place(stage) is Place.SALE
