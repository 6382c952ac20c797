"""More is needed than is left: why, asking, and a supervisor's word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.presenters.key_hints import keys_of
from app.presenters.key_map import Dialog
from domain.errors import NotAllowed, WorldFailure
from domain.holding import ResourceTotal, Shortage, Standing
from domain.staff import Permission, Role
from tests.helpers.counter_desk import SUPERVISOR_PIN, WaitingRunner
from tests.unit.app.presenters.test_tender_start import (
    AT,
    BOOKING,
    OFFLINE,
    ONLINE,
    STOCK,
    a_counter,
    begin_slowly,
    lacking,
)

# ------------------------------------------------------------------ nothing left


def test_what_lacks_is_said_with_how_much_is_left_and_as_of_when() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()

    assert counter.day.dialog() is Dialog.NOTHING_LEFT
    (row,) = counter.scarce.rows
    assert (row.name, row.needed_text) == ("Barrel", "3 needed")
    assert row.left_text == "1 left at this till \N{MIDDLE DOT} 20 in all, as of 09:12"
    assert counter.scarce.park_text == "Order subject to confirmation"
    assert len(counter.scarce.approvers) == 1
    assert keys_of(Dialog.NOTHING_LEFT)[0].keys == ("F2",)


@pytest.mark.parametrize(
    ("shortage", "why"),
    [
        (lacking(), "Other tills may give back"),
        (lacking(free=2), "Central still has 2"),
        (lacking(free=None), "None of it was ever given"),
        (lacking(resource=BOOKING), "when the office closes it"),
        (lacking(held=3, elsewhere=2), "Another sale on this till"),
    ],
)
def test_why_nothing_is_left_is_said(shortage: Shortage, why: str) -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (shortage,)
    counter.pay()

    assert why in counter.scarce.rows[0].why


def test_asking_never_blocks_and_payment_opens_when_it_came() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    flow = counter.day.counter
    flow.show_sync_status(replace(ONLINE, waiting_count=1))
    assert len(counter.till.scarce.started) == 1

    flow.tender_start.nothing_left.on_ask()
    flow.tender_start.nothing_left.on_ask()
    assert counter.till.scarce.asked_count == 1
    assert counter.scarce.asking_text.startswith("Asking")
    assert not flow.tender_start.is_busy
    flow.show_sync_status(OFFLINE)
    assert "line is down" in counter.scarce.asking_text
    counter.till.scarce.lacking = ()
    flow.show_sync_status(ONLINE)

    assert counter.day.dialog() is Dialog.TENDER


def test_what_came_before_it_was_asked_for_opens_the_payment() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.till.scarce.lacking = ()
    counter.day.counter.tender_start.nothing_left.on_ask()

    assert counter.day.dialog() is Dialog.TENDER


def test_going_back_takes_the_wish_back() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.day.counter.tender_start.nothing_left.on_ask()
    counter.day.counter.on_dismissed()
    counter.day.counter.show_sync_status(ONLINE)

    assert counter.day.dialog() is None
    assert counter.till.scarce.cancelled == [counter.till.cart.cart_id]


def test_a_wish_that_cannot_be_kept_is_said_and_may_be_repeated() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.till.scarce.fail_with = WorldFailure("The disk is full", "Nothing is lost.")
    counter.day.counter.tender_start.nothing_left.on_ask()
    assert counter.scarce.notice is not None
    assert counter.scarce.asking_text == ""

    counter.day.counter.tender_start.nothing_left.on_ask()
    assert counter.scarce.notice is None


def test_an_order_subject_to_confirmation_waits_among_the_parked_sales_with_whose_it_is() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    cart_id, flow = counter.till.cart.cart_id, counter.day.counter
    flow.tender_start.nothing_left.on_ask()
    flow.tender_start.nothing_left.on_park()
    assert counter.day.dialog() is Dialog.PARK_REASON
    assert counter.till.scarce.cancelled == [cart_id]

    flow.flows.parking.reason.on_row_chosen(0, "  ")
    assert counter.day.reason_view.last.wrong.startswith("Type a name or a telephone")
    assert not counter.till.parking.entries
    flow.flows.parking.reason.on_row_chosen(0, "Ms Ali 612 1234")

    (entry,) = counter.till.parking.entries
    assert (entry.reason, entry.name) == ("to_confirm", "Ms Ali 612 1234")
    assert counter.till.cart.is_empty
    assert counter.day.dialog() is None
    notice = counter.day.shell.notices[-1]
    assert notice is not None
    assert "nothing is promised" in notice.text


def test_nothing_becomes_an_order_while_something_is_being_saved() -> None:
    runner = WaitingRunner()
    counter = a_counter(runner)
    begin_slowly(counter, runner)
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    runner.finish_all()
    nothing_left = counter.day.counter.tender_start.nothing_left
    nothing_left.on_ask()
    runner.finish_all()
    counter.day.counter.show_sync_status(ONLINE)
    nothing_left.on_park()
    assert counter.day.dialog() is Dialog.NOTHING_LEFT
    runner.finish_all()
    nothing_left.on_pin_entered(SUPERVISOR_PIN)
    nothing_left.on_park()

    assert counter.day.dialog() is Dialog.NOTHING_LEFT


# ------------------------------------------------------------------ a supervisor allows it


def test_a_supervisor_allows_what_lacks_and_payment_opens() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.day.counter.tender_start.nothing_left.on_pin_entered(SUPERVISOR_PIN)

    (allowed,) = counter.till.scarce.allowed
    assert (allowed.resource, allowed.cart_version) == (STOCK, counter.till.cart.version)
    assert allowed.approval.permission is Permission.APPROVE
    assert counter.day.dialog() is Dialog.TENDER


def test_each_thing_that_lacks_is_allowed_by_itself() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(), lacking(resource=BOOKING))
    counter.pay()
    nothing_left = counter.day.counter.tender_start.nothing_left
    nothing_left.on_pin_entered(SUPERVISOR_PIN)
    assert counter.day.dialog() is Dialog.NOTHING_LEFT
    assert len(counter.scarce.rows) == 1

    nothing_left.on_pin_entered(SUPERVISOR_PIN)
    assert [each.resource for each in counter.till.scarce.allowed] == [STOCK, BOOKING]
    assert counter.day.dialog() is Dialog.TENDER


def test_wrong_pins_slow_down_and_allow_nothing() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    nothing_left = counter.day.counter.tender_start.nothing_left
    nothing_left.on_pin_entered("")
    for _ in range(4):
        nothing_left.on_pin_entered("0000")
    assert counter.scarce.wait_s > 0
    assert counter.scarce.message

    nothing_left.on_pin_entered(SUPERVISOR_PIN)
    assert counter.till.scarce.allowed == []
    counter.till.clock.at += timedelta(minutes=1)
    counter.day.counter.on_second()
    assert counter.scarce.wait_s == 0
    nothing_left.on_pin_entered(SUPERVISOR_PIN)
    assert len(counter.till.scarce.allowed) == 1


def test_where_no_supervisor_is_known_it_is_said() -> None:
    counter = a_counter()
    counter.till.staff = tuple(each for each in counter.till.staff if each[0].role is Role.CASHIER)
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.day.counter.tender_start.nothing_left.on_pin_entered(SUPERVISOR_PIN)

    assert counter.scarce.empty_text
    assert counter.till.scarce.allowed == []


def test_an_approver_is_chosen_among_several() -> None:
    counter = a_counter()
    (member, pin) = next(each for each in counter.till.staff if each[0].role is Role.SUPERVISOR)
    other = replace(member, staff_id="staff-other", name="Ingrid Other")
    counter.till.staff = (*counter.till.staff, (other, pin))
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    nothing_left = counter.day.counter.tender_start.nothing_left
    for row in (1, 1, 7):
        nothing_left.on_approver_chosen(row)

    assert counter.scarce.chosen == 1
    assert counter.scarce.prompt == "PIN of Ingrid Other"


def test_a_refusal_of_the_exception_is_said() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    counter.till.scarce.allow_fails = NotAllowed("A supervisor must allow this", "Nothing is lost.")
    counter.day.counter.tender_start.nothing_left.on_pin_entered(SUPERVISOR_PIN)

    assert counter.scarce.notice is not None
    assert not counter.day.counter.tender_start.is_busy


# ------------------------------------------------------------------ in the cart


def test_a_line_says_how_much_of_it_is_left() -> None:
    counter = a_counter()
    told = ResourceTotal(total=20, free=6, as_of=AT)
    counter.till.left = {1: Standing(held=3, told=told)}
    counter.day.counter.sale.reload()
    (row,) = counter.day.cart_rows()
    assert row.left_text == "3 left at this till \N{MIDDLE DOT} 20 in all, as of 09:12"
    assert row.spoken.endswith(row.left_text)
    assert not row.is_short

    counter.till.left = {1: Standing()}
    counter.day.counter.show_sync_status(ONLINE)
    (row,) = counter.day.cart_rows()
    assert (row.left_text, row.is_short) == ("0 left at this till", True)


def test_a_wish_is_made_anew_while_somebody_waits_for_it() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()
    flow = counter.day.counter
    flow.tender_start.nothing_left.on_ask()
    flow.show_sync_status(ONLINE)
    assert counter.till.scarce.asked_count == 1

    counter.till.clock.at += timedelta(seconds=30)
    flow.show_sync_status(replace(ONLINE, waiting_count=2))

    assert counter.till.scarce.asked_count == 2
    assert counter.scarce.asking_text
