"""What people do at a simulated counter, through the real use cases."""

from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace

from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.book_shipment import book_shipment
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.cash_duty import IdentityNeeded
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import ClockWrong, current_shift, open_shift
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_receipt import list_unprinted, print_receipt, print_z
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import scan
from app.use_cases.sign_in import sign_in
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import TypedPrice
from domain.errors import Conflict, NotFound, RuleBroken
from domain.money import Money
from domain.shift import CashCount
from domain.shipment import Party, ShipmentDraft
from domain.staff import Permission
from tests.helpers.builders import gyd
from tests.helpers.shipment_builders import a_piece
from tests.simulation.afar_deeds import see_to_afar, see_to_quotes
from tests.simulation.cart_deeds import decide, park, recall
from tests.simulation.desk_deeds import (
    bring_goods,
    decide_at_the_desk,
    name_customer,
    send_money_back,
    show_document,
)
from tests.simulation.goods import SET, SINGLES, UNPRICED
from tests.simulation.machine import Machine
from tests.simulation.refund_deeds import (
    keep_paper,
    take_goods_back,
    take_goods_back_elsewhere,
)
from tests.simulation.scarcity import begin_tender, ring_up_scarce, think
from tests.simulation.template import CASHIERS, SUPERVISOR
from tests.simulation.tenders import choose_tenders, move_drawer
from tests.simulation.town import Town

CUSTOMERS = 8
CUSTOMERS_ONCE = (0, 1, 2)
"""Those who ask to be forgotten. Whoever was is not served again: a new visit is a new consent."""
CASH = gyd(600_000)


def serve_customer(machine: Machine, forgotten: AbstractSet[str]) -> None:
    """Serve one customer from sign-in to paper, and now and then change the shift."""
    till, rng = machine.running, machine.chance.rng
    session = _sign_in(machine)
    if current_shift(till) is None:
        _open(machine, session)
    if current_shift(till) is None:
        return
    hand_out_papers(till)
    if rng.random() < 0.12:
        _close(machine, session)
        return
    if machine.town is not None:
        _see_to_others(machine, session, machine.town)
        _see_to_other_tills(machine, session, machine.town, forgotten)
    _fill_cart(machine, session, forgotten)
    if machine.town is not None and machine.town.happens("known_customer"):
        name_customer(machine, session)
    if machine.town is not None and machine.town.happens("park") and park(machine, session):
        return
    if current_cart(till, session).cart.lines:
        _take_money(machine, session)


def _take_money(machine: Machine, session: Session) -> None:
    """Begin to pay, wait perhaps, and pay what was shown."""
    till, rng = machine.running, machine.chance.rng
    started = begin_tender(machine, session)
    if started is None:
        return
    cart = current_cart(till, session).cart
    if rng.random() < 0.1:
        cancel_tender(till, cart.cart_id)
        machine.line.clockwork.journal.sometimes("tender cancelled")
        return
    if rng.random() < 0.2:
        think(machine)
    total = started.cart.total
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=())
    rest = total
    if machine.town is not None and machine.town.happens("exchange"):
        brought = bring_goods(machine, session)
        if brought is not None:
            request, rest = replace(request, exchange=brought[0]), total - brought[1]
            machine.town.sometimes("goods for goods", brought[1].amount_minor)
    if request.exchange is None or not rest.is_zero:
        tenders = choose_tenders(machine, session, cart.cart_id, rest)
        request = replace(request, tenders=tenders)
    _pay(machine, session, request, total)


def _see_to_others(machine: Machine, session: Session, town: Town) -> None:
    """What is to be done before the next customer."""
    if town.happens("drawer"):
        move_drawer(machine, session)
    if town.happens("send_back"):
        send_money_back(machine, session)
    if town.happens("refund"):
        take_goods_back(machine, session)
    if town.happens("refund_elsewhere"):
        take_goods_back_elsewhere(machine, session)
    if town.happens("recall"):
        recall(machine, session)
    if town.habits["park"]:
        decide(machine, session)
    if town.happens("decide"):
        decide_at_the_desk(machine, session)


def _see_to_other_tills(
    machine: Machine, session: Session, town: Town, forgotten: AbstractSet[str]
) -> None:
    """What is asked of other tills, and what they ask."""
    if town.habits["ask_afar"]:
        see_to_afar(machine, session, town)
    if town.habits["special"]:
        see_to_quotes(machine, session, _draft(machine, forgotten))


def _pay(machine: Machine, session: Session, request: TakePayment, total: Money) -> None:
    """Pay what was shown when the tender began."""
    till, journal = machine.running, machine.line.clockwork.journal
    try:
        try:
            sold = take_payment(till, session, request)
        except IdentityNeeded as asked:
            if not show_document(machine, session, asked):
                raise
            sold = take_payment(till, session, request)
        if machine.chance.happens(machine.pressed_twice):
            again = take_payment(till, session, request)
            assert (again.receipt_lines, again.waybills) == (sold.receipt_lines, sold.waybills)
            journal.sometimes("pressed twice")
    except (Conflict, RuleBroken) as refusal:
        journal.note("not sold", refusal.title)
        cancel_tender(till, request.cart_id)
        return
    if sold.sale.total != total:
        raise PriceMovedError(f"{total} was asked for, {sold.sale.total} was taken")
    journal.sometimes("sale", machine.name, sold.sale.receipt_number, sold.sale.due.amount_minor)
    keep_paper(machine, sold.sale.receipt_number)
    hand_out_papers(till)


