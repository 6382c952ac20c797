"""Payments of a statement's days that no statement shows: a case each, and once."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.database import Writing
from central.payments.cases import PaymentCase, has_case, open_payment_case
from central.payments.rows import PaymentRow, find_payment
from central.payments.statement_tables import statement_row
from central.payments.tables import payment
from central.surroundings import Surroundings
from domain.money_text import format_money

MISSING_MAX = 100_000
COUNTED = ("verified", "claimed", "approved")
"""States whose money somebody counts on. A wish that nobody paid is on no statement, and may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a statement: from ``begins_at`` on, before ``ends_at``."""

    organisation_id: str
    provider: str
    begins_at: datetime
    ends_at: datetime


def list_missing(connection: sa.Connection, days: Days) -> list[str]:
    """Return ids of payments whose whole time is in these days, and that no row shows."""
    shown = sa.exists().where(
        statement_row.c.organisation_id == payment.c.organisation_id,
        statement_row.c.payment_id == payment.c.payment_id,
        statement_row.c.direction == "in",
    )
    begun = sa.func.coalesce(payment.c.paid_at, payment.c.begun_at)
    ended = sa.func.coalesce(payment.c.paid_at, payment.c.expires_at, payment.c.begun_at)
    statement = (
        sa.select(payment.c.payment_id)
        .where(
            payment.c.organisation_id == days.organisation_id,
            payment.c.provider == days.provider,
            payment.c.state.in_(COUNTED),
            begun >= days.begins_at,
            ended < days.ends_at,
            ~shown,
        )
        .order_by(payment.c.payment_id)
        .limit(MISSING_MAX)
    )
    return list(connection.scalars(statement))


def open_missing(
    writing: Writing, surroundings: Surroundings, days: Days, name: tuple[str, str]
) -> PaymentRow | None:
    """Open the case of a payment that a statement does not show; None where it had one before.

    ``name`` is its id and the statement's file. A later statement that shows it closes the case.
    """
    payment_id, file_name = name
    row = find_payment(writing.connection, days.organisation_id, payment_id, lock=True)
    assert row is not None
    if row.state not in COUNTED or has_case(writing.connection, row, "payment_missing"):
        return None
    receipt = f", receipt {row.receipt}" if row.receipt else ""
    case = PaymentCase(
        kind="payment_missing",
        title="A payment is not on the provider's statement",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}{receipt} is {row.state}, and"
            f" the statement {file_name} of its day does not show it. The sale counts as it is."
            " Ask the provider. A later statement that shows it closes this."
        ),
    )
    open_payment_case(writing, surroundings, row, case)
    return row
