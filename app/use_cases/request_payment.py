"""A wish: central is asked to have the customer pay, by a code to scan (ledger rule 13)."""

from dataclasses import dataclass
from datetime import timedelta

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, Conflict, RuleBroken
from domain.money import Money
from domain.till_payment import MMG, TillPayment
from storage.payments import PaymentEvent
from storage.unit_of_work import Reading
from sync.protocol.payment_bodies import PaymentRequested

_DOLLAR_MINOR = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPayment:
    """Which provider is to ask for how much; ``payment_id`` is the press of the key."""

    payment_id: str
    cart_id: str
    provider: str
    amount: Money


def request_payment(till: Till, session: Session, request: RequestPayment) -> TillPayment:
    """Keep the wish, with its operation, in one transaction; return it.

    It is waited for as long as goods are set aside (rule ``tender_reservation``). Pressed twice,
    the second call returns the same. Raises RuleBroken (``provider_closed``, ``no_shift``),
    BadInput (the amount), Conflict (the cart is another, or it is another payment's id) and
    NotAllowed. Whatever is raised, nothing was asked for.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        already = uow.payments.find(request.payment_id)
        if already is not None:
            return _same_again(already, request)
        _require_sense(request)
        _require_open(uow, request.provider)
        if get_open_cart(uow, till).cart_id != request.cart_id:
            raise Conflict(
                "The sale has changed",
                "Another sale is open on this till now. Nothing was asked for and nothing is lost."
                " Look at the lines and the total, then take payment again.",
            )
        minutes = uow.rules.book().tender_reservation_minutes(shift.business_date)
        made = TillPayment(
            payment_id=request.payment_id,
            cart_id=request.cart_id,
            shift=shift.number,
            cashier_id=session.staff_id,
            provider=request.provider,
            way="qr",
            state="requested",
            amount=request.amount,
            made_at=now,
            changed_at=now,
            expires_at=now + timedelta(minutes=minutes),
        )
        event = PaymentEvent(at=now, by=session.staff_id, what="requested", state="requested")
        uow.payments.add(made, event)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        append_operation(uow, till, said, requested_body(made))
        note_down(
            uow,
            now,
            session.staff_id,
            ("payment_requested", made.payment_id),
            {"amount_minor": made.amount.amount_minor, "provider": made.provider},
        )
        uow.commit()
    return made


def requested_body(made: TillPayment) -> PaymentRequested:
    """Say a wish."""
    assert made.expires_at is not None
    return PaymentRequested(
        payment_id=made.payment_id,
        cart_id=made.cart_id,
        shift=made.shift,
        provider=made.provider,
        way="qr",
        currency=made.amount.currency,
        amount_minor=made.amount.amount_minor,
        expires_at=made.expires_at,
    )


def _require_sense(request: RequestPayment) -> None:
    minor = request.amount.amount_minor
    if minor <= 0 or (request.provider == MMG and minor % _DOLLAR_MINOR):
        raise BadInput(
            "Check the amount",
            "A code asks for more than nothing, and MMG for whole dollars. Nothing was asked for"
            " and nothing is lost.",
        )


def _require_open(uow: Reading, provider: str) -> None:
    known = {each.name: each for each in uow.payments.list_providers()}
    found = known.get(provider)
    if found is None or "qr" not in found.ways or found.is_open:
        raise RuleBroken(
            "This cannot be used now",
            "The office has not set it up, or its service is down. Nothing was asked for and"
            " nothing is lost. Take another payment.",
            "provider_closed",
        )


def _same_again(already: TillPayment, request: RequestPayment) -> TillPayment:
    asked = (request.cart_id, request.amount, request.provider)
    if (already.cart_id, already.amount, already.provider) != asked:
        raise Conflict(
            "This payment was asked for before",
            "It is kept as it was asked for first. Nothing was asked for twice. Look at the"
            " payments of this sale, then go on.",
        )
    return already
