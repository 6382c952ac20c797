"""How old the rates of a sale were, asked again at central (sync rule 16.14d).

A till asks a supervisor by the rules that it was told. A sale at rates older than those in force
take, for which nobody signed who may, is booked all the same and a person looks at it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.signers import signer_doubt
from central.payments.begun import read_begun
from central.payments.provider_tables import card_quote
from central.payments.quoting import CARD
from central.payments.tables import payment
from central.tables import operation
from domain.risk import BY_ITSELF, RiskRule, about_rates
from domain.risk_policy import risk_rules
from sync.protocol.bodies import SaleCompleted

RATE_AGED = "rate_aged"
_GIVEN_UP = ("cancelled", "expired", "refunded")
_PAYMENTS_MAX = 100
"""More payments than one sale can be paid by, given up ones included."""


def note_rate_age(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for a sale at rates older than the policy takes, unless somebody signed for it.

    Who signed for the whole sale is looked at with its caps.
    """
    ages = () if sale.tenders_approved_by is not None else (*_ages(booking, sale),)
    if not ages:
        return
    age_min = max(timedelta(0), *ages) // timedelta(minutes=1)
    old = [rule for rule in _asked(booking, sale) if age_min > rule.threshold]
    unsigned = _not_signed(booking, sale, old) if old else []
    if not unsigned:
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=RATE_AGED,
        title="A sale at a rate older than the policy takes",
        message=(
            f"Receipt {sale.receipt}: nobody signed for it. {unsigned[0].supervisor_sentence} Its"
            f" oldest rate was {age_min // 60} h old. The sale is booked and its money is counted."
            " Ask who sold it, and whether that till had heard of the rule."
        ),
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _ages(booking: Booking, sale: SaleCompleted) -> Iterator[timedelta]:
    """How old the rates of a sale were: its till's at the sale, a card's own when it was priced."""
    rate_at = oldest_rate_at(sale)
    if rate_at is not None:
        yield booking.facts.at - rate_at
    cards = [tender.payment_id for tender in sale.tenders if tender.kind == CARD]
    if cards:
        priced = sa.select(card_quote.c.made_at, card_quote.c.rate_at).where(
            card_quote.c.organisation_id == booking.key.organisation_id,
            card_quote.c.payment_id.in_(cards),
            card_quote.c.quoted_currency != card_quote.c.currency,
        )
        for row in booking.writing.connection.execute(priced):
            yield row.made_at - row.rate_at


def oldest_rate_at(sale: SaleCompleted) -> datetime | None:
    """When the oldest rate of a sale was told, of its lines and of what paid it; None without."""
    lines = (line.foreign.at for line in sale.lines if line.foreign is not None)
    paid = (tender.foreign.rate_at for tender in sale.tenders if tender.foreign is not None)
    return min((*lines, *paid), default=None)


def _asked(booking: Booking, sale: SaleCompleted) -> Iterable[RiskRule]:
    policy = risk_rules(booking.rules, booking.facts.day)
    rules = about_rates(policy, {tender.kind for tender in sale.tenders})
    return (rule for rule in rules if rule.action not in BY_ITSELF)


def _not_signed(booking: Booking, sale: SaleCompleted, old: Iterable[RiskRule]) -> list[RiskRule]:
    """The rules that nobody signed for beside a payment of the bill; what refuses nobody may."""
    signed = _signed_beside(booking, sale.cart_id)
    return [rule for rule in old if rule.action == "refuse" or rule.name not in signed]


def _signed_beside(booking: Booking, cart_id: str) -> frozenset[str]:
    """The rules that somebody who may signed for when a payment of this cart was taken."""
    same = tuple(
        payment.c[name] == operation.c[name]
        for name in ("organisation_id", "till_id", "stream", "branch", "seq")
    )
    asked = (
        sa.select(operation.c.facts)
        .join(payment, sa.and_(*same))
        .where(
            payment.c.organisation_id == booking.key.organisation_id,
            payment.c.till_id == booking.key.till_id,
            payment.c.cart_id == cart_id,
            payment.c.state.not_in(_GIVEN_UP),
        )
        .limit(_PAYMENTS_MAX)
    )
    names: set[str] = set()
    for kept in booking.writing.connection.scalars(asked).all():
        begun = read_begun(bytes(kept))
        signer = begun.body.approved_by
        if signer is not None and not signer_doubt(booking, signer, begun.by):
            names.update(begun.signed_rules)
    return frozenset(names)
