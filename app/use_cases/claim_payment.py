"""The customer shows that they paid: what can't be looked up now is a claim, and is judged."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.claim_photo import payer_words, require_photo
from app.use_cases.judged import find_refusal, note_refusal
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.payers import Payer, find_payer, read_phone
from app.use_cases.payment_measures import Attempt, measure, oldest_rate_at
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.cart import Cart
from domain.errors import BadInput, Conflict
from domain.money import Money
from domain.risk import BY_ITSELF, Judgement, judge, rules_for
from domain.risk_policy import risk_rules
from domain.shift import Shift
from domain.till_payment import MMG, TillPayment
from storage.payments import PaymentEvent
from storage.unit_of_work import UnitOfWork
from sync.protocol.payment_bodies import RULES_MAX, PaymentClaimed

_REFERENCE = re.compile(r"[A-Z0-9-]{4,40}")
_DOLLAR_MINOR = 100
_AHEAD_MAX = timedelta(minutes=10)
_OLD_MAX = timedelta(days=7)
"""A message from the future is mistyped; one older than a week is another payment's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPayment:
    """What the customer's message says, as it was typed; ``payment_id`` is the press of the key.

    ``is_held`` says that the goods stay here until it is verified; the policy may say so as well,
    whatever was chosen. ``rate_at`` is when the oldest rate of the cash beside it was told.
    ``approval`` is the supervisor's, where one was asked for.
    ``photo`` is the message as a picture, read by a ``ReadPhoto``; most claims have none.
    """

    payment_id: str
    cart_id: str
    phone: str
    reference: str
    amount: Money
    paid_at: datetime
    is_held: bool = False
    rate_at: datetime | None = None
    approval: Approval | None = None
    photo: bytes | None = field(default=None, repr=False)


def claim_payment(till: Till, session: Session, request: ClaimPayment) -> TillPayment:
    """Judge a claim and keep it, with its operation, in one transaction; return it.

    Pressed twice, the second call returns the same. Raises BadInput (phone, reference, amount,
    time, photo), PaymentJudged, ReferenceUsed (one reference pays once), Conflict (the cart is
    another), RuleBroken (``no_shift``, ``bad_rule``) and NotAllowed. Whatever is raised, nothing
    was taken; what the policy refused is written into the audit record.
    """
    phone, reference = read_phone(request.phone), read_reference(request.reference)
    ensure_stream(till)
    now = till.clock.now()
    _require_sense(request, now)
    require_photo(request.photo)
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        already = uow.payments.find(request.payment_id)
        if already is not None:
            return _same_again(already, request, reference)
        cart = _get_cart(uow, till, request)
        payer = find_payer(uow, till, cart, phone)
        attempt = Attempt(
            payment_id=request.payment_id,
            provider=MMG,
            amount=request.amount,
            cashier_id=session.staff_id,
            now=now,
            cart_id=cart.cart_id,
            customer_id=cart.customer_id,
            is_whole_sale=False,
            payer_key=payer.key,
            reference=reference,
            rate_at=oldest_rate_at(cart, request.rate_at),
        )
        judgement = _judge(uow, shift, attempt)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        refusal = find_refusal(uow, session, shift, (judgement, request.approval))
        if refusal is not None:
            kept_out = ("claim", request.payment_id, request.amount)
            note_refusal(uow, said, kept_out, judgement)
            uow.commit()
            raise refusal
        made = _keep(uow, till, said, (request, reference, payer, judgement, shift))
        uow.commit()
    return made


def read_reference(typed: str) -> str:
    """Return a provider's number as it is kept: capitals, digits and hyphens.

    Raises BadInput for one that can be none, a card's number included.
    """
    reference = "".join(require_words(typed).split()).upper()
    if _REFERENCE.fullmatch(reference) is None:
        raise BadInput(
            "Check the reference",
            "Type the reference from the customer's message: 4 to 40 letters and digits. Nothing"
            " was taken and nothing is lost.",
        )
    return reference