class PriceMovedError(Exception):
    """An open tender was paid at another price than it was shown at."""


def hand_out_papers(till: Till) -> None:
    """Print what waits for a printer."""
    for receipt in list_unprinted(till):
        with suppress(PrinterFailure):
            print_receipt(till, receipt)


def a_customer(tag: str, number: int, region: int) -> Party:
    """A person whose words stand nowhere else: traces of them can be looked for."""
    return Party(
        person_id=f"person-{tag}-{number}",
        name=trace_of(f"person-{tag}-{number}"),
        phone=f"6{number}0 {number}7{number}1",
        lot_street=f"Lot {number}, Sheriff Street",
        village="Campbellville",
        region=region,
        landmark="opposite the mosque",
    )


def trace_of(person_id: str) -> str:
    """The name that only this person bears."""
    _, tag, number = person_id.split("-")
    return f"Zelmira{number}{tag.title()}quist"


def _sign_in(machine: Machine) -> Session:
    tag, pin = machine.identity.tag, machine.chance.rng.choice(CASHIERS)
    return sign_in(machine.running, f"{tag}-cashier-{pin}", pin)


def _open(machine: Machine, session: Session) -> None:
    till = machine.running
    opening_float = gyd(machine.chance.rng.randint(5, 40) * 1_000)
    try:
        open_shift(till, session, opening_float)
    except ClockWrong:
        supervisor = sign_in(till, f"{machine.identity.tag}-supervisor", SUPERVISOR)
        open_shift(till, supervisor, opening_float)
        machine.line.clockwork.journal.sometimes("supervisor vouches for the date")


def _close(machine: Machine, session: Session) -> None:
    rng = machine.chance.rng
    count = CashCount("GYD", ((100_000, rng.randint(0, 30)), (2_000, rng.randint(0, 40))))
    note = "" if rng.random() < 0.7 else "One note was torn, and taken all the same"
    request = CloseShift(
        count=count,
        note=note,
        reason="unknown",
        approved_by=f"{machine.identity.tag}-supervisor",
    )
    closed = close_shift(machine.running, session, request)
    with suppress(PrinterFailure):
        print_z(machine.running, closed.closing.shift.number)
    machine.line.clockwork.journal.sometimes("shift closed", machine.name)


def _fill_cart(machine: Machine, session: Session, forgotten: AbstractSet[str]) -> None:
    till, rng, tag = machine.running, machine.chance.rng, machine.identity.tag
    for _ in range(rng.randint(1, 3)):
        name = rng.choice((*SINGLES, *SET))
        with suppress(NotFound, RuleBroken):
            if rng.random() < 0.3:
                scan(till, session, f"{tag}-{name}".upper())
            else:
                request = RingUp(item_id=f"{tag}-{name}", quantity=rng.randint(1, 4))
                ring_up(till, session, request)
    if rng.random() < machine.scarce_wish:
        ring_up_scarce(machine, session)
    if rng.random() < 0.15:
        _ring_up_at_asked_price(machine, session)
    if rng.random() < 0.25:
        book_shipment(till, session, _draft(machine, forgotten))
    if rng.random() < 0.1:
        cart = current_cart(till, session).cart
        if cart.lines:
            remove_line(till, session, cart.lines[0].line_no, cart.version, f"{tag}-supervisor")


def _ring_up_at_asked_price(machine: Machine, session: Session) -> None:
    tag, till = machine.identity.tag, machine.running
    asked = ApprovalRequest(
        staff_id=f"{tag}-supervisor",
        pin=SUPERVISOR,
        permission=Permission.TYPE_PRICE,
        reason="no price",
    )
    approval = approve(till, asked)
    price = Money(machine.chance.rng.randint(1, 90) * 500, "GYD")
    typed = TypedPrice(price=price, approved_by=approval.approved_by)
    with suppress(NotFound, RuleBroken):
        ring_up(till, session, RingUp(item_id=f"{tag}-{UNPRICED}", typed=typed))
        machine.line.clockwork.journal.sometimes("price asked")


def _draft(machine: Machine, forgotten: AbstractSet[str]) -> ShipmentDraft:
    rng, tag = machine.chance.rng, machine.identity.tag
    served = [number for number in range(CUSTOMERS) if f"person-{tag}-{number}" not in forgotten]
    sender, receiver = rng.sample(served, 2)
    return ShipmentDraft(
        shipment_id=machine.chance.new_id(),
        consignor=a_customer(tag, sender, 4),
        consignee=a_customer(tag, receiver, rng.randint(1, 10)),
        pieces=(a_piece(weight_lb=rng.randint(20, 150)),),
        declared_value=gyd(rng.randint(10, 90) * 1_000),
    )
