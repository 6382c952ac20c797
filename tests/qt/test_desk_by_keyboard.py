"""The supervisor's desk at a real window, without a mouse: opened, walked, signed, left."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_inbox import ALLOWED, fill_payments
from app.presenters.key_map import Command, Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    fill_payments(made.till.payments.paying)
    made.till.cases.inbox.allowed = ALLOWED
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def is_at(counter: Counter, place: Place) -> bool:
    return counter.window.counter.place is place


def sign_in_as_supervisor(counter: Counter) -> None:
    """With the keys of the sign-in screen: down to the name, then the PIN."""
    names = [member.name for member, _ in counter.till.staff]
    counter.press(*[K.Key_Down] * names.index("Roxanne Adams"))
    counter.type("9630")
    counter.press(K.Key_Return)


def at_the_open_desk(counter: Counter) -> None:
    """A cashier is signed in; a supervisor opens the desk."""
    counter.press(K.Key_9, held=ALT)
    counter.press(K.Key_F12)
    counter.type("9630")
    counter.press(K.Key_Return)


def test_a_supervisor_opens_the_desk_decides_and_leaves_it_by_keys(counter: Counter) -> None:
    desk, sign = counter.screens.desk, counter.screens.desk_sign
    counter.press(K.Key_9, held=ALT)
    assert is_at(counter, Place.DESK)
    assert desk.open_button.isVisible()
    assert desk.list.model().rowCount() == 0
    assert counter.focused() is desk.list
    counter.press(K.Key_F12)
    assert counter.asks(sign)
    assert counter.focused() is sign.pad
    counter.type("9630")
    counter.press(K.Key_Return)
    assert desk.list.model().rowCount() == 13

    counter.press(K.Key_F3, K.Key_F4, K.Key_PageUp)
    assert desk.list.model().rowCount() == 6
    counter.press(K.Key_Return)
    assert counter.asks(sign)
    assert counter.focused() is sign.fields["reason"].line
    counter.press(K.Key_F3)
    assert sign.fields["reason"].line.text() == "I saw the message on the phone"
    assert counter.focused() is sign.pad
    counter.type("1111")
    counter.press(K.Key_Return)
    assert counter.asks(sign)
    counter.type("9630")
    counter.press(K.Key_Return)
    assert counter.no_dialog()
    assert counter.till.payments.paying.payments["pay-2"].state == "approved"

    counter.press(K.Key_Escape)
    assert is_at(counter, Place.SALE)
    assert counter.in_search()
    counter.press(K.Key_9, held=ALT)
    assert desk.list.model().rowCount() == 0


def test_a_case_opens_where_it_is_put_right_and_the_keys_are_told(counter: Counter) -> None:
    at_the_open_desk(counter)
    counter.press(K.Key_F3, K.Key_F3, K.Key_F3)
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.cases)
    assert counter.screens.cases.list.selected_row() == 0
    counter.press(K.Key_Escape)
    assert is_at(counter, Place.DESK)
    counter.press(K.Key_F1)

    assert counter.asks(counter.screens.keys)


def test_the_evidence_moves_by_keys_and_a_field_takes_what_is_typed(counter: Counter) -> None:
    at_the_open_desk(counter)
    desk, sign = counter.screens.desk, counter.screens.desk_sign
    counter.window.resize(1024, 640)
    counter.press(K.Key_Down, K.Key_Up)
    counter.press(K.Key_Down, held=CONTROL)
    bar = desk.evidence.verticalScrollBar()
    assert bar.value() == min(80, bar.maximum())
    counter.press(K.Key_F3, K.Key_F2, K.Key_F5, K.Key_PageUp, K.Key_Down)
    counter.press(K.Key_F7)
    counter.type("It is down")
    counter.press(K.Key_Return)
    assert counter.focused() is sign.fields["evidence"].line
    counter.type("Row 7")
    counter.press(K.Key_Return)
    counter.press(K.Key_Down, K.Key_Up)
    counter.type("9630")
    counter.press(K.Key_Return)

    assert counter.no_dialog()
    assert "verified" in {each.state for each in counter.till.payments.paying.payments.values()}


def test_the_rail_leads_to_the_desk_and_tells_a_supervisor_at_every_place_how_many_wait(
    counter: Counter,
) -> None:
    rail, item = counter.window._rail, counter.window._rail.item(Command.DESK)
    assert (item.text(), item.accessibleName()) == ("Desk", "Desk")
    assert item.accessibleDescription() == "Alt+9"
    counter.press(K.Key_F11)
    assert not item.isVisible()
    sign_in_as_supervisor(counter)
    assert is_at(counter, Place.SALE)
    assert item.accessibleName() == "Desk, 11"

    for key, place in ((K.Key_2, Place.SHIP), (K.Key_5, Place.FIND), (K.Key_8, Place.MORE)):
        counter.press(key, held=ALT)
        assert is_at(counter, place)
        assert rail.item(place).isChecked()
        assert item.isVisible()
        assert item.accessibleName() == "Desk, 11"
    counter.press(K.Key_9, held=ALT)
    assert item.isChecked()
    item.click()
    assert is_at(counter, Place.DESK)
    counter.press(K.Key_F3, K.Key_F4, K.Key_PageUp, K.Key_F12, K.Key_F3)
    counter.type("9630")
    counter.press(K.Key_Return)
    assert item.accessibleName() == "Desk, 10"
    counter.press(K.Key_9, held=ALT)

    assert is_at(counter, Place.SALE)
    assert rail.item(Place.SALE).isChecked()
    item.click()
    assert is_at(counter, Place.DESK)


def test_locking_takes_everything_off_the_desk(counter: Counter) -> None:
    at_the_open_desk(counter)
    counter.press(K.Key_F11)

    assert counter.screens.desk.list.model().rowCount() == 0
    assert is_at(counter, Place.SIGN_IN)
