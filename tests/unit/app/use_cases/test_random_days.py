"""Whatever a day brings, the ledger holds: numbers are dense, chains verify, drawers add up."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.book_shipment import book_shipment
from app.use_cases.change_quantity import change_quantity
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_receipt import list_unprinted, print_receipt
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import scan
from app.use_cases.shift_summary import shift_summary
from app.use_cases.start_stream import start_stream
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.tender_rules import read_tender_rules
from app.use_cases.till import Session, Till
from domain.cart import TypedPrice
from domain.errors import WindwardError
from domain.money import Money
from domain.shift import CashCount
from domain.staff import Permission
from domain.tender import TenderLine, cash_tender, foreign_cash, rest_after
from tests.helpers.builders import (
    SUPERVISOR,
    a_session,
    a_till,
    clock_of,
    gyd,
    open_again,
    tray_of,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_shipment

CODES = ("2102026000014", "2102026000212", "RICE-2", "TWO-PENS", "SEAL-1", "TEA-1", "NO-SUCH")
ITEM_IDS = ("barrel", "tape", "rice", "pen", "mug", "tea")


@dataclass(slots=True)
class Day:
    """A till, who stands at it, and what the customers have in their hands."""

    folder: Path
    till: Till
    session: Session
    receipts: list[str] = field(default_factory=list)
    cash: Money = field(default_factory=lambda: gyd(0))
    shipments: int = 0


def scan_one(day: Day, number: int) -> None:
    scan(day.till, day.session, CODES[number % len(CODES)])


def ring_up_some(day: Day, number: int) -> None:
    request = RingUp(item_id=ITEM_IDS[number % len(ITEM_IDS)], quantity=number % 7 + 1)
    ring_up(day.till, day.session, request)


def sell_at_an_asked_price(day: Day, number: int) -> None:
    request = ApprovalRequest(
        staff_id=SUPERVISOR.staff_id,
        pin=SUPERVISOR.pin,
        permission=Permission.TYPE_PRICE,
        reason="no price",
    )
    approval = approve(day.till, request)
    typed = TypedPrice(price=Money(number + 1, "GYD"), approved_by=approval.approved_by)
    ring_up(day.till, day.session, RingUp(item_id="seal", typed=typed))


def change_a_line(day: Day, number: int) -> None:
    cart = current_cart(day.till, day.session).cart
    change_quantity(day.till, day.session, number % 4 + 1, number % 12, cart.version)


def remove_a_line(day: Day, number: int) -> None:
    cart = current_cart(day.till, day.session).cart
    remove_line(day.till, day.session, number % 4 + 1, cart.version)


def accept_a_shipment(day: Day, number: int) -> None:
    day.shipments += 1
    book_shipment(day.till, day.session, a_shipment(f"shipment-{day.shipments}-{number}"))


def pay(day: Day, number: int) -> None:
    """Pay, sometimes with too little or an odd sum, sometimes pressed twice."""
    view = current_cart(day.till, day.session)
    received = Money(max(0, view.priced.total.amount_minor + (number - 20) * 500), "GYD")
    received = Money(received.amount_minor // 500 * 500 + number % 2, "GYD")
    request = TakePayment(
        cart_id=view.cart.cart_id, cart_version=view.cart.version, tenders=(cash_tender(received),)
    )
    completed = take_payment(day.till, day.session, request)
    day.receipts.append(completed.sale.receipt_number)
    day.cash += completed.sale.due
    if number % 3 == 0:
        assert take_payment(day.till, day.session, request) == completed


def pay_in_parts(day: Day, number: int) -> None:
    """Pay with US dollars, a card and the rest in cash; sometimes too much, or pressed twice."""
    view = current_cart(day.till, day.session)
    foreign = read_tender_rules(day.till).foreign
    assert foreign is not None
    tenders = [foreign_cash(Money(number % 5 * 100, "USD"), foreign.rate)] if number % 2 else []
    if number % 3:
        part = Money(view.priced.total.amount_minor // (number % 3 + 1), "GYD")
        tenders.append(TenderLine(kind="bank_card", amount=part, approval_code=f"A{number:03d}"))
    rest = rest_after(view.priced.total, tenders).amount_minor
    if number % 7:  # else the card alone pays, or too little was given
        notes = max(0, (rest + 499) // 500 * 500 + (number % 4) * 500)
        tenders.append(cash_tender(Money(notes, "GYD")))
    request = TakePayment(
        cart_id=view.cart.cart_id, cart_version=view.cart.version, tenders=tuple(tenders)
    )
    sale = take_payment(day.till, day.session, request).sale
    day.receipts.append(sale.receipt_number)
    own = (line.amount for line in sale.tenders if line.kind == "cash" and line.foreign is None)
    day.cash += Money.total_of(own, "GYD") - sale.change
    if number % 3 == 0:
        assert take_payment(day.till, day.session, request).sale == sale


def print_what_waits(day: Day, number: int) -> None:
    tray_of(day.till).is_jammed = number % 2 == 0
    for receipt in list_unprinted(day.till):
        with suppress(PrinterFailure):
            print_receipt(day.till, receipt)


def restart(day: Day, number: int) -> None:
    del number
    day.till.db.close()
    day.till = open_again(day.folder, day.till)


def begin_a_stream(day: Day, number: int) -> None:
    if number % 5 == 0:
        start_stream(day.till, "behind_mark")


def turn_the_clock(day: Day, number: int) -> None:
    clock_of(day.till).go_on(timedelta(hours=number - 15))


def change_shifts(day: Day, number: int) -> None:
    shift = current_shift(day.till)
    if shift is not None:
        summary = shift_summary(day.till)
        assert summary.sums.expected == shift.opening_float + day.cash
        request = CloseShift(
            count=CashCount("GYD", ((10_000, number),)),
            reason="unknown",
            approved_by=SUPERVISOR.staff_id,
        )
        close_shift(day.till, day.session, request)
        day.cash = gyd(0)
    open_shift(day.till, a_session(day.till, SUPERVISOR), gyd(number))


DEEDS: Mapping[str, Callable[[Day, int], None]] = {
    deed.__name__: deed
    for deed in (
        scan_one,
        ring_up_some,
        sell_at_an_asked_price,
        change_a_line,
        remove_a_line,
        accept_a_shipment,
        pay,
        pay_in_parts,
        print_what_waits,
        restart,
        begin_a_stream,
        turn_the_clock,
        change_shifts,
    )
}
OFTEN = [*DEEDS, "scan_one", "ring_up_some", "pay", "pay", "pay_in_parts", "pay_in_parts"]
DAYS = st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 40)), max_size=40)


@given(DAYS)
@settings(max_examples=25)
def test_after_any_day_the_ledger_holds(deeds: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        till = a_till(folder)
        day = Day(folder=folder, till=till, session=a_session(till))
        change_shifts(day, 0)
        for deed, number in deeds:
            with suppress(WindwardError):
                DEEDS[deed](day, number)
        try:
            check(day)
        finally:
            day.till.db.close()


def check(day: Day) -> None:
    till = day.till
    assert complaints(till.db) == []
    told = [body.receipt for _, body in read_ledger(till.db).sales()]
    assert told == day.receipts
    printed = [job.job_id for job in tray_of(till).jobs]
    assert sorted([*printed, *list_unprinted(till)]) == sorted(told)
    if current_shift(till) is not None:
        summary = shift_summary(till)
        assert summary.sums.cash_sales == day.cash
