"""What is scarce and prices that moved, at a real window and without a mouse."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_scarce_scenes import TWENTY
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from domain.holding import Need, Shortage, Standing
from domain.money import Money
from domain.price_change import PriceChange
from sync.protocol.status import Link, SyncStatus
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
BARREL = "2102026000014"


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    made.type(BARREL)
    made.press(K.Key_Return)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def a_shortage(name: str = "Barrel") -> Shortage:
    need = Need(resource=f"stock:stabroek:{name}", name=name, quantity=3)
    return Shortage(need=need, standing=Standing(held=1, told=TWENTY))


def test_new_prices_are_taken_with_the_key_of_payment(counter: Counter) -> None:
    (line,) = counter.till.cart.lines
    old = line.unit_price
    change = PriceChange(
        line_no=1, name=line.name, quantity=1, old=old, new=old + Money(5_000, "GYD")
    )
    counter.till.scarce.changes = (change, replace(change, line_no=2))
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.prices)
    assert counter.focused() is counter.screens.prices.take_button

    counter.press(K.Key_Escape)
    assert counter.no_dialog()
    counter.press(K.Key_F12)
    counter.till.scarce.changes = (change,)
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.prices)
    counter.press(K.Key_F12)

    assert counter.asks(counter.screens.tender)


def test_what_lacks_is_asked_for_allowed_or_left_by_keys_alone(counter: Counter) -> None:
    dialog = counter.screens.nothing_left
    counter.till.scarce.lacking = tuple(a_shortage(name) for name in ("A", "B", "C", "D"))
    counter.press(K.Key_F12)
    assert counter.asks(dialog)
    assert counter.focused() is dialog.pad

    counter.press(K.Key_F2, K.Key_Down, K.Key_Up)
    assert counter.till.scarce.asked_count == 1
    assert not dialog.ask_button.isEnabled()
    counter.till.scarce.lacking = (a_shortage(),)
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE, waiting_count=1))
    counter.type("9630")
    counter.press(K.Key_Return)

    assert len(counter.till.scarce.allowed) == 1
    assert counter.asks(counter.screens.tender)


def test_going_back_from_what_lacks_leads_to_the_sale(counter: Counter) -> None:
    counter.till.scarce.lacking = (a_shortage(),)
    counter.press(K.Key_F12, K.Key_Escape)

    assert counter.no_dialog()
    assert counter.in_search()
    assert len(counter.till.cart.lines) == 1


def test_what_lacks_becomes_an_order_that_waits_by_keys_alone(counter: Counter) -> None:
    counter.till.scarce.lacking = (a_shortage(),)
    counter.press(K.Key_F12, K.Key_F6)
    dialog = counter.screens.park_reason
    assert counter.asks(dialog)
    assert counter.focused() is dialog.name.line

    counter.press(K.Key_Return)
    assert counter.asks(dialog)
    counter.type("1234 Ali")
    counter.press(K.Key_Return)

    (entry,) = counter.till.parking.entries
    assert (entry.reason, entry.name) == ("to_confirm", "1234 Ali")
    assert counter.no_dialog()
    assert counter.in_search()


def test_an_order_is_parked_by_its_button_and_the_list_is_there_again_for_a_sale(
    counter: Counter,
) -> None:
    counter.till.scarce.lacking = (a_shortage(),)
    counter.press(K.Key_F12, K.Key_F6)
    dialog = counter.screens.park_reason
    assert not dialog.list.isVisible()
    counter.type("Ms Ali")
    dialog.park.click()

    (entry,) = counter.till.parking.entries
    assert (entry.reason, entry.name) == ("to_confirm", "Ms Ali")
    counter.till.scarce.lacking = ()
    counter.type(BARREL)
    counter.press(K.Key_Return)
    counter.press(K.Key_F6)
    assert dialog.list.isVisible()
    assert not dialog.park.isVisible()


def test_a_till_without_a_supervisor_says_so(counter: Counter) -> None:
    counter.till.staff = counter.till.staff[:1]
    counter.till.scarce.lacking = (a_shortage(),)
    counter.press(K.Key_F12)

    assert not counter.screens.nothing_left.allow.isEnabled()
    assert counter.screens.nothing_left.people.isHidden()
