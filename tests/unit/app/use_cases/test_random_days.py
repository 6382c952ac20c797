"""Whatever a day brings, the ledger holds: numbers are dense, chains verify, drawers add up."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.book_shipment import book_shipment
from app.use_cases.change_line import (
    GiveDiscount,
    GiveFree,
    OverridePrice,
    discount_cart,
    give_line_free,
    override_price,
)
from app.use_cases.change_quantity import change_quantity
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.move_cash import REASONS, open_drawer
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_receipt import list_unprinted, print_receipt
from app.use_cases.remove_line import remove_line, void_cart
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import scan
from app.use_cases.shift_summary import shift_summary
from app.use_cases.start_stream import start_stream
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.tender_rules import read_tender_rules
from app.use_cases.till import Session, Till
from app.use_cases.undo_change import UndoChange, undo_change
from domain.cart import TypedPrice
from domain.discount import DiscountAsked
from domain.errors import WindwardError
from domain.money import Money
from domain.shift import CashCount
from domain.shift_figures import ShiftFigure
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
from tests.helpers.report_checks import check_report
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
    voids: list[Money] = field(default_factory=list)
    openings: int = 0

    def voided(self, worth: Money) -> None:
        """Goods left the sale before it was paid; what only cost less did not."""
        if worth.amount_minor > 0:
            self.voids.append(worth)


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
    after = change_quantity(day.till, day.session, number % 4 + 1, number % 12, cart.version)
    day.voided(cart.gross - after.gross)


def remove_a_line(day: Day, number: int) -> None:
    cart = current_cart(day.till, day.session).cart
    after = remove_line(day.till, day.session, number % 4 + 1, cart.version)
    day.voided(cart.gross - after.gross)


def give_a_discount(day: Day, number: int) -> None:
    """Off a line, or off the whole sale; sometimes more than a cashier may."""
    cart = current_cart(day.till, day.session).cart
    request = GiveDiscount(
        version=cart.version,
        line_no=number % 4 or None,
        asked=DiscountAsked(basis_points=number * 50 + 1, reason="goodwill"),
        approved_by=SUPERVISOR.staff_id if number % 2 else None,
    )
    discount_cart(day.till, day.session, request)


def change_a_price(day: Day, number: int) -> None:
    cart = current_cart(day.till, day.session).cart
    typed = TypedPrice(
        price=gyd(number * 60 + 1), approved_by=SUPERVISOR.staff_id, reason="price_match"
    )
    request = OverridePrice(version=cart.version, line_no=number % 4 + 1, typed=typed)
    override_price(day.till, day.session, request)


def give_something_free(day: Day, number: int) -> None:
    cart = current_cart(day.till, day.session).cart
    request = GiveFree(
        version=cart.version,
        line_no=number % 4 + 1,
        reason="goodwill" if number % 2 else "tasting",
        approved_by=SUPERVISOR.staff_id,
    )
    give_line_free(day.till, day.session, request)


def void_everything(day: Day, number: int) -> None:
    view = current_cart(day.till, day.session)
    signer = SUPERVISOR.staff_id if number % 2 else None
    void_cart(day.till, day.session, view.cart.version, signer)
    day.voided(view.cart.gross)


def take_the_last_change_back(day: Day, number: int) -> None:
    """What was added a moment ago leaves again, which is a void as any."""
    before = current_cart(day.till, day.session).cart
    ring_up_some(day, number)
    after = current_cart(day.till, day.session).cart
    undo_change(day.till, day.session, UndoChange(before=before, version=after.version))
    day.voided(after.gross - before.gross)


def park_and_give_up(day: Day, number: int) -> None:
    """A sale is set aside, and nobody comes back for it."""
    del number
    cart = current_cart(day.till, day.session).cart
    request = ParkCart(cart_id=cart.cart_id, cart_version=cart.version)
    parked = park_cart(day.till, day.session, request)
    drop_parked(day.till, day.session, parked.edition_id)
    day.voids.append(cart.gross)  # a sale given up counts, whatever it was worth


def only_open_the_drawer(day: Day, number: int) -> None:
    reasons = REASONS["no_sale"]
    day.openings += 1
    open_drawer(day.till, day.session, reasons[number % len(reasons)])


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
        give_a_discount,
        change_a_price,
        give_something_free,
        void_everything,
        take_the_last_change_back,
        park_and_give_up,
        only_open_the_drawer,
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
    shift = current_shift(till)
    assert shift is not None
    assert shift_summary(till).sums.cash_sales == day.cash
    check_figures(day, shift.number)
    check_report(till.db)


def check_figures(day: Day, shifts: int) -> None:
    """What left the sales and how often the drawer was opened, against what was counted by hand."""
    with day.till.db.reading() as uow:
        done = uow.figures.perpetual(shifts, "GYD").figures
    voids = done.total("void")

    assert (voids.count, voids.amount) == (len(day.voids), Money.total_of(day.voids, "GYD"))
    assert done.total("no_sale").count == day.openings


# ------------------------------------------------------------------ planted bugs


def forget_figures(_sale: object) -> tuple[()]:
    """Where a sale's figures should have been."""
    return ()


def forget_figure(*_given: object) -> ShiftFigure:
    """A figure that counts nothing."""
    return ShiftFigure(by="nobody", kind="refund", count=0, amount=gyd(0))


PLANTED: Mapping[str, tuple[str, str]] = {
    "overrides": ("domain.shift_figures._overrides", "change_a_price"),
    "gifts": ("domain.shift_figures._samples", "give_something_free"),
    "discounts": ("domain.shift_figures._discounts", "give_a_discount"),
    "voids of lines": ("app.use_cases.changed_cart.figure_of_void", "remove_a_line"),
    "voids of sales": ("app.use_cases.changed_cart.figure_of_void", "void_everything"),
    "taken back": ("app.use_cases.changed_cart.figure_of_void", "take_the_last_change_back"),
    "parked sales": ("app.use_cases.drop_parked.figure_of_void", "park_and_give_up"),
    "openings": ("app.use_cases.move_cash.figure_of_no_sale", "only_open_the_drawer"),
}


OF_SALES = ("overrides", "gifts", "discounts")


@pytest.mark.parametrize("planted", [None, *PLANTED])
def test_a_figure_that_is_forgotten_is_found(
    planted: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    day = Day(folder=tmp_path, till=till, session=a_session(till))
    change_shifts(day, 0)
    if planted is not None:
        monkeypatch.setattr(
            PLANTED[planted][0], forget_figures if planted in OF_SALES else forget_figure
        )
    deeds = [deed for _, deed in PLANTED.values()] if planted is None else [PLANTED[planted][1]]
    for deed in deeds:
        ring_up_some(day, 0)
        DEEDS[deed](day, 8)
        with suppress(WindwardError):
            pay(day, 40)
    try:
        if planted is None:
            check(day)
        else:
            with pytest.raises(AssertionError):
                check(day)
    finally:
        till.db.close()