def _require_sense(request: ClaimPayment, now: datetime) -> None:
    minor = request.amount.amount_minor
    if minor <= 0 or minor % _DOLLAR_MINOR:
        raise BadInput(
            "Check the amount",
            "MMG pays whole dollars, and at least one. Nothing was taken and nothing is lost.",
        )
    if not now - _OLD_MAX <= request.paid_at <= now + _AHEAD_MAX:
        raise BadInput(
            "Check the time of the message",
            "It is in the future, or more than a week old. Nothing was taken and nothing is lost."
            " Type the time that the message shows.",
        )


def _same_again(already: TillPayment, request: ClaimPayment, reference: str) -> TillPayment:
    typed = (request.cart_id, request.amount, reference)
    if (already.cart_id, already.amount, already.reference) != typed:
        raise Conflict(
            "This payment was recorded before",
            "It is kept as it was typed first. Nothing was taken twice. Look at the payments that"
            " were taken, then go on.",
        )
    return already


def _get_cart(uow: UnitOfWork, till: Till, request: ClaimPayment) -> Cart:
    cart = get_open_cart(uow, till)
    if cart.cart_id != request.cart_id:
        raise Conflict(
            "The sale has changed",
            "Another sale is open on this till now. Nothing was taken and nothing is lost. Look at"
            " the lines and the total, then take payment again.",
        )
    return cart


def _judge(uow: UnitOfWork, shift: Shift, attempt: Attempt) -> Judgement:
    rules = rules_for(risk_rules(uow.rules.book(), shift.business_date), MMG)
    return judge(rules, measure(uow, shift, attempt, rules))


def _keep(
    uow: UnitOfWork,
    till: Till,
    said: Said,
    what: tuple[ClaimPayment, str, Payer, Judgement, Shift],
) -> TillPayment:
    request, reference, payer, judgement, shift = what
    approved_by = None if judgement.action in BY_ITSELF else _signer_of(request)
    made = TillPayment(
        payment_id=request.payment_id,
        cart_id=request.cart_id,
        shift=shift.number,
        cashier_id=said.by,
        provider=MMG,
        way="claim",
        state="claimed" if approved_by is None else "approved",
        amount=request.amount,
        made_at=said.at,
        changed_at=said.at,
        reference=reference,
        paid_at=request.paid_at,
        payer_id=payer.payer_id,
        payer_key=payer.key,
        action=judgement.action,
        rules=judgement.names[:RULES_MAX],
        approved_by=approved_by,
        is_held=request.is_held or bool(judgement.holding),
    )
    uow.payments.keep_payer(payer.key, payer.payer_id)
    uow.payments.add(made, PaymentEvent(at=said.at, by=said.by, what="claimed", state="claimed"))
    if approved_by is not None:
        accepted = PaymentEvent(at=said.at, by=approved_by, what="accepted", state=made.state)
        uow.payments.save(made, accepted)
    words = payer_words(payer.phone, request.photo)
    part = personal_part(till, payer.payer_id, words)
    append_operation(uow, till, said, claimed_body(made, request.photo), (part,))
    note_down(
        uow,
        said.at,
        said.by,
        ("payment_claimed", made.payment_id),
        {"amount_minor": made.amount.amount_minor, "approved_by": approved_by or ""},
    )
    return made


def claimed_body(made: TillPayment, photo: bytes | None = None) -> PaymentClaimed:
    """Say a claim, and how large the photo of its message is; the photo itself is personal."""
    assert made.paid_at is not None
    assert made.payer_id is not None
    return PaymentClaimed(
        payment_id=made.payment_id,
        cart_id=made.cart_id,
        shift=made.shift,
        provider=made.provider,
        currency=made.amount.currency,
        amount_minor=made.amount.amount_minor,
        reference=made.reference,
        paid_at=made.paid_at,
        payer_id=made.payer_id,
        action=made.action,
        rules=made.rules,
        approved_by=made.approved_by,
        is_held=made.is_held,
        photo_bytes=None if photo is None else len(photo),
    )


def _signer_of(request: ClaimPayment) -> str:
    assert request.approval is not None, "asked for before"
    return request.approval.approved_by
