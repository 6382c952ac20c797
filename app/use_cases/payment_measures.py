"""What the risk policy asks to be measured of a payment, taken in its own transaction."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.cart import Cart
from domain.money import BASIS_POINTS, Money
from domain.risk import COUNTER_TENDERS, Asked, RiskMeasure, RiskRule
from domain.shift import Shift
from storage.payments import Lookback, Whose
from storage.sales import TenderLookback
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A payment that is to be judged. ``rate_at`` is of the oldest rate in the bill.

    ``provider`` is that of a payment, or the kind of a tender that has none. ``customer_id`` is the
    customer on the sale, if somebody said who. ``is_whole_sale`` says that ``amount`` is all that
    this tender pays of ``cart_id``, so that none of it is added again.
    """

    payment_id: str
    provider: str
    amount: Money
    cashier_id: str
    now: datetime
    cart_id: str
    customer_id: str | None = None
    is_whole_sale: bool = True
    payer_key: str = ""
    reference: str = ""
    rate_at: datetime | None = None


def oldest_rate_at(cart: Cart, *told: datetime | None) -> datetime | None:
    """Return when the oldest rate of a bill was told, of its lines and of what pays it.

    None where the bill has no other money.
    """
    lines = (line.foreign.rate.at for line in cart.lines if line.foreign is not None)
    return min((*lines, *(at for at in told if at is not None)), default=None)


def measure(
    uow: Reading, shift: Shift, attempt: Attempt, rules: Iterable[RiskRule]
) -> Mapping[Asked, int]:
    """Take every measure that the rules ask for, each once."""
    taken: dict[Asked, int] = {}
    for asked in (rule.asks for rule in rules):
        if asked not in taken:
            since = attempt.now - timedelta(minutes=asked.window_minutes)
            taken[asked] = _TAKERS[asked.measure](uow, shift, attempt, since)
    return taken


_Taker = Callable[[Reading, Shift, Attempt, datetime], int]


def _amount(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del uow, shift, since
    return attempt.amount.amount_minor


def _till_sum(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift
    return _before(uow, attempt, since, None) + attempt.amount.amount_minor


def _customer_sum(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    """The customer's payments with this one: of nobody named it is this one alone."""
    del shift
    whose = Whose(
        payer_key=attempt.payer_key, cart_id=attempt.cart_id, customer_id=attempt.customer_id
    )
    known = attempt.payer_key or attempt.customer_id is not None
    before = _before(uow, attempt, since, whose) if known else 0
    return before + attempt.amount.amount_minor


def _before(uow: Reading, attempt: Attempt, since: datetime, whose: Whose | None) -> int:
    """What this till took by the tender before, in minor units; one customer's or everybody's."""
    currency = attempt.amount.currency
    if attempt.provider in COUNTER_TENDERS:
        sold = TenderLookback(
            since=since,
            kind=attempt.provider,
            currency=currency,
            customer_id=None if whose is None else whose.customer_id,
        )
        return uow.sales.tender_minor(sold)
    back = Lookback(
        since=since,
        tender=attempt.provider,
        whose=whose,
        apart_cart_id=attempt.cart_id if attempt.is_whole_sale else "",
    )
    return uow.payments.sum_minor(back, currency)


def _outstanding(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift, since
    before = uow.payments.outstanding_minor(attempt.amount.currency)
    return before + attempt.amount.amount_minor


def _rate_age(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del uow, shift, since
    if attempt.rate_at is None:
        return 0
    return max(0, (attempt.now - attempt.rate_at) // timedelta(minutes=1))


def _claims_of_payer(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift
    back = Lookback(since=since, payer_key=attempt.payer_key, claims_only=True)
    return uow.payments.count(back) + 1


def _claims_of_cashier(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift
    back = Lookback(since=since, cashier_id=attempt.cashier_id, claims_only=True)
    return uow.payments.count(back) + 1


def _reused_reference(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift, since
    owner = uow.payments.find_by_reference(attempt.provider, attempt.reference)
    return int(owner is not None and owner != attempt.payment_id)


def _first_time(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift, since
    return 0 if uow.payments.was_verified(attempt.payer_key) else attempt.amount.amount_minor


def _refunded(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    del shift, attempt
    return uow.payments.count_refunded(since)


def _override_share(uow: Reading, shift: Shift, attempt: Attempt, since: datetime) -> int:
    """How many typed prices there were for each sale of the shift, at most all of them."""
    del attempt, since
    figures = uow.figures.of_shift(shift.number, shift.opening_float.currency)
    typed, sold = figures.total("override").count, figures.total("sale").count
    return min(typed * BASIS_POINTS // sold, BASIS_POINTS) if sold else 0


_TAKERS: Mapping[RiskMeasure, _Taker] = {
    "amount": _amount,
    "till_sum": _till_sum,
    "customer_sum": _customer_sum,
    "outstanding": _outstanding,
    "rate_age": _rate_age,
    "claims_of_payer": _claims_of_payer,
    "claims_of_cashier": _claims_of_cashier,
    "reused_reference": _reused_reference,
    "first_time_payer": _first_time,
    "refund_after_claim": _refunded,
    "override_share": _override_share,
}
