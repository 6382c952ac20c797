"""A wish: central is asked to have the customer pay, by a code or their phone (ledger rule 13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.judged import find_refusal, note_refusal
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.payers import Payer, find_payer, payer_key, read_phone
from app.use_cases.payment_measures import Attempt, measure, oldest_rate_at
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.tender_policy import TendersAllowed, note_allowed
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import BadInput, Conflict, RuleBroken
from domain.money import Money
from domain.risk import about_rates, judge, rules_for
from domain.risk_policy import risk_rules
from domain.shift import Shift
from domain.till_payment import MMG, PaymentWay, TillPayment
from storage.payments import PaymentEvent
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.operation import PersonalPart
from sync.protocol.payment_bodies import RULES_MAX, PaymentRequested

_DOLLAR_MINOR = 100
_CARD = "card_qr"
_GUYANA = "+592"
_OVER = frozenset({"cancelled", "expired", "refunded"})
_GUYANA_LENGTH = 11
"""MMG asks phones of Guyana only: the country and seven digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPayment:
    """Which provider is to ask for how much; ``payment_id`` is the press of the key.

    ``phone`` is the payer's as it was typed, to be asked there; empty for a code to scan.
    ``rate_at`` is when the oldest rate of the cash beside it was told, ``approval`` a supervisor's
    yes, where the risk policy asked for one.
    """

    payment_id: str
    cart_id: str
    provider: str
    amount: Money
    phone: str = ""
    rate_at: datetime | None = None
    approval: Approval | None = None


def request_payment(till: Till, session: Session, request: RequestPayment) -> TillPayment:
    """Keep the wish, with its operation, in one transaction; return it.

    It is waited for as long as goods are set aside (rule ``tender_reservation``). Pressed twice,
    the second call returns the same. Raises RuleBroken (``provider_closed``, ``no_shift``),
    PaymentJudged, BadInput (the amount, the phone), Conflict (the cart is another, or it is another
    payment's id) and NotAllowed. Whatever is raised, nothing was asked for.
    """
    way: PaymentWay = "push" if request.phone else "qr"
    phone = _read_phone_of(request)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        already = uow.payments.find(request.payment_id)
        if already is not None:
            return _same_again(already, request, payer_key(till, phone) if phone else None)
        _require_sense(request)
        _require_open(uow, request.provider, way)
        cart = get_open_cart(uow, till)
        if cart.cart_id != request.cart_id:
            raise Conflict(
                "The sale has changed",
                "Another sale is open on this till now. Nothing was asked for and nothing is lost."
                " Look at the lines and the total, then take payment again.",
            )
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        allowed = _allow(uow, session, shift, (request, cart), said)
        payer = find_payer(uow, till, cart, phone) if phone else None
        minutes = uow.rules.book().tender_reservation_minutes(shift.business_date)
        made = TillPayment(
            payment_id=request.payment_id,
            cart_id=request.cart_id,
            shift=shift.number,
            cashier_id=session.staff_id,
            provider=request.provider,
            way=way,
            state="requested",
            amount=request.amount,
            made_at=now,
            changed_at=now,
            payer_id=None if payer is None else payer.payer_id,
            payer_key=None if payer is None else payer.key,
            action="supervisor" if allowed.approved_by is not None else "accept",
            rules=allowed.rules,
            approved_by=allowed.approved_by,
            expires_at=now + timedelta(minutes=minutes),
        )
        event = PaymentEvent(at=now, by=session.staff_id, what="requested", state="requested")
        uow.payments.add(made, event)
        append_operation(uow, till, said, requested_body(made), _told_of(uow, till, payer))
        note_down(
            uow,
            now,
            session.staff_id,
            ("payment_requested", made.payment_id),
            {"amount_minor": made.amount.amount_minor, "provider": made.provider},
        )
        uow.commit()
    return made


def _read_phone_of(request: RequestPayment) -> str:
    """Return the payer's phone as it is kept, empty for a code."""
    if not request.phone:
        return ""
    return (read_mmg_phone if request.provider == MMG else read_phone)(request.phone)


