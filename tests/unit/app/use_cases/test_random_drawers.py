"""200 randomised days at a drawer: two countries' money, discounts, gifts, weights and credits."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases.claim_payment import claim_payment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.find_returnable import list_receipts
from app.use_cases.move_cash import REASONS, Move, MoveCash, move_cash, open_drawer
from app.use_cases.open_shift import MoreFloat, current_shift, open_shift
from app.use_cases.refund_sale import RefundRequest, plan_refund, refund_sale
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.shift_report import read_x
from app.use_cases.shift_summary import shift_summary
from app.use_cases.take_payment import TakePayment, take_payment
from domain.errors import WindwardError
from domain.money import Money
from domain.shift import CashCount, business_date_of
from domain.shift_figures import FigureKind
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
from tests.unit.app.use_cases.drawer_day import (
    GIVING,
    ITEMS,
    Day,
    check_given_away,
    done,
    in_cash,
    paid_back,
    stock_yams,
)
from tests.unit.app.use_cases.payment_kit import YES, a_claim

AWAY: tuple[FigureKind, ...] = ("discount", "sample")
MOVES: tuple[Move, ...] = ("drop", "pay_in", "pay_out")


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


def sell_without_cash(day: Day, number: int) -> None:
    """By the bank's terminal, or against an MMG message; what is no whole dollar is cash."""
    cart = a_cart(day.till, day.session, *(ITEMS[(number + more) % 5] for more in range(3)))
    total = current_cart(day.till, day.session).priced.total
    if number % 2:
        paid = TenderLine(kind="bank_card", amount=total, approval_code=f"A{number:03d}")
    else:
        claim = a_claim(
            day.till,
            cart,
            f"pay-{day.sold}-{number}",
            reference=f"2040{day.sold:08d}{number:02d}",
            amount=Money(total.amount_minor // 100 * 100, "GYD"),
            approval=YES,
        )
        paid = tender_of_payment(claim_payment(day.till, day.session, claim))
    done(day, cart, (paid, *in_cash(total - paid.amount)))


def what_comes_back(day: Day, number: int) -> RefundRequest:
    """Some of a receipt of this till, in one of the ways; sometimes more than is left of it."""
    receipts = list_receipts(day.till, "")
    found = receipts[number % max(1, len(receipts))].receipt_number if receipts else "none"
    with day.till.db.reading() as uow:
        lines = uow.refunds.find_refundable(found).lines
    line = lines[number % len(lines)]
    day.presses += 1
    return RefundRequest(
        request_id=f"press-{day.presses}",
        of_receipt=found,
        units={line.line_no: max(1, line.quantity * (number % 4 + 1) // 4)},
        back=("cash", "store_credit", "cash")[number % 3],
        approval=YES,
    )


def give_back(day: Day, number: int) -> None:
    request = what_comes_back(day, number)
    refund = refund_sale(day.till, day.session, request)

    assert refund_sale(day.till, day.session, request) == refund
    paid_back(day, refund)


def exchange(day: Day, number: int) -> None:
    """Goods for goods: dearer ones, cheaper ones, or what costs the same."""
    request = what_comes_back(day, number)
    worth = plan_refund(day.till, day.session, replace(request, back="store_credit")).given
    cart = a_cart(day.till, day.session, ITEMS[number % 5], *(ITEMS[:1] if number % 2 else ()))
    total = current_cart(day.till, day.session).priced.total
    done(day, cart, in_cash(total - min(worth, total)), exchange=request)


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
    before = read_x(day.till, day.session)

    assert read_x(day.till, day.session) == before


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
        sell_without_cash,
        give_back,
        exchange,
        move,
        only_open_it,
        hand_over,
        look,
        turn_the_clock,
        change_shifts,
        *GIVING,
    )
}
OFTEN = [*DEEDS, "sell", "sell", "sell_without_cash", "move", "give_back", "exchange", "exchange"]
OFTEN += ["sell_cheaper", "sell_by_weight", "sell_for_credit"]
DAYS = st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 59)), min_size=3, max_size=12)


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_after_any_day_drawer_tenders_tax_and_perpetual_totals_add_up(
    deeds: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        till = a_till(Path(name))
        stock_yams(till)
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
    figures = last.figures
    refunds = sum(figure.amount_minor for figure in figures if figure.kind == "refund")
    met = [
        sum(f.amount_minor for f in figures if (f.kind, f.key) == (kind, "exchange"))
        for kind in ("tender", "refund_tender")
    ]
    assert refunds == day.refunded
    away = {kind: sum(f.amount_minor for f in figures if f.kind == kind) for kind in AWAY}
    check_given_away(day, away)
    assert met[0] == met[1]
    with day.till.db.reading() as uow:
        for receipt in uow.sales.find_receipts("", 500):  # which raises where more came back
            assert not uow.refunds.find_refundable(receipt.receipt_number).left.is_negative


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


@pytest.mark.parametrize(
    ("planted", "deed"), [("_discounts", "sell_cheaper"), ("_samples", "give_something")]
)
def test_a_total_that_forgets_what_was_given_away_is_found(
    planted: str, deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    day = Day(till=till, session=a_session(till))
    change_shifts(day, 5)
    monkeypatch.setattr(f"domain.shift_figures.{planted}", forget)
    DEEDS[deed](day, 5)
    change_shifts(day, 3)
    with pytest.raises(AssertionError):
        check(day)
    till.db.close()
