"""Customers who pay by telephone: what they claim, what they are asked for, what they truly did."""

from dataclasses import replace
from datetime import timedelta

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.cancel_payment import CancelPayment, cancel_payment
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.rights import require_open_shift
from app.use_cases.settle_payments import pays, tender_of_payment
from app.use_cases.till import Session
from domain.errors import BadInput, Conflict, RuleBroken
from domain.money import Money
from domain.tender import TenderLine
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from sync.protocol.payment_bodies import PaymentRequested
from tests.simulation.by_hand import verify_by_hand
from tests.simulation.clockwork import HOUR_MS, MINUTE_MS
from tests.simulation.machine import Machine
from tests.simulation.scarcity import think
from tests.simulation.town import Attempt, Town, signed_for

CLAIMS = ("good", "good", "good", "reused", "other amount", "invented")
WISHES = ("page", "push", "card")
PATIENCE = 3
"""How often a customer lets the till ask before they pay in another way."""
WAIT_MS = (5_000, 60_000)
"""How long between two looks: long enough for the jobs to find what was not answered, or killed."""
_DOLLAR_MINOR = 100


def pay_by_claim(machine: Machine, session: Session, cart_id: str, due: Money) -> TenderLine | None:
    """The customer shows a message that they paid; None where it is not taken."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    attempt = _shown(town, machine, rng.choice(CLAIMS), due)
    due = Money(attempt.minor, due.currency)
    request = ClaimPayment(
        payment_id=attempt.payment_id,
        cart_id=cart_id,
        phone=attempt.phone,
        reference=attempt.reference,
        amount=due,
        paid_at=town.bank.clockwork.now(),
    )
    try:
        return tender_of_payment(_judged(machine, session, request))
    except (BadInput, Conflict, RuleBroken) as refusal:
        town.sometimes(f"claim refused: {type(refusal).__name__}", attempt.kind)
        return None


def _judged(machine: Machine, session: Session, request: ClaimPayment) -> TillPayment:
    """The policy asks for a supervisor, and one comes."""
    town = machine.town
    assert town is not None
    try:
        made = claim_payment(machine.running, session, request)
    except PaymentJudged as judged:
        if judged.code != "needs_signature":
            raise
        approval: Approval = signed_for(machine, "a claim")
        made = claim_payment(machine.running, session, replace(request, approval=approval))
        town.sometimes("claim signed for")
    town.sometimes(f"claim: {town.attempts[request.payment_id].kind}", machine.name)
    if town.happens("pressed_twice"):
        assert claim_payment(machine.running, session, request) == made
    return made


def _shown(town: Town, machine: Machine, kind: str, due: Money) -> Attempt:
    """What the message says, and what became of the money."""
    rng = machine.chance.rng
    phone, dollars = f"6{rng.randrange(10**6):06d}", due.amount_minor // _DOLLAR_MINOR
    shown = [
        each
        for each in town.attempts.values()
        if (each.kind == "good" or each.is_verified_by_hand) and each.minor <= due.amount_minor
    ]
    if any(each.is_verified_by_hand for each in shown) and town.happens("by_hand"):
        kind = "reused"
    others = [each for each in shown if each.reference not in _shown_here(machine)] or shown
    if kind == "reused" and not others:
        kind = "good"
    minor = due.amount_minor
    if kind == "reused":
        used = rng.choice(others)
        reference, minor = used.reference, used.minor
    elif kind == "invented":
        reference = f"777{rng.randrange(10**9):09d}"
    else:
        paid = dollars if kind == "good" else dollars + rng.choice((-1, 5, 100))
        reference = town.bank.mmg.pay_merchant(max(1, paid), phone)
        kind = "good" if max(1, paid) == dollars else kind
    attempt = Attempt(
        payment_id=machine.chance.new_id(),
        tag=machine.identity.tag,
        kind=kind,
        minor=minor,
        made_at=town.bank.clockwork.now(),
        phone=phone,
        reference=reference,
    )
    town.attempts[attempt.payment_id] = attempt
    return attempt


def _shown_here(machine: Machine) -> set[str]:
    """References that this till would refuse at once."""
    with machine.db.reading() as uow:
        kept = uow.payments.list_by_state(("claimed", "approved", "verified", "disputed"))
    return {each.reference for each in kept}


def pay_by_wish(machine: Machine, session: Session, cart_id: str, due: Money) -> TenderLine | None:
    """Central is asked to have the customer pay; None where nothing came of it in time."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    attempt = Attempt(
        payment_id=machine.chance.new_id(),
        tag=machine.identity.tag,
        kind=rng.choice(WISHES),
        minor=due.amount_minor,
        made_at=town.bank.clockwork.now(),
        phone=f"6{rng.randrange(10**6):06d}",
    )
    town.attempts[attempt.payment_id] = attempt
    try:
        _ask(machine, session, cart_id, (attempt, due))
    except RuleBroken as refusal:
        town.sometimes("wish refused", refusal.title)
        return None
    town.sometimes(f"wish: {attempt.kind}", machine.name)
    patience, has_paid = rng.randint(1, PATIENCE), False
    for _ in range(patience):
        found = _waited(machine, attempt)
        if found.state == "verified":
            town.sometimes(f"paid by {attempt.kind}")
            return tender_of_payment(found)
        if found.state == "pending" and not has_paid and rng.random() < 0.8:
            has_paid = _pays(town, attempt, found.url)
            if has_paid and town.happens("by_hand"):
                verify_by_hand(town, machine, attempt)
    return _given_up(machine, session, attempt)