def requested_body(made: TillPayment) -> PaymentRequested:
    """Say a wish."""
    assert made.expires_at is not None
    assert made.way != "claim"
    return PaymentRequested(
        payment_id=made.payment_id,
        cart_id=made.cart_id,
        shift=made.shift,
        provider=made.provider,
        way=made.way,
        currency=made.amount.currency,
        amount_minor=made.amount.amount_minor,
        payer_id=made.payer_id,
        rules=made.rules,
        approved_by=made.approved_by,
        expires_at=made.expires_at,
    )


def _allow(
    uow: UnitOfWork,
    session: Session,
    shift: Shift,
    what: tuple[RequestPayment, Cart],
    said: Said,
) -> TendersAllowed:
    """Judge a card that is to be asked for of a customer, together with the sale's others.

    What MMG itself confirms has no cap of ours, and is asked for the age of the bill's rates alone.
    Raises PaymentJudged, after it was written down.
    """
    request, cart = what
    rules = risk_rules(uow.rules.book(), shift.business_date)
    is_mmg = request.provider == MMG
    rules = about_rates(rules, {MMG}) if is_mmg else rules_for(rules, _CARD)
    others = uow.payments.list_of_cart(request.cart_id)
    amounts = [each.amount for each in others if each.state not in _OVER and each.provider != MMG]
    attempt = Attempt(
        payment_id=request.payment_id,
        provider=request.provider,
        amount=Money.total_of(
            (request.amount, *([] if is_mmg else amounts)), request.amount.currency
        ),
        cashier_id=session.staff_id,
        now=said.at,
        cart_id=request.cart_id,
        customer_id=cart.customer_id,
        rate_at=oldest_rate_at(cart, request.rate_at),
    )
    judgement = judge(rules, measure(uow, shift, attempt, rules))
    refusal = find_refusal(uow, session, shift, (judgement, request.approval))
    if refusal is not None:
        note_refusal(uow, said, ("request", request.payment_id, attempt.amount), judgement)
        uow.commit()
        raise refusal
    names = judgement.names[:RULES_MAX]
    if judgement.action == "accept" or request.approval is None:
        return TendersAllowed(rules=names)
    signer = request.approval.approved_by
    note_allowed(uow, said, (request.payment_id, attempt.amount, names), signer)
    return TendersAllowed(rules=names, approved_by=signer)


def _told_of(uow: UnitOfWork, till: Till, payer: Payer | None) -> tuple[PersonalPart, ...]:
    """Remember the payer, and say whose phone it is in that person's own part."""
    if payer is None:
        return ()
    uow.payments.keep_payer(payer.key, payer.payer_id)
    return (personal_part(till, payer.payer_id, {"phone": payer.phone}),)


def read_mmg_phone(typed: str) -> str:
    """Return a phone number that MMG can ask, in full. Raises BadInput for any other."""
    phone = read_phone(typed)
    if not phone.startswith(_GUYANA) or len(phone) != _GUYANA_LENGTH:
        raise BadInput(
            "Check the phone number",
            "MMG asks phones of Guyana only: type seven digits. Nothing was asked for and nothing"
            " is lost.",
        )
    return phone


def _require_sense(request: RequestPayment) -> None:
    minor = request.amount.amount_minor
    if minor <= 0 or (request.provider == MMG and minor % _DOLLAR_MINOR):
        raise BadInput(
            "Check the amount",
            "A code asks for more than nothing, and MMG for whole dollars. Nothing was asked for"
            " and nothing is lost.",
        )


def _require_open(uow: Reading, provider: str, way: PaymentWay) -> None:
    known = {each.name: each for each in uow.payments.list_providers()}
    found = known.get(provider)
    if found is None or way not in found.ways or found.is_open:
        raise RuleBroken(
            "This cannot be used now",
            "The office has not set it up, or its service is down. Nothing was asked for and"
            " nothing is lost. Take another payment.",
            "provider_closed",
        )


def _same_again(already: TillPayment, request: RequestPayment, key: str | None) -> TillPayment:
    asked = (request.cart_id, request.amount, request.provider, key)
    if (already.cart_id, already.amount, already.provider, already.payer_key) != asked:
        raise Conflict(
            "This payment was asked for before",
            "It is kept as it was asked for first. Nothing was asked for twice. Look at the"
            " payments of this sale, then go on.",
        )
    return already
