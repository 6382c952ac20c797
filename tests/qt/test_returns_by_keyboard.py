"""Goods are taken back at a real window, without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.returns_screen import ReturnsScreen
from app.presenters.key_map import Dialog, Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.helpers.return_desk import FOREIGN
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def place(counter: Counter) -> ReturnsScreen:
    return counter.screens.returns


def is_open(counter: Counter, dialog: Dialog) -> bool:
    return counter.asks(counter.screens.dialog(dialog))


def test_f9_finds_a_receipt_and_gives_a_line_back_in_cash(counter: Counter) -> None:
    counter.press(K.Key_F9)
    assert counter.focused() is place(counter).search.line
    counter.type("4188")
    counter.press(K.Key_Return)
    assert counter.focused() is place(counter).list
    counter.press(K.Key_Down, K.Key_Return, K.Key_F3, K.Key_F12)

    (made,) = counter.till.returns.refunds
    assert (made.context.reason, made.given.amount_minor) == ("damaged", 288_000)
    assert is_open(counter, Dialog.REFUND_DONE)
    counter.press(K.Key_Return)
    assert counter.no_dialog()
    assert counter.focused() is place(counter).search.line


def test_a_supervisor_signs_with_keys_alone_and_esc_loses_nothing(counter: Counter) -> None:
    counter.press(K.Key_F9, K.Key_Return)
    counter.press(K.Key_Plus, K.Key_Plus, K.Key_Minus, K.Key_F12)
    assert is_open(counter, Dialog.REFUND_SIGN)
    counter.press(K.Key_Escape)
    assert counter.no_dialog()
    assert counter.focused() is place(counter).list
    counter.press(K.Key_F12)
    counter.type("9630")
    counter.press(K.Key_Return)

    assert is_open(counter, Dialog.REFUND_DONE)
    assert counter.till.returns.refunds[0].context.approved_by == "staff-ra"
    counter.press(K.Key_Escape)
    assert counter.no_dialog()


def test_a_card_is_refunded_with_the_terminals_code(counter: Counter) -> None:
    counter.till.returns.kinds = ("cash", "bank_card")
    counter.press(K.Key_F9, K.Key_Down, K.Key_Return, K.Key_Right, K.Key_F5, K.Key_F4)
    assert counter.focused() is place(counter).code.line
    counter.type("A1B2")
    counter.press(K.Key_F12)

    assert counter.till.returns.refunds[0].tenders[0].approval_code == "A1B2"
    counter.press(K.Key_Return)
    assert place(counter).code.line.text() == ""


def test_esc_goes_back_to_the_receipts_and_letters_go_into_the_search(counter: Counter) -> None:
    counter.window.counter.on_place_requested(Place.RETURNS)
    counter.press(K.Key_Return)
    assert not place(counter).search.isVisible()
    counter.press(K.Key_Escape)
    assert place(counter).search.isVisible()
    place(counter).list.setFocus()
    counter.type("4186")

    assert place(counter).search.text() == "4186"
    assert place(counter).list.model().rowCount() == 1
    counter.press(K.Key_F2, K.Key_Up, K.Key_Left)
    assert counter.focused() is place(counter).search.line


def test_what_is_shown_has_a_name_for_those_who_hear_it(counter: Counter) -> None:
    counter.press(K.Key_F9)
    screen = place(counter)
    assert screen.list.accessibleName() == "Receipts"
    counter.press(K.Key_Return)

    assert screen.list.accessibleName() == "Lines of the receipt"
    assert screen.reasons.accessibleName()
    assert screen.kinds.accessibleName()
    assert screen.give_button.accessibleName() == "Give back, F12"


def test_f9_at_a_store_credit_goes_on_with_new_goods(counter: Counter) -> None:
    counter.press(K.Key_F9, K.Key_Down, K.Key_Return, K.Key_Right, K.Key_F5, K.Key_F12)
    assert is_open(counter, Dialog.REFUND_DONE)
    counter.press(K.Key_F9)

    assert counter.no_dialog()
    assert counter.in_search()


def test_goods_of_another_tills_receipt_are_scanned_and_counted_with_keys(
    counter: Counter,
) -> None:
    counter.till.returns.foreign = FOREIGN
    counter.press(K.Key_F9)
    counter.window.counter.flows.returns.on_scan("W1.facts.signature")
    assert counter.focused() is place(counter).search.line
    counter.type("BOX-M")
    counter.press(K.Key_Return)
    assert counter.focused() is place(counter).list
    counter.press(K.Key_Plus, K.Key_F12)
    counter.type("9630")
    counter.press(K.Key_Return)

    (made,) = counter.till.returns.refunds
    assert made.context.provisional
    assert made.returned.lines[0].quantity == 2


def test_goods_are_exchanged_by_keys_alone_and_only_the_difference_is_paid(
    counter: Counter,
) -> None:
    counter.press(K.Key_F9, K.Key_Return, K.Key_Plus, K.Key_F9)
    assert is_open(counter, Dialog.REFUND_SIGN)
    counter.type("9630")
    counter.press(K.Key_Return)
    assert counter.no_dialog()
    assert counter.in_search()
    counter.type("BRL-55")
    counter.press(K.Key_Return, K.Key_F12)
    counter.press(K.Key_F12)

    (sale,) = counter.till.sales
    assert [tender.kind for tender in sale.tenders] == ["exchange"]
    assert counter.window.counter.flows.returns.exchange.in_hand is None
    counter.press(K.Key_Return)
    assert counter.no_dialog()
