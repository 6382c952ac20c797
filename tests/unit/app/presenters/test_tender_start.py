"""Between F12 and the payment: moved prices are shown, what lacks is said, nothing blocks."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.key_map import Dialog, keys_of
from app.presenters.nothing_left import NothingLeftState
from app.presenters.tasks import TaskRunner
from app.presenters.tender_start import PriceNewsState
from domain.errors import Conflict, NotAllowed, WorldFailure
from domain.holding import Need, ResourceTotal, Shortage, Standing
from domain.money import Money
from domain.price_change import PriceChange
from domain.staff import Permission, Role
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import SUPERVISOR_PIN, WaitingRunner
from tests.unit.app.presenters.test_counter import BARREL, Day

AT = datetime(2026, 11, 22, 13, 12, tzinfo=UTC)
ONLINE, OFFLINE = SyncStatus(link=Link.ONLINE), SyncStatus(link=Link.OFFLINE)
STOCK, BOOKING = "stock:stabroek:barrel", "booking:staff-sr"


def lacking(
    *, held: int = 1, free: int | None = 0, elsewhere: int = 0, resource: str = STOCK
) -> Shortage:
    told = None if free is None else ResourceTotal(total=20, free=free, as_of=AT)
    standing = Standing(held=held, elsewhere=elsewhere, told=told)
    return Shortage(need=Need(resource=resource, name="Barrel", quantity=3), standing=standing)


@dataclass
class Counter:
    """A day with a barrel in the cart."""

    day: Day

    @property
    def till(self) -> MemoryTill:
        return self.day.till

    def pay(self) -> None:
        self.day.counter.sale.on_pay()

    @property
    def prices(self) -> PriceNewsState:
        state = self.day.prices_view.last
        assert isinstance(state, PriceNewsState)
        return state

    @property
    def scarce(self) -> NothingLeftState:
        state = self.day.scarce_view.last
        assert isinstance(state, NothingLeftState)
        return state


def a_counter(runner: TaskRunner | None = None) -> Counter:
    day = Day(sample_till(), runner)
    if runner is None:
        begin(day)
    return Counter(day)


def begin(day: Day) -> None:
    day.begin()
    day.counter.sale.on_enter(BARREL)


def a_change(till: MemoryTill, new_minor: int) -> PriceChange:
    (line,) = till.cart.lines
    return PriceChange(
        line_no=line.line_no,
        name=line.name,
        quantity=1,
        old=line.unit_price,
        new=Money(new_minor, "GYD"),
    )


# ------------------------------------------------------------------ nothing in the way


def test_a_tender_begins_at_once_where_nothing_moved_and_nothing_is_scarce() -> None:
    counter = a_counter()
    counter.pay()

    assert counter.day.dialog() is Dialog.TENDER
    (request,) = counter.till.scarce.started
    assert (request.cart_id, request.accepted) == (counter.till.cart.cart_id, ())
    counter.day.counter.on_dismissed()
    assert counter.till.scarce.cancelled == []


@pytest.mark.parametrize("leave", ["dismissed", "locked"])
def test_leaving_a_tender_frees_what_was_set_aside(leave: str) -> None:
    counter = a_counter()
    counter.till.scarce.holds = True
    counter.pay()
    flow = counter.day.counter

    (flow.on_dismissed if leave == "dismissed" else flow.on_lock)()

    assert counter.till.scarce.cancelled == [counter.till.cart.cart_id]


def test_a_paid_sale_has_nothing_to_free() -> None:
    counter = a_counter()
    counter.till.scarce.holds = True
    counter.pay()
    counter.day.counter.tender.on_amount_typed("10,000")
    counter.day.counter.tender.on_finish()
    counter.day.counter.on_dismissed()

    assert counter.day.dialog() is None
    assert counter.till.scarce.cancelled == []


def test_what_cannot_be_freed_is_said() -> None:
    counter = a_counter()
    counter.till.scarce.holds = True
    counter.pay()
    counter.till.scarce.cancel_fails = WorldFailure("The disk is full", "Nothing is lost.")

    counter.day.counter.on_dismissed()

    notice = counter.day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "The disk is full"


def test_pressed_twice_a_tender_begins_once() -> None:
    runner = WaitingRunner()
    counter = a_counter(runner)
    begin_slowly(counter, runner)
    counter.pay()
    counter.pay()
    assert counter.day.counter.tender_start.is_busy
    runner.finish_all()

    assert len(counter.till.scarce.started) == 1


def begin_slowly(counter: Counter, runner: WaitingRunner) -> None:
    runner.finish_all()
    counter.day.sign_in()
    runner.finish_all()
    counter.day.counter.open_shift.on_amount_typed("40,000")
    counter.day.counter.open_shift.on_open()
    runner.finish_all()
    counter.day.counter.sale.on_enter(BARREL)
    runner.finish_all()


def test_a_tender_that_begins_after_somebody_went_back_is_freed_again() -> None:
    runner = WaitingRunner()
    counter = a_counter(runner)
    begin_slowly(counter, runner)
    counter.till.scarce.holds = True
    counter.pay()
    counter.day.counter.tender_start.leave()
    runner.finish_all()

    assert counter.day.dialog() is None
    assert counter.till.scarce.cancelled == [counter.till.cart.cart_id]


def test_a_failure_after_somebody_went_back_is_not_shown() -> None:
    runner = WaitingRunner()
    counter = a_counter(runner)
    begin_slowly(counter, runner)
    counter.till.scarce.fail_with = WorldFailure("The disk is full", "Nothing is lost.")
    counter.pay()
    counter.day.counter.tender_start.leave()
    before = len(counter.day.shell.notices)
    runner.finish_all()

    assert counter.day.shell.notices[before:] == []


@pytest.mark.parametrize(
    "error",
    [
        NotAllowed("Ask a supervisor", "Nothing is lost."),
        Conflict("The sale has changed", "Nothing is lost."),
    ],
)
def test_what_keeps_a_tender_from_beginning_is_said(error: Exception) -> None:
    counter = a_counter()
    counter.till.scarce.fail_with = error
    counter.pay()

    assert counter.day.dialog() is None
    assert any(
        each is not None and each.title == str(error).split(":")[0]
        for each in counter.day.shell.notices
    )


# ------------------------------------------------------------------ prices that moved


def test_moved_prices_are_shown_with_old_and_new_and_taken_with_one_key() -> None:
    counter = a_counter()
    change = a_change(counter.till, 1_000_000)
    counter.till.scarce.changes = (change,)
    counter.pay()
    assert counter.day.dialog() is Dialog.PRICES
    (row,) = counter.prices.rows
    assert (row.old_text, row.new_text) == ("G$9,500", "G$10,000")
    assert row.detail == "1 \N{MULTIPLICATION SIGN} G$10,000, was G$9,500"
    assert counter.prices.title == "A price has changed"

    counter.day.counter.tender_start.on_prices_taken()

    assert counter.day.dialog() is Dialog.TENDER
    assert counter.till.scarce.started[-1].accepted == (change,)
    counter.day.counter.tender_start.on_prices_taken()
    assert len(counter.till.scarce.started) == 2


def test_prices_that_move_again_are_shown_again() -> None:
    counter = a_counter()
    counter.till.scarce.changes = (a_change(counter.till, 1_000_000),)
    counter.pay()
    counter.till.scarce.changes = (a_change(counter.till, 1_100_000),)
    counter.day.counter.tender_start.on_prices_taken()

    assert counter.day.shell.dialogs == [Dialog.PRICES]
    assert counter.prices.rows[0].new_text == "G$11,000"


def test_going_back_from_moved_prices_changes_nothing() -> None:
    counter = a_counter()
    counter.till.scarce.changes = (a_change(counter.till, 1_000_000),)
    counter.pay()
    counter.day.counter.on_dismissed()

    assert counter.day.dialog() is None
    assert counter.till.scarce.cancelled == []
    assert keys_of(Dialog.PRICES)[0].keys == ("F12", "Enter")


# ------------------------------------------------------------------ nothing left


def test_what_lacks_is_said_with_how_much_is_left_and_as_of_when() -> None:
    counter = a_counter()
    counter.till.scarce.lacking = (lacking(),)
    counter.pay()

    assert counter.day.dialog() is Dialog.NOTHING_LEFT
    (row,) = counter.scarce.rows
    assert (row.name, row.needed_text) == ("Barrel", "3 needed")
    assert row.left_text == "1 left at this till \N{MIDDLE DOT} 20 in all, as of 09:12"
    assert "subject to confirmation" in counter.scarce.other_text
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
