"""The risk policy of a sale: tenders that nobody else confirms, and how old the bill's rates are.

The bank's terminal, credits and vouchers are judged when the sale is completed, all of a kind in
one sale together (`domain.risk`). The rates are judged whatever pays, cash alone included.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.judged import find_refusal, note_refusal
from app.use_cases.operations import Said
from app.use_cases.payment_measures import Attempt, measure, oldest_rate_at
from app.use_cases.till import Session
from domain.cart import Cart
from domain.money import Money
from domain.risk import (
    COUNTER_TENDERS,
    Judgement,
    RiskRule,
    about_rates,
    joined,
    judge,
    rules_for,
)
from domain.risk_policy import risk_rules
from domain.shift import Shift
from domain.tender import TenderLine
from domain.till_payment import TAKEN
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import SaleCompleted
from sync.protocol.payment_bodies import RULES_MAX

ALLOWED = "tender_allowed"
"""What the audit record calls a tender that a second person allowed."""
_BILL = "bill"
"""In place of a kind of tender: all that pays, whatever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendersAllowed:
    """What the policy says of a sale's tenders: which rules asked, and who said yes, if anybody."""

    rules: tuple[str, ...] = ()
    approved_by: str | None = None

    def said_in(self, body: SaleCompleted) -> SaleCompleted:
        """Return the sale with it: nothing is added where nobody had to look."""
        if not self.rules:
            return body
        told = {"tender_rules": self.rules, "tenders_approved_by": self.approved_by}
        return body.model_copy(update=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class TendersGiven:
    """All that a sale is paid with, and the yes of a second person where one was asked for."""

    cart: Cart
    tenders: Sequence[TenderLine]
    approval: Approval | None


def allow_tenders(
    uow: UnitOfWork, session: Session, shift: Shift, given: TendersGiven, said: Said
) -> TendersAllowed:
    """Judge what pays a sale; a yes that was asked for goes into the audit record.

    Raises PaymentJudged (then what was kept out is committed to the audit record, and nothing
    else), NotAllowed (who signed may not) and RuleBroken (``bad_rule``).
    """
    judgement, amount = _judge(uow, session, shift, given, said)
    refusal = find_refusal(uow, session, shift, (judgement, given.approval))
    if refusal is not None:
        note_refusal(uow, said, ("tender", given.cart.cart_id, amount), judgement)
        uow.commit()
        raise refusal
    rules = judgement.names[:RULES_MAX]
    if judgement.action == "accept":
        return TendersAllowed(rules=rules)
    assert given.approval is not None, "refused otherwise"
    signer = given.approval.approved_by
    note_allowed(uow, said, (given.cart.cart_id, amount, rules), signer)
    return TendersAllowed(rules=rules, approved_by=signer)


def note_allowed(
    uow: UnitOfWork, said: Said, what: tuple[str, Money, tuple[str, ...]], signer: str
) -> None:
    """Write down that somebody allowed more than the policy does; it is looked at again."""
    subject, amount, rules = what
    detail: dict[str, int | str] = {
        "amount_minor": amount.amount_minor,
        "currency": amount.currency,
        "rules": ",".join(rules),
        "approved_by": signer,
    }
    note_down(uow, said.at, said.by, (ALLOWED, subject), detail)


def _judge(
    uow: UnitOfWork, session: Session, shift: Shift, given: TendersGiven, said: Said
) -> tuple[Judgement, Money]:
    """The judgement of all kinds together, and the largest sum that a rule stopped at."""
    zero = Money.zero(given.cart.currency)
    kinds = {line.kind for line in given.tenders}
    rates = (line.foreign.rate.at for line in given.tenders if line.foreign is not None)
    rate_at = oldest_rate_at(given.cart, *rates)
    if rate_at is None and not kinds & COUNTER_TENDERS:
        return Judgement(action="accept"), zero
    policy = risk_rules(uow.rules.book(), shift.business_date)
    in_bill = about_rates(policy, kinds)
    judged: dict[str, tuple[RiskRule, ...]] = {
        kind: tuple(rule for rule in rules_for(policy, kind) if rule not in in_bill)
        for kind in sorted(kinds & COUNTER_TENDERS)
    }
    judged[_BILL] = _not_signed_yet(uow, given.cart, in_bill)
    found: list[tuple[Judgement, Money]] = []
    for kind, rules in judged.items():
        amounts = (line.amount for line in given.tenders if kind in {line.kind, _BILL})
        attempt = Attempt(
            payment_id=given.cart.cart_id,
            provider=kind,
            amount=Money.total_of(amounts, zero.currency),
            cashier_id=session.staff_id,
            now=said.at,
            cart_id=given.cart.cart_id,
            customer_id=given.cart.customer_id,
            rate_at=rate_at,
        )
        found.append((judge(rules, measure(uow, shift, attempt, rules)), attempt.amount))
    asked = [amount for judgement, amount in found if judgement.rules]
    return joined(judgement for judgement, _ in found), max(asked, default=zero)


def _not_signed_yet(uow: UnitOfWork, cart: Cart, rules: Iterable[RiskRule]) -> tuple[RiskRule, ...]:
    """The rules about the bill that nobody signed for beside a payment of it: one yes is enough."""
    signed = {
        name
        for each in uow.payments.list_of_cart(cart.cart_id)
        if each.approved_by is not None and each.state in TAKEN
        for name in each.rules
    }
    return tuple(rule for rule in rules if rule.action == "refuse" or rule.name not in signed)
