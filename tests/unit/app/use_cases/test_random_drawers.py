"""200 randomised days at a drawer: money of two countries comes and goes, and all of it adds up."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.move_cash import REASONS, Move, MoveCash, move_cash, open_drawer
from app.use_cases.open_shift import MoreFloat, current_shift, open_shift
from app.use_cases.shift_report import read_x
from app.use_cases.shift_summary import shift_summary
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import WindwardError
from domain.money import Money
from domain.shift import CashCount, business_date_of
from domain.tender import TenderLine, cash_tender, foreign_cash
from sync.protocol.bodies import ShiftClosed
from tests.helpers.builders import (
    OTHER_CASHIER,
    SUPERVISOR,
    a_cart,
    a_session,
    a_till,
    clock_of,
    gyd,
)
from tests.helpers.ledger_checks import complaints, read_ledger

ITEMS = ("barrel", "tape", "rice", "pen", "mug")
MOVES: tuple[Move, ...] = ("drop", "pay_in", "pay_out")


@dataclass(slots=True)
class Day:
    """A till, who stands at it, and what really lies in its drawer, counted by hand."""

    till: Till
    session: Session
    cash: dict[str, int] = field(default_factory=dict)
    sold: int = 0

    def moved(self, currency: str, minor: int) -> None:
        self.cash[currency] = self.cash.get(currency, 0) + minor


def sell(day: Day, number: int, *, in_dollars: bool = False) -> None:
    a_cart(day.till, day.session, ITEMS[number % len(ITEMS)])
    view = current_cart(day.till, day.session)
    due_minor = -(-view.priced.total.amount_minor // 500) * 500
    tenders: list[TenderLine] = []
    if in_dollars:
        with day.till.db.reading() as uow:
            on = business_date_of(clock_of(day.till).now(), "America/Guyana")
            rate = uow.rules.book().find_fx_rate("USD", "GYD", on)
        assert rate is not None
        handed = Money((number % 60 + 1) * 100, "USD")
        tenders.append(foreign_cash(handed, rate))
        due_minor = max(0, due_minor - tenders[0].amount.amount_minor)
    rest = -(-due_minor // 500) * 500 + (number % 4) * 500
    if rest or not tenders:
        tenders.append(cash_tender(Money(rest, "GYD")))
    request = TakePayment(
        cart_id=view.cart.cart_id, cart_version=view.cart.version, tenders=tuple(tenders)
    )
    sale = take_payment(day.till, day.session, request).sale
    day.sold += sale.total.amount_minor
    for tender in sale.tenders:
        day.moved(tender.handed_over.currency, tender.handed_over.amount_minor)
    day.moved("GYD", -sale.change.amount_minor)


def sell_for_dollars(day: Day, number: int) -> None:
    sell(day, number, in_dollars=True)


def move(day: Day, number: int) -> None:
    kind = MOVES[number % 3]
    amount = Money((number + 1) * 500, "USD" if number % 5 == 0 else "GYD")
    request = MoveCash(move=kind, amount=amount, reason=REASONS[kind][0])
    move_cash(day.till, day.session, request)
    day.moved(amount.currency, amount.amount_minor if kind == "pay_in" else -amount.amount_minor)


def only_open_it(day: Day, number: int) -> None:
    del number
    open_drawer(day.till, day.session, "check")


def hand_over(day: Day, number: int) -> None:
    """Somebody else goes on in the same shift."""
    people = (OTHER_CASHIER, SUPERVISOR)
    day.session = a_session(day.till, people[number % 2])


def look(day: Day, number: int) -> None:
    del number
    before = read_x(day.till)

    assert read_x(day.till) == before


def turn_the_clock(day: Day, number: int) -> None:
    clock_of(day.till).go_on(timedelta(hours=number % 9))


def change_shifts(day: Day, number: int) -> None:
    if current_shift(day.till) is not None:
        check_the_drawer(day)
        own, dollars = (
            _counted(currency, max(0, day.cash.get(currency, 0) - number % 3 * 100))
            for currency in ("GYD", "USD")
        )
        signer = SUPERVISOR.staff_id
        request = CloseShift(
            count=own,
            others=(dollars,),
            reason="unknown",
            approved_by=None if day.session.staff_id == signer else signer,
        )
        close_shift(day.till, day.session, request)
    day.session = a_session(day.till)
    dollars_float = Money(number % 4 * 1_000, "USD")
    more = MoreFloat(others=(dollars_float,) if dollars_float.amount_minor else ())
    opening = gyd(number * 10)
    open_shift(day.till, a_session(day.till, SUPERVISOR), opening, more)
    day.cash = {"GYD": opening.amount_minor, "USD": dollars_float.amount_minor}


def _counted(currency: str, minor: int) -> CashCount:
    whole, rest = divmod(minor, 100)
    return CashCount(currency, ((100, whole), (1, rest)))


def check_the_drawer(day: Day) -> None:
    summary = shift_summary(day.till)
    expected = {sums.expected.currency: sums.expected for sums in (summary.sums, *summary.others)}
    for currency, minor in day.cash.items():
        found = expected.get(currency, Money.zero(currency))
        assert found.amount_minor == minor, (currency, found, minor)


DEEDS: Mapping[str, Callable[[Day, int], None]] = {
    deed.__name__: deed
    for deed in (
        sell,
        sell_for_dollars,
        move,
        only_open_it,
        hand_over,
        look,
        turn_the_clock,
        change_shifts,
    )
}
OFTEN = [*DEEDS, "sell", "sell", "sell_for_dollars", "move"]
DAYS = st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 59)), min_size=3, max_size=14)


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_after_any_day_drawer_tenders_tax_and_perpetual_totals_add_up(
    deeds: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        till = a_till(Path(name))
        day = Day(till=till, session=a_session(till))
        try:
            change_shifts(day, 5)
            for deed, number in deeds:
                with suppress(WindwardError):
                    DEEDS[deed](day, number)
            change_shifts(day, 3)
            check(day)
        finally:
            till.db.close()


def check(day: Day) -> None:
    assert complaints(day.till.db) == []
    closings = [
        ShiftClosed.model_validate(facts.body)
        for _, facts in read_ledger(day.till.db).facts("shift_closed")
    ]
    last = closings[-1].perpetual
    assert last is not None
    assert last.grand_total_minor == day.sold
    assert last.z_count == len(closings)
    assert last.grand_total_minor == sum(part.gross_minor for part in last.vat)
    for closing in closings:
        tenders = sum(f.amount_minor for f in closing.figures if f.kind == "tender")
        assert tenders == closing.takings_minor
        assert sum(part.vat_minor for part in closing.vat) == closing.vat_minor


# ------------------------------------------------------------------ planted bugs


def forget(*_given: object) -> tuple[()]:
    return ()


@pytest.mark.parametrize("planted", ["entries_of_sale", "figures_of_sale"])
def test_a_drawer_or_a_total_that_forgets_sales_is_found(
    planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    day = Day(till=till, session=a_session(till))
    change_shifts(day, 5)
    monkeypatch.setattr(f"storage.shifts.{planted}", forget)
    sell(day, 1)

    assert complaints(till.db) != []
    till.db.close()
