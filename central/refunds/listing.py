"""Refunds that nobody had confirmed when they were given: each is found here, and how it stands."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.refunds.tables import refund
from central.tables import till

LIST_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalRow:
    """A provisional refund: ``standing`` is sound, open (its sale has not come) or over."""

    refund: str
    of_receipt: str
    till: str
    refunded_at: datetime
    given_minor: int
    currency: str
    approved_by: str
    standing: str


def list_provisional(connection: sa.Connection, organisation_id: str) -> list[ProvisionalRow]:
    """Return an organisation's provisional refunds, oldest first, at most 1,000."""
    statement = (
        sa.select(refund, till.c.label)
        .join(
            till,
            sa.and_(
                till.c.organisation_id == refund.c.organisation_id,
                till.c.till_id == refund.c.till_id,
            ),
        )
        .where(refund.c.organisation_id == organisation_id, refund.c.is_provisional == 1)
        .order_by(refund.c.refunded_at, refund.c.refund)
        .limit(LIST_MAX)
    )
    return [
        ProvisionalRow(
            refund=row.refund,
            of_receipt=row.of_receipt,
            till=row.label,
            refunded_at=row.refunded_at,
            given_minor=row.total_minor + row.rounding_minor,
            currency=row.currency,
            approved_by=row.approved_by,
            standing=row.standing,
        )
        for row in connection.execute(statement)
    ]
