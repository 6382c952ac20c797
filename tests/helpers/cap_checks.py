"""No payment above a cap without somebody's decision: reckoned anew from what a till said.

Sums over a window are added up from operations alone; nothing is shared with the till's own sums.
Where the operations do not say as much as the till knew (a claim does not name the sale's customer,
a payment may have been given up since), less is demanded, never more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.risk import CAPS, RiskRule, rules_for
from domain.risk_policy import risk_rules
from domain.rules import RuleBook
from storage.unit_of_work import Reading
from sync.protocol.bodies import SaleCompleted
from sync.protocol.operation import Facts
from sync.protocol.payment_bodies import PaymentClaimed, PaymentRequested

JUDGED_WITH_THE_SALE = ("bank_card", "store_credit", "voucher")
OVER = frozenset({"cancelled", "expired", "refunded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """One kind of tender in a sale, or one payment: when, how much, whose, and who said yes."""

    what: str
    kind: str
    currency: str
    minor: int
    at: datetime
    cart_id: str
    whose: str | None
    by: str
    approved_by: str | None
    payment_id: str = ""
    is_held: bool = False


@dataclass(slots=True)
class _Walk:
    """All that was taken so far, in the order in which the till said it."""

    book: RuleBook
    over: frozenset[str]
    taken: list[_Taken] = field(default_factory=list)

    def complaints(self, now: _Taken, facts: Facts) -> Iterator[str]:
        for rule in rules_for(risk_rules(self.book, facts.day), now.kind):
            if rule.measure not in CAPS or rule.action == "accept":
                continue
            minor = self._measured(rule, now)
            if minor > rule.threshold:
                yield from self._undecided(rule, now, minor)

    def _undecided(self, rule: RiskRule, now: _Taken, minor: int) -> Iterator[str]:
        if rule.action == "refuse":
            yield f"{now.what} took {minor}, which {rule.name} refuses"
        elif rule.action == "hold":
            if not now.is_held:
                yield f"{now.what} came to {minor} above {rule.name}, and its goods were not held"
        elif now.approved_by is None:
            yield f"{now.what} came to {minor} above {rule.name}, and nobody decided on it"

    def _measured(self, rule: RiskRule, now: _Taken) -> int:
        together = [
            each
            for each in self.taken
            if each.kind == now.kind == "card_qr" and each.cart_id == now.cart_id
        ]
        minor = now.minor + sum(each.minor for each in together if self._stands(each))
        if rule.measure == "amount":
            return minor
        since = now.at - timedelta(minutes=rule.window_minutes)
        before = (
            each
            for each in self.taken
            if (each.kind, each.currency) == (now.kind, now.currency)
            and each.at > since
            and each not in together
            and self._stands(each)
        )
        if rule.measure == "till_sum":
            return minor + sum(each.minor for each in before)
        if now.whose is None:
            return minor
        return minor + sum(each.minor for each in before if each.whose == now.whose)

    def _stands(self, each: _Taken) -> bool:
        return each.payment_id not in self.over


class Said(Protocol):
    """A ledger, as far as it is looked at here."""

    def said(self) -> Sequence[Facts]: ...


def caps_are_decided(ledger: Said, uow: Reading) -> Iterator[str]:
    """Nothing above a cap without a decision, nothing that one refuses, no goods that one holds."""
    said = ledger.said()
    known = {
        str(facts.body["payment_id"]): uow.payments.find(str(facts.body["payment_id"]))
        for facts in said
        if facts.kind in {"payment_claimed", "payment_requested"}
    }
    over = frozenset(name for name, found in known.items() if found and found.state in OVER)
    walk = _Walk(uow.rules.book(), over)
    for facts in said:
        for now in _taken(facts):
            if now.what:
                yield from walk.complaints(now, facts)
            walk.taken.append(now)


def _taken(facts: Facts) -> list[_Taken]:
    """What an operation took, with a name where it is judged; nothing for most of them."""
    if facts.kind == "sale_completed":
        return _of_sale(facts, SaleCompleted.model_validate(facts.body))
    if facts.kind == "payment_claimed":
        claimed = PaymentClaimed.model_validate(facts.body)
        return [_of_payment(facts, claimed, f"claim {claimed.payment_id}")]
    if facts.kind == "payment_requested":
        wish = PaymentRequested.model_validate(facts.body)
        name = "" if wish.provider == "mmg" else f"card {wish.payment_id}"
        return [_of_payment(facts, wish, name)]
    return []


def _of_sale(facts: Facts, sale: SaleCompleted) -> list[_Taken]:
    sums: Mapping[str, int] = {
        kind: sum(tender.amount_minor for tender in sale.tenders if tender.kind == kind)
        for kind in JUDGED_WITH_THE_SALE
    }
    return [
        _Taken(
            what=f"{kind} of {sale.receipt}",
            kind=kind,
            currency=sale.currency,
            minor=minor,
            at=facts.at,
            cart_id=sale.cart_id,
            whose=sale.customer_id,
            by=facts.by,
            approved_by=sale.tenders_approved_by,
        )
        for kind, minor in sums.items()
        if minor
    ]


def _of_payment(facts: Facts, body: PaymentClaimed | PaymentRequested, what: str) -> _Taken:
    is_mmg = body.provider == "mmg"
    return _Taken(
        what=what,
        kind="mmg" if is_mmg else "card_qr",
        currency=body.currency,
        minor=body.amount_minor,
        at=facts.at,
        cart_id=body.cart_id,
        whose=body.payer_id if is_mmg else None,
        by=facts.by,
        approved_by=body.approved_by,
        payment_id=body.payment_id,
        is_held=isinstance(body, PaymentClaimed) and body.is_held,
    )


def nobody_stands_alone_unsigned(ledger: Said, uow: Reading) -> Iterator[str]:
    """Who approved a price, a discount or a payment of their own had signed alone before."""
    del uow
    alone: set[str] = set()
    for facts in ledger.said():
        if facts.kind == "signed_alone":
            alone.add(facts.by)
        for who, what in _own(facts):
            if who not in alone:
                yield f"{what} was approved by {who} for themselves, and they did not sign alone"


def _own(facts: Facts) -> Iterator[tuple[str, str]]:
    """Who approved what they did themselves, and what that is."""
    if facts.kind == "sale_completed":
        yield from _own_of_sale(facts, SaleCompleted.model_validate(facts.body))
    is_payment = facts.kind in {"payment_claimed", "payment_requested"}
    if is_payment and facts.body.get("approved_by") == facts.by:
        yield facts.by, f"{facts.kind} {facts.body['payment_id']}"


def _own_of_sale(facts: Facts, sale: SaleCompleted) -> Iterator[tuple[str, str]]:
    if sale.tenders_approved_by == facts.by:
        yield facts.by, f"the tenders of {sale.receipt}"
    for line in sale.lines:
        if line.approved_by == facts.by:
            yield facts.by, f"a price of {sale.receipt}"
    for discount in (sale.discount, *(line.discount for line in sale.lines)):
        if discount is not None and discount.approved_by == discount.by:
            yield discount.by, f"a discount of {sale.receipt}"