def _ask(machine: Machine, session: Session, cart_id: str, what: tuple[Attempt, Money]) -> None:
    attempt, due = what
    if attempt.kind == "push":
        _ask_the_phone(machine, session, cart_id, what)
        return
    request = RequestPayment(
        payment_id=attempt.payment_id,
        cart_id=cart_id,
        provider="mmg" if attempt.kind == "page" else "stripe",
        amount=due,
    )
    request_payment(machine.running, session, request)


def _ask_the_phone(
    machine: Machine, session: Session, cart_id: str, what: tuple[Attempt, Money]
) -> None:
    """Write the wish that central carries out and no screen of a till makes yet."""
    (attempt, due), till = what, machine.running
    now = till.clock.now()
    with machine.db.reading() as uow:
        shift = require_open_shift(uow)  # who was served meanwhile may have closed it
    made = TillPayment(
        payment_id=attempt.payment_id,
        cart_id=cart_id,
        shift=shift.number,
        cashier_id=session.staff_id,
        provider="mmg",
        way="push",
        state="requested",
        amount=due,
        made_at=now,
        changed_at=now,
        expires_at=now + timedelta(minutes=10),
        payer_id=f"payer-{attempt.payment_id}",
    )
    body = PaymentRequested(
        payment_id=made.payment_id,
        cart_id=cart_id,
        shift=shift.number,
        provider="mmg",
        way="push",
        currency=due.currency,
        amount_minor=due.amount_minor,
        payer_id=made.payer_id,
        expires_at=now + timedelta(minutes=10),
    )
    phone = personal_part(till, f"payer-{attempt.payment_id}", {"phone": attempt.phone})
    with till.db.unit_of_work() as uow:
        event = PaymentEvent(at=now, by=session.staff_id, what="requested", state="requested")
        uow.payments.add(made, event)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        append_operation(uow, till, said, body, (phone,))
        note_down(uow, now, session.staff_id, ("payment_requested", made.payment_id), {})
        uow.commit()


def _waited(machine: Machine, attempt: Attempt) -> TillPayment:
    """The till asks, the jobs come round, the till hears of it."""
    town = machine.town
    assert town is not None
    think(machine)
    town.jobs.run()
    town.bank.clockwork.pass_time(machine.chance.rng.randint(*WAIT_MS))
    town.jobs.run()
    think(machine)
    with machine.db.reading() as uow:
        return uow.payments.get(attempt.payment_id)


def _pays(town: Town, attempt: Attempt, url: str) -> bool:
    """The customer pays with what they were shown; tell whether it let them."""
    if attempt.kind == "push":
        return town.bank.approve_pushes(attempt.phone) > 0
    if not url:
        return False
    return town.bank.pay_page(url) if attempt.kind == "page" else town.bank.pay_card(url)


def _given_up(machine: Machine, session: Session, attempt: Attempt) -> TenderLine | None:
    """Nobody waits any more; some pay all the same, later. What came meanwhile is taken."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    request = CancelPayment(payment_id=attempt.payment_id, reason="pressed")
    found = cancel_payment(machine.running, session, request)
    if found.state == "verified" and pays(found):
        return tender_of_payment(found)
    town.sometimes("wish given up", attempt.kind)
    if rng.random() < 0.5:
        with machine.db.reading() as uow:
            url = uow.payments.get(attempt.payment_id).url
        wait_ms = rng.randint(MINUTE_MS, HOUR_MS)
        town.bank.clockwork.after(wait_ms, lambda: _pays_late(town, attempt, url))
    return None


def _pays_late(town: Town, attempt: Attempt, url: str) -> None:
    if _pays(town, attempt, url):
        town.sometimes(f"late money by {attempt.kind}")
