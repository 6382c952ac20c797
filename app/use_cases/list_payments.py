"""Payments as people look at them: of a sale, waiting for a decision, one with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.use_cases.claim_photo import find_photo
from app.use_cases.credit_instead import find_to_credit
from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.held_goods import Goods, goods_now
from domain.refund_payment import RefusedReversal
from domain.risk import RiskRule
from domain.risk_policy import risk_rules
from domain.till_payment import TAKEN, ProviderStanding, TillPayment
from storage.payments import PaymentEvent
from storage.unit_of_work import Reading

QUEUE_MAX = 100
_WAITING = ("claimed", "disputed")
_OPEN = ("approved", "requested", "pending")
_STRANGE = sorted({*TAKEN, *_OPEN})
HISTORY_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a payer or a cashier by their payments here, this one left out."""

    count: int = 0
    verified_count: int = 0
    disputed_count: int = 0
    released_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetail:
    """A payment with all that a supervisor decides by; ``goods`` says where they are.

    ``rules`` are those that fired and still hold, ``age_s`` is since it was made. ``payer`` and
    ``cashier`` are of at most 20 payments, the newest ones. ``photo`` is the customer's message as
    a JPEG, where one is still kept. ``refused`` says why it did not go back the way it was paid,
    while nobody gave the money in another way.
    """

    payment: TillPayment
    rules: tuple[RiskRule, ...]
    history: tuple[PaymentEvent, ...]
    payer: Past
    cashier: Past
    age_s: int
    goods: Goods = ""
    photo: bytes | None = field(default=None, repr=False)
    refused: RefusedReversal | None = None


def list_payments(till: Till) -> Sequence[TillPayment]:
    """Return what needs somebody: claims to decide, disputes, goods held, money without a sale.

    So does what did not go back the way it was paid. The oldest first, the newest 100 of each; then
    at most 100 that are only looked at: waited for, and last those of which nobody here knows what
    they were for. However many there are of one, none of another is left out for them.
    """
    with till.db.reading() as uow:
        waiting = uow.payments.list_by_state(_WAITING, limit=QUEUE_MAX, known_here=True)
        orphans = uow.payments.list_without_sale(limit=QUEUE_MAX)
        held = uow.payments.list_goods_held(limit=QUEUE_MAX)
        refused = _list_refused(uow)
        others = uow.payments.list_by_state(_OPEN, limit=QUEUE_MAX, known_here=True)
        strange = uow.payments.list_by_state(_STRANGE, limit=QUEUE_MAX, known_here=False)
    first = {each.payment_id: each for each in (*waiting, *orphans, *held, *refused)}
    oldest = sorted(first.values(), key=lambda each: (each.made_at, each.payment_id))
    rest = [each for each in reversed(others) if each.payment_id not in first]
    return (*oldest, *(*rest, *strange)[:QUEUE_MAX])


def show_payment(till: Till, payment_id: str) -> PaymentDetail:
    """Return a payment with its evidence. Raises NotFound, RuleBroken (``bad_rule``)."""
    now = till.clock.now()
    with till.db.reading() as uow:
        found = uow.payments.get(payment_id)
        rules = risk_rules(uow.rules.book(), business_day(uow, now))
        return PaymentDetail(
            payment=found,
            rules=tuple(rule for rule in rules if rule.name in found.rules),
            history=uow.payments.list_history(payment_id),
            payer=_past_of_payer(uow, found),
            cashier=_past(uow.payments.list_of_cashier(found.cashier_id, limit=HISTORY_MAX), found),
            goods=goods_now(found, uow.payments.goods_steps([payment_id]).get(payment_id)),
            age_s=max(0, int((now - found.made_at).total_seconds())),
            photo=find_photo(uow, found),
            refused=find_to_credit(uow, found),
        )


def list_cart_payments(till: Till, cart_id: str) -> Sequence[TillPayment]:
    """Return what was tried for a cart, the first attempt first."""
    with till.db.reading() as uow:
        return uow.payments.list_of_cart(cart_id)


def find_payment(till: Till, payment_id: str) -> TillPayment:
    """Return a payment as it stands. Raises NotFound."""
    with till.db.reading() as uow:
        return uow.payments.get(payment_id)


def list_providers(till: Till) -> Sequence[ProviderStanding]:
    """Return the providers that central told of, by name."""
    with till.db.reading() as uow:
        return uow.payments.list_providers()


def _list_refused(uow: Reading) -> tuple[TillPayment, ...]:
    """What could not go back the way it was paid, and was not given in another way."""
    named = (uow.payments.find(payment_id) for payment_id in uow.refunds.refused_reversals())
    return tuple(each for each in named if each is not None and find_to_credit(uow, each))


def _past_of_payer(uow: Reading, found: TillPayment) -> Past:
    if found.payer_id is None:
        return Past()
    return _past(uow.payments.list_of_payer(found.payer_id, limit=HISTORY_MAX), found)


def _past(payments: Sequence[TillPayment], found: TillPayment) -> Past:
    others = [each for each in payments if each.payment_id != found.payment_id]
    return Past(
        count=len(others),
        verified_count=sum(each.state == "verified" for each in others),
        disputed_count=sum(each.state == "disputed" for each in others),
        released_count=sum(each.is_released for each in others),
    )
