"""F5 by keys alone: a discount, a signature in place, a price, a note, and everything out again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_sample import CURRENCY
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from domain.money import Money
from tests.helpers.counter_desk import SUPERVISOR_PIN
from tests.qt.test_counter_by_keyboard import BARREL, Counter

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


def begin(counter: Counter) -> None:
    """One barrel is in the cart and chosen."""
    counter.type(BARREL)
    counter.press(K.Key_Return)


def test_a_discount_within_the_cap_is_three_keys_and_a_number(counter: Counter) -> None:
    begin(counter)
    counter.press(K.Key_F5)
    assert counter.asks(counter.screens.line)
    counter.type("5")
    counter.press(K.Key_Return)

    [line] = counter.till.cart.lines
    assert line.off == line.full.share(500)
    assert counter.no_dialog()
    assert counter.in_search()


def test_a_larger_one_off_the_whole_sale_is_signed_for_in_place(counter: Counter) -> None:
    begin(counter)
    counter.press(K.Key_F5, K.Key_F3, K.Key_F9, K.Key_Down)
    counter.type("2000")
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.line_sign)
    counter.type(SUPERVISOR_PIN)
    counter.press(K.Key_Return)

    discount = counter.till.cart.discount
    assert discount is not None
    assert (discount.amount, discount.reason) == (Money(200_000, CURRENCY), "damaged")
    assert discount.approved_by is not None
    assert counter.no_dialog()


def test_a_price_a_note_and_taking_it_out(counter: Counter) -> None:
    begin(counter)
    counter.press(K.Key_F5, K.Key_F4)
    counter.type("9000")
    counter.press(K.Key_Return)
    counter.type(SUPERVISOR_PIN)
    counter.press(K.Key_Return)
    assert counter.till.cart.lines[0].unit_price == Money(900_000, CURRENCY)

    counter.press(K.Key_F5, K.Key_F7)
    counter.type("blue lid")
    counter.press(K.Key_Return)
    assert counter.till.cart.lines[0].note == "blue lid"

    counter.press(K.Key_F5, K.Key_F8, K.Key_F12)
    assert counter.till.cart.is_empty


def test_esc_leaves_everything_as_it_was(counter: Counter) -> None:
    begin(counter)
    before = counter.till.cart
    counter.press(K.Key_F5)
    counter.type("50")
    counter.press(K.Key_Return, K.Key_Escape)
    assert counter.no_dialog()
    counter.press(K.Key_F5, K.Key_F5)

    assert counter.no_dialog()
    assert counter.till.cart == before


def test_f5_with_nothing_chosen_says_what_to_do(counter: Counter) -> None:
    counter.press(K.Key_F5)

    assert counter.no_dialog()
