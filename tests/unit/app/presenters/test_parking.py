"""F6 and F7 in words: parking, and the list of parked sales."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.key_map import Dialog
from app.presenters.parked import parked_row
from app.use_cases.list_parked import ParkedEntry
from domain.cart import add_item, new_cart
from domain.cart_line import CartLine
from domain.errors import Conflict, WorldFailure
from domain.money import Money
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import WaitingRunner
from tests.unit.app.presenters.test_counter import BARREL, Day

AT = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)
ZONE = "America/Guyana"


def lines_of(till: MemoryTill, *counts: int) -> tuple[CartLine, ...]:
    cart = new_cart("sample", "GYD")
    for item, count in zip(till.items, counts, strict=False):
        if count:
            cart = add_item(cart, item, quantity=count)
    return cart.lines


def an_entry(till: MemoryTill, **more: object) -> ParkedEntry:
    lines = lines_of(till, 2, 1)
    values: dict[str, object] = {
        "edition_id": "edition-x",
        "number": 4,
        "till_label": "GY03",
        "parked_at": AT,
        "reason": "",
        "lines": lines,
        "total": Money.total_of((line.gross for line in lines), "GYD"),
        "is_local": False,
        "is_disputed": False,
        **more,
    }
    return ParkedEntry(**values)  # type: ignore[arg-type]  # named differences of one example


def begun() -> Day:
    day = Day()
    day.begin()
    return day


def begun_later(runner: WaitingRunner) -> Day:
    """A day whose answers come when the test lets them."""
    day = Day(runner=runner)
    runner.finish_all()
    day.sign_in()
    runner.finish_all()
    day.counter.open_shift.on_amount_typed("40,000")
    day.counter.open_shift.on_open()
    runner.finish_all()
    return day


# ------------------------------------------------------------------ parking


def test_f6_parks_what_is_on_the_screen_and_the_next_customer_can_come() -> None:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.counter.flows.parking.on_park()

    assert day.till.cart.is_empty
    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "Parked as No. 1."
    assert "each till of the store that has heard of it" in notice.text


def test_a_name_that_was_typed_stands_first_in_the_list() -> None:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.counter.flows.parking.on_ask_why()
    day.counter.flows.parking.reason.on_row_chosen(99, "Mrs Singh")
    day.counter.flows.parking.reason.on_row_chosen(1, "Mrs Singh")

    row = parked_row(day.till.parking.entries[0], ZONE)
    assert row.title.startswith("Mrs Singh")
    assert row.tag == "Customer went for money"


def test_an_order_asks_whose_it_is_and_knows_the_customer_of_the_sale() -> None:
    day = begun()
    day.counter.flows.parking.on_order()
    assert day.dialog() is None
    day.counter.sale.on_enter(BARREL)
    session = day.counter.session
    assert session is not None
    view = day.till.services().current_cart(session)
    day.counter.flows.parking.on_cart(replace(view, customer_name="Devika Persaud"))
    day.counter.flows.parking.on_order()

    asked = day.reason_view.last
    assert (asked.name, asked.asks_name, asked.wrong) == ("Devika Persaud", True, "")
    assert (asked.rows, asked.button) == ((), "Park the order")


def test_f6_without_a_sale_says_what_would_be_parked() -> None:
    day = begun()
    day.counter.flows.parking.on_park()

    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.text == "Nothing parked. F6 parks the sale you are on."


def test_f6_that_cannot_be_says_why_and_keeps_the_sale() -> None:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.till.parking.fail_with = Conflict("The sale has changed", "Nothing is lost.")
    day.counter.flows.parking.on_park()

    assert not day.till.cart.is_empty
    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "The sale has changed"


def test_f6_pressed_twice_parks_once() -> None:
    runner = WaitingRunner()
    day = begun_later(runner)
    day.counter.sale.on_enter(BARREL)
    runner.finish_all()
    day.counter.flows.parking.on_park()
    day.counter.flows.parking.on_park()
    day.counter.flows.parking.on_recall()
    assert day.counter.flows.parking.is_busy
    runner.finish_all()

    assert day.till.parking.parked_count == 1
    assert Dialog.PARKED not in day.shell.dialogs


def test_nobody_parks_while_the_till_is_locked_or_another_place_is_shown() -> None:
    day = Day()
    day.counter.flows.parking.on_park()
    day.counter.flows.parking.on_recall()
    day.begin()
    day.counter.flows.parking._view = None
    day.counter.flows.parking.on_park()

    assert Dialog.PARKED not in day.shell.dialogs
    assert day.till.parking.parked_count == 0


# ------------------------------------------------------------------ the list


def test_f7_shows_what_is_parked_and_enter_brings_it_back() -> None:
    day = begun()
    day.till.parking.entries = (an_entry(day.till), an_entry(day.till, edition_id="edition-y"))
    day.counter.flows.parking.on_recall()
    assert day.shell.dialogs[-1] is Dialog.PARKED
    assert len(day.parked_view.last.rows) == 2

    parked = day.counter.flows.parking.parked
    parked.on_stepped(1)
    parked.on_stepped(5)
    assert day.parked_view.last.selected == 1
    parked.on_row_entered(1)
    assert day.shell.dialogs[-1:] == [None]
    assert [line.quantity for line in day.till.cart.lines] == [2, 1]
    assert [each.edition_id for each in day.till.parking.entries] == ["edition-x"]
    assert day.shell.notices[-1] is None


def test_bringing_one_back_says_that_the_other_was_parked() -> None:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.till.parking.entries = (an_entry(day.till),)
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.parked.on_row_entered(0)

    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "The sale before was parked as No. 1."


def test_an_empty_list_says_what_to_do_and_nothing_can_be_chosen() -> None:
    day = begun()
    day.counter.flows.parking.on_recall()
    parked = day.counter.flows.parking.parked
    parked.on_row_entered(0)
    parked.on_drop()
    parked.on_stepped(1)

    state = day.parked_view.last
    assert (state.selected, state.warning) == (-1, "")
    assert state.empty_text == "Nothing parked. F6 parks the sale you are on."


def test_del_asks_once_more_and_any_other_key_keeps_it() -> None:
    day = begun()
    day.till.parking.entries = (an_entry(day.till), an_entry(day.till, edition_id="edition-y"))
    day.counter.flows.parking.on_recall()
    parked = day.counter.flows.parking.parked
    parked.on_drop()
    assert "Drop No. 4, till GY03? Press Del again." in day.parked_view.last.warning

    parked.on_stepped(1)
    assert day.parked_view.last.warning == ""
    assert len(day.till.parking.entries) == 2

    parked.on_drop()
    parked.on_drop()
    assert [each.edition_id for each in day.till.parking.entries] == ["edition-x"]
    assert len(day.parked_view.last.rows) == 1


def test_who_was_slower_sees_what_is_left() -> None:
    day = begun()
    day.till.parking.entries = (an_entry(day.till),)
    day.counter.flows.parking.on_recall()
    day.till.parking.entries = ()
    day.counter.flows.parking.parked.on_row_entered(0)

    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "That sale is not parked any more"
    assert day.parked_view.last.rows == ()


def test_a_failure_of_the_disk_is_said_and_the_list_stays() -> None:
    day = begun()
    day.till.parking.entries = (an_entry(day.till),)
    day.counter.flows.parking.on_recall()
    day.till.parking.fail_with = WorldFailure("The disk is full", "Nothing is lost.")
    day.counter.flows.parking.parked.on_row_entered(0)

    assert len(day.parked_view.last.rows) == 1


def test_news_of_an_exchange_change_the_open_list_and_keep_the_choice() -> None:
    day = begun()
    day.till.parking.entries = (an_entry(day.till), an_entry(day.till, edition_id="edition-y"))
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.parked.on_stepped(1)
    newest = an_entry(day.till, edition_id="edition-z", number=5)
    day.till.parking.entries = (newest, *day.till.parking.entries)
    day.counter.show_sync_status(SyncStatus(link=Link.ONLINE, last_exchange_at=AT))

    assert day.parked_view.last.selected == 2
    assert len(day.parked_view.last.rows) == 3


def test_two_keys_at_once_bring_back_one_sale() -> None:
    runner = WaitingRunner()
    day = begun_later(runner)
    day.till.parking.entries = (an_entry(day.till),)
    day.counter.flows.parking.on_recall()
    runner.finish_all()
    parked = day.counter.flows.parking.parked
    parked.on_row_entered(0)
    parked.on_row_entered(0)
    parked.on_drop()
    runner.finish_all()

    assert day.till.parking.parked_count == 0
    assert len(day.till.parking.entries) == 0


@pytest.mark.parametrize(
    ("more", "tag"),
    [
        ({"is_local": True}, "Only at this till: part of it is paid"),
        ({"is_disputed": True}, "In two versions"),
        ({"reason": "forgot_money"}, "Customer went for money"),
        ({"reason": "more_to_fetch"}, "Customer went for more goods"),
        ({"reason": "asks_somebody"}, "Customer is asking somebody"),
        ({"reason": "making_room"}, "Made room"),
        ({"reason": "to_confirm"}, "Order subject to confirmation"),
        ({"reason": "of a newer till"}, ""),
        ({}, ""),
    ],
)
def test_a_row_has_a_number_a_time_goods_and_a_total_and_no_name(
    more: dict[str, object], tag: str
) -> None:
    row = parked_row(an_entry(sample_till(), **more), ZONE)

    assert row.tag == tag
    assert row.title == "No. 4, till GY03 \N{MIDDLE DOT} Sat 21 Nov 14:02"
    assert row.detail.startswith("2 lines \N{MIDDLE DOT} 3 items")
    assert row.amount_text in row.spoken
