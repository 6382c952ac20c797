"""Whose payment a row of a statement is: by the provider's number, or by our own.

A row without a number of ours is nobody's: the same amount at the same time proves nothing, and is
only told to whoever looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from central.payments.rows import PaymentRow, payment_row
from central.payments.statements.moved import Movement
from central.payments.tables import payment, provider_reference

CANDIDATES_MAX = 2_000
_GUESSES_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The payment that a row is of, None where nobody is, and why not."""

    payment_id: str | None = None
    why: str = ""


def find_owner(connection: sa.Connection, one: Movement) -> Owner:
    """Return whose a row is: the attempt's that it names, else whose its number is for ever."""
    for names in (
        _named_by(connection, one, [one.attempt]),
        _by_number(connection, one),
        _by_claim(connection, one),
        _named_by(connection, one, [one.reference]),
    ):
        if len(names) == 1:
            return Owner(payment_id=names[0])
        if names:
            return Owner(why=f"{len(names)} payments show its number: {', '.join(names)}.")
    known = _by_known(connection, one)
    if len(known) == 1:
        return Owner(payment_id=known[0])
    return Owner(why=_guess(connection, one) if not known else "Several payments know its number.")


def expected_of(row: PaymentRow) -> tuple[str, int]:
    """Return currency and minor units that the provider is to show: what the payer was asked."""
    if row.quoted_currency:
        return row.quoted_currency, row.quoted_minor
    return row.currency, row.amount_minor


def _by_number(connection: sa.Connection, one: Movement) -> list[str]:
    statement = sa.select(provider_reference.c.payment_id).where(
        provider_reference.c.organisation_id == one.organisation_id,
        provider_reference.c.provider == one.provider,
        provider_reference.c.merchant.in_((one.merchant, "")),
        provider_reference.c.reference == one.reference,
    )
    return sorted(set(connection.scalars(statement)))


def _by_claim(connection: sa.Connection, one: Movement) -> list[str]:
    return _named(connection, one, payment.c.reference == one.reference)


def _named_by(connection: sa.Connection, one: Movement, numbers: list[str]) -> list[str]:
    """Whose our own id or number is in a row."""
    numbers = [number for number in numbers if number]
    ours = sa.or_(payment.c.payment_id.in_(numbers), payment.c.attempt_digits.in_(numbers))
    return _named(connection, one, ours) if numbers else []


def _named(
    connection: sa.Connection, one: Movement, condition: sa.ColumnElement[bool]
) -> list[str]:
    statement = sa.select(payment.c.payment_id).where(*_of(one), condition)
    return sorted(connection.scalars(statement.limit(_GUESSES_MAX)))


def _by_known(connection: sa.Connection, one: Movement) -> list[str]:
    """Look into what answers told of payments about that time: a push, a session, a reversal."""
    rows = _about_then(connection, one)
    return [row.payment_id for row in rows if one.reference in row.known.values()]


def _guess(connection: sa.Connection, one: Movement) -> str:
    """Name payments that it may be, for a person who looks."""
    if one.is_out:
        return "No payment has its number."
    alike = [
        row.payment_id
        for row in _about_then(connection, one)
        if expected_of(row) == (one.currency, one.amount_minor)
        and row.state not in {"verified", "refunded"}
    ]
    if not alike:
        return "No payment has its number."
    named = ", ".join(alike[:_GUESSES_MAX])
    return f"No payment has its number. Of this amount about that time: {named}."


def _about_then(connection: sa.Connection, one: Movement) -> list[PaymentRow]:
    slack = timedelta(hours=one.window_h)
    begins, ends = one.at - slack, one.until + slack
    statement = (
        sa.select(payment)
        .where(
            *_of(one),
            sa.or_(
                payment.c.begun_at.between(begins, ends), payment.c.changed_at.between(begins, ends)
            ),
        )
        .order_by(payment.c.payment_id)
        .limit(CANDIDATES_MAX)
    )
    return [payment_row(_plain(row)) for row in connection.execute(statement).mappings()]


def _plain(row: sa.RowMapping) -> Mapping[str, object]:
    return {**row}


def _of(one: Movement) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        payment.c.organisation_id == one.organisation_id,
        payment.c.provider == one.provider,
    )
