"""A special quote at a real window, by keys alone: asked, priced at the desk, booked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_scenes import Stage, fill_shipment
from app.presenters.key_map import Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from domain.money import Money
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.till.cases.cases = ()
    made.begin()
    made.press(K.Key_2, held=ALT)
    fill_shipment(Stage(window=made.window, till=made.till))
    made.window.counter.shipment.on_piece_edited(1, "weight", "212")
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_a_piece_over_the_limit_is_asked_for_priced_with_a_pin_and_booked_by_keys(
    counter: Counter,
) -> None:
    screens = counter.screens
    counter.press(K.Key_F5)
    assert len(counter.till.cases.quotes.rows) == 1
    counter.press(K.Key_F6)
    assert counter.asks(screens.quotes)
    assert not screens.quotes.do_button.isEnabled()
    counter.press(K.Key_F6)
    assert counter.no_dialog()

    counter.press(K.Key_9, held=ALT)
    counter.press(K.Key_F12)
    counter.type("9630")
    counter.press(K.Key_Return, K.Key_F12)
    assert counter.asks(screens.desk_sign)
    assert counter.focused() is screens.desk_sign.fields["price"].line
    counter.type("48500")
    counter.press(K.Key_F3)
    counter.type("9630")
    counter.press(K.Key_Return)
    assert counter.no_dialog()

    counter.press(K.Key_9, held=ALT)
    counter.press(K.Key_2, held=ALT)
    counter.press(K.Key_F6)
    assert counter.focused() is screens.quotes.list
    counter.press(K.Key_Return)
    assert counter.window.counter.place is Place.SALE
    assert counter.till.cart.gross == Money(4_850_000, "GYD")
