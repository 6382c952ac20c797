"""What a supervisor decides at a till, and money by the ways that only a closer look meets.

Payments are approved, rejected and released; money goes back the way it was paid; goods pay for
goods; and a customer whose cash the law asks about shows a document, or goes away.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from app.use_cases.cash_duty import IdentityNeeded
from app.use_cases.check_identity import CheckIdentity, check_identity
from app.use_cases.current_cart import current_cart
from app.use_cases.customers import SaveCustomer, attach_customer, save_customer
from app.use_cases.decide_payment import DecidePayment, Decision, decide_payment
from app.use_cases.exchange import plan_exchange
from app.use_cases.find_returnable import find_returnable
from app.use_cases.list_payments import list_payments
from app.use_cases.note_not_shown import note_not_shown
from app.use_cases.open_shift import current_shift
from app.use_cases.operations import Said
from app.use_cases.refund_sale import RefundRequest, refund_sale
from app.use_cases.till import Session
from domain.cash_compliance import ID_DOCUMENTS
from domain.customer import Contact
from domain.errors import BadInput, NotFound, RuleBroken
from domain.money import Money
from domain.refund import BackKind
from tests.simulation.machine import Machine
from tests.simulation.town import signed_for

CHOICES: dict[str, tuple[Decision, ...]] = {
    "claimed": ("approve", "approve", "reject", "release"),
    "approved": ("reject", "release"),
    "disputed": ("reject", "release"),
    "verified": ("release",),
}
"""What a supervisor may decide of a payment as it stands at the till."""
REGULARS_MAX = 3
"""So few customers are known, that the cash of one comes together."""
RECEIPTS = 40
"""So many of its last receipts are looked through for one that may be given back."""
_EXCHANGED: tuple[BackKind, ...] = ("cash", "store_credit")


def decide_at_the_desk(machine: Machine, session: Session) -> None:
    """A supervisor looks at one of the payments that wait at this till."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    waiting = [each for each in list_payments(machine.running) if each.state in CHOICES]
    if not waiting:
        return
    found = rng.choice(waiting)
    decision = rng.choice(CHOICES[found.state])
    request = DecidePayment(
        payment_id=found.payment_id,
        decision=decision,
        reason=f"looked at as {machine.chance.new_id()}",
        approval=signed_for(machine, "a payment"),
    )
    try:
        made = decide_payment(machine.running, session, request)
    except RuleBroken as refusal:
        town.sometimes("decision refused", refusal.title)
        return
    town.sometimes(f"decided: {decision}", found.state, made.state)
    if town.happens("pressed_twice"):
        assert decide_payment(machine.running, session, request) == made


def send_money_back(machine: Machine, session: Session) -> None:
    """All of a receipt comes back, and what its provider verified goes back that way."""
    town = machine.town
    assert town is not None
    for receipt in _receipts(machine):
        with suppress(RuleBroken):
            found = find_returnable(machine.running, session, receipt)
            if any(each.state == "verified" and not each.back for each in found.paid_by):
                _send_back(machine, session, RefundRequest(request_id="", of_receipt=receipt))
                return


def _send_back(machine: Machine, session: Session, plain: RefundRequest) -> None:
    town = machine.town
    assert town is not None
    found = find_returnable(machine.running, session, plain.of_receipt)
    request = replace(
        plain,
        request_id=machine.chance.new_id(),
        units=_all_units(machine, plain.of_receipt),
        back="payment",
        approval=signed_for(machine, "goods come back"),
        shown=found.paid_by,
    )
    try:
        made = refund_sale(machine.running, session, request)
    except (BadInput, RuleBroken) as refusal:
        town.sometimes("sending back refused", refusal.title)
        return
    town.sometimes("sent back the way it was paid", made.refund_number, made.given.amount_minor)
    if town.happens("pressed_twice"):
        assert refund_sale(machine.running, session, request).refund_number == made.refund_number


def bring_goods(machine: Machine, session: Session) -> tuple[RefundRequest, Money] | None:
    """Goods of an earlier receipt that pay for the new ones first, and what they pay."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    receipts = _receipts(machine)
    shift = current_shift(machine.running)
    if not receipts or shift is None:
        return None
    receipt = rng.choice(receipts)
    try:
        found = find_returnable(machine.running, session, receipt)
        request = RefundRequest(
            request_id=machine.chance.new_id(),
            of_receipt=receipt,
            units=_all_units(machine, receipt),
            back=rng.choice(_EXCHANGED),
            approval=signed_for(machine, "goods come back"),
            shown=found.paid_by,
        )
        bill = current_cart(machine.running, session).priced.total
        said = Said(by=session.staff_id, at=machine.clock.now(), day=shift.business_date)
        with machine.db.reading() as uow:
            plan = plan_exchange(uow, said, request, bill)
    except (BadInput, RuleBroken) as refusal:
        town.sometimes("exchange refused", refusal.title)
        return None
    assert plan.towards is not None
    return request, plan.towards


def name_customer(machine: Machine, session: Session) -> None:
    """The sale is for somebody whom the shop knows, perhaps from another till."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    known = [one for one in town.regulars if one[0] == machine.identity.tag]
    if len(known) < REGULARS_MAX and rng.random() < 0.5:
        contact = Contact(name=f"Regular {len(town.regulars)}", phone="622 1234")
        new = save_customer(machine.running, session, SaveCustomer(contact=contact))
        town.regulars.append((machine.identity.tag, new.person_id))
        known = [town.regulars[-1]]
    if known:
        with suppress(NotFound):  # its till has not told of them yet
            attach_customer(machine.running, session, rng.choice(known)[1])
            town.sometimes("sale for somebody known")


def show_document(machine: Machine, session: Session, asked: IdentityNeeded) -> bool:
    """Most customers show a document; some would rather go. Tell whether it was shown."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    if rng.random() < 0.3:
        note_not_shown(machine.running, session, asked.customer_id)
        town.sometimes("document not shown")
        return False
    check = CheckIdentity(
        check_id=machine.chance.new_id(),
        customer_id=asked.customer_id,
        document=rng.choice(ID_DOCUMENTS),
        number="R0712345",
        valid_until=machine.clock.now().date() + timedelta(days=1_000),
    )
    check_identity(machine.running, session, check)
    town.sometimes("document shown")
    return True


def _receipts(machine: Machine) -> list[str]:
    with machine.db.reading() as uow:
        return [each.receipt_number for each in uow.sales.find_receipts("", RECEIPTS)]


def _all_units(machine: Machine, receipt: str) -> dict[int, int]:
    """Whatever is left of a receipt."""
    with machine.db.reading() as uow:
        left = uow.refunds.find_refundable(receipt)
    return {line.line_no: units for line in left.lines if (units := left.units_left(line)) > 0}
