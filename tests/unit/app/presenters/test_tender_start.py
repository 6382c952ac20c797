"""Between F12 and the payment: moved prices are shown, what lacks is said, nothing blocks."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.key_hints import keys_of
from app.presenters.key_map import Dialog
from app.presenters.nothing_left import NothingLeftState
from app.presenters.tasks import TaskRunner
from app.presenters.tender_start import PriceNewsState
from domain.errors import Conflict, NotAllowed, WorldFailure
from domain.holding import Need, ResourceTotal, Shortage, Standing
from domain.money import Money
from domain.price_change import PriceChange
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import WaitingRunner
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
