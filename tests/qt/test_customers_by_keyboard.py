"""F3 and Alt+5 at a real window: found, made, named, looked up, printed, without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_customers import sample_records
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
    made.till.records.records = sample_records(made.till.clock.now())
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_a_customer_is_found_walked_to_and_named_with_keys(counter: Counter) -> None:
    dialog = counter.screens.customer
    counter.press(K.Key_F3)
    assert counter.asks(dialog)
    assert counter.focused() is dialog.search.line
    counter.type("pers")
    counter.press(K.Key_Down, K.Key_Up)
    assert dialog.fields["name"].line.text() == "Ann Persaud"
    counter.press(K.Key_Return)

    assert counter.no_dialog()
    assert counter.in_search()
    assert counter.till.cart.customer_id == "p-ann"
    counter.press(K.Key_F3)
    counter.press(K.Key_F8)
    assert counter.till.cart.customer_id is None


def test_a_new_customer_is_typed_agrees_and_is_named_with_keys(counter: Counter) -> None:
    dialog = counter.screens.customer
    counter.press(K.Key_F3)
    counter.type("Shondell Grant")
    counter.press(K.Key_Return)
    assert counter.focused() is dialog.fields["phone"].line
    counter.type("6097777")
    counter.press(K.Key_Return)
    assert counter.focused() is dialog.fields["email"].line
    for _ in range(20):
        if counter.focused() is dialog.consents["shipping"].box:
            break
        counter.press(K.Key_Tab)
    counter.press(K.Key_Space)
    counter.press(K.Key_F12)

    (request,) = counter.till.customers.saved
    assert (request.contact.name, request.contact.phone) == ("Shondell Grant", "+592 609 7777")
    assert request.consents == (("shipping", True),)
    assert counter.no_dialog()
    assert counter.in_search()


def test_f3_closes_what_it_opened_and_f4_f6_and_f2_move_about(counter: Counter) -> None:
    dialog = counter.screens.customer
    counter.press(K.Key_F3)
    counter.press(K.Key_F4)
    assert counter.focused() is dialog.fields["name"].line
    counter.press(K.Key_F6)
    counter.press(K.Key_F2)
    assert counter.focused() is dialog.search.line
    counter.press(K.Key_Escape)

    assert counter.no_dialog()


def test_anything_is_found_printed_and_taken_back_with_keys(counter: Counter) -> None:
    screen = counter.screens.find
    counter.press(K.Key_5, held=ALT)
    assert counter.shows(screen)
    assert counter.focused() is screen.search.line
    counter.type("000101")
    assert screen.list.selected_row() == 0
    counter.press(K.Key_P, held=CONTROL)
    assert counter.till.printed == [("GY03B-000101", True)]
    counter.press(K.Key_F4)
    assert counter.focused() is screen.related
    counter.press(K.Key_Return)
    assert screen.search.text() == "GY03B-R00007"
    counter.press(K.Key_Escape)
    assert screen.search.text() == ""
    counter.press(K.Key_Down)
    assert screen.list.selected_row() == 2
    counter.press(K.Key_F9)

    assert counter.shows(counter.screens.returns)


def test_typing_in_a_list_goes_into_the_field(counter: Counter) -> None:
    screen = counter.screens.find
    counter.press(K.Key_5, held=ALT)
    screen.list.setFocus()
    counter.press(K.Key_Down)
    assert screen.list.selected_row() == 1
    counter.type("000102")

    assert screen.search.text() == "000102"
    assert screen.list.model().rowCount() == 1
    counter.press(K.Key_F2)
    assert screen.search.line.selectedText() == "000102"


def test_steps_and_what_belongs_are_walked_with_arrows(counter: Counter) -> None:
    screen = counter.screens.find
    counter.press(K.Key_5, held=ALT)
    counter.type("ann")
    counter.press(K.Key_Down)
    screen.related.setFocus()
    counter.press(K.Key_Down, K.Key_Up)

    assert screen.related.selected_row() == 0


def test_the_link_pill_opens_what_waits(counter: Counter) -> None:
    pill = counter.window._bar.link_pill
    QTest.mouseClick(pill, Qt.MouseButton.RightButton)
    assert counter.no_dialog()
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)

    assert counter.asks(counter.screens.cases)
