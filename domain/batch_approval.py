"""Which claims may be approved together, with one PIN: alike, ordinary, and below the cap.

Safe is what a supervisor would decide the same way without opening each: claims that this till
took and that paid a sale, of one provider and currency, by one cashier, that the policy accepted
by itself, flagged by the same rules (or by none), each at or below the amount from which the policy
asks for a person, and none disputed or given up. Without such an amount in the policy nothing is
safe together.
"""

from collections.abc import Iterable

from domain.risk import BY_ITSELF, RiskRule, rules_for
from domain.till_payment import TillPayment

TOGETHER_MAX = 50


def alike(
    payments: Iterable[TillPayment], chosen: TillPayment, rules: Iterable[RiskRule]
) -> tuple[TillPayment, ...]:
    """Return the payments that may be approved with the chosen one, it among them, oldest first.

    None where the chosen one must be looked at by itself.
    """
    cap = _cap_minor(rules, chosen.tender_kind)
    if cap is None:
        return ()
    group = _group(chosen)
    found = [each for each in payments if _is_ordinary(each, cap) and _group(each) == group]
    if chosen.payment_id not in {each.payment_id for each in found}:
        return ()
    found.sort(key=lambda each: (each.made_at, each.payment_id))
    return tuple(found[:TOGETHER_MAX])


def _cap_minor(rules: Iterable[RiskRule], tender: str) -> int | None:
    caps = [
        rule.threshold
        for rule in rules_for(rules, tender)
        if rule.measure == "amount" and rule.action not in BY_ITSELF
    ]
    return min(caps, default=None)


def _is_ordinary(payment: TillPayment, cap_minor: int) -> bool:
    is_plain_claim = (payment.way, payment.state) == ("claim", "claimed")
    is_plain_claim = is_plain_claim and payment.action in BY_ITSELF and payment.is_begun_here
    return (
        is_plain_claim and payment.receipt is not None and payment.amount.amount_minor <= cap_minor
    )


def _group(payment: TillPayment) -> tuple[str, str, str, frozenset[str]]:
    currency = payment.amount.currency
    return payment.provider, currency, payment.cashier_id, frozenset(payment.rules)
