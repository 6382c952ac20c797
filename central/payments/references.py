"""A provider's number belongs to one payment for ever: a second use is found, whoever brings it."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.payments.rows import PaymentRow, set_payment
from central.payments.tables import payment, provider_reference

_CAME_TO_NOTHING = ("disputed", "cancelled", "expired")
"""States whose payment gives up its numbers to a person who looked; to nobody else."""
_SHOWN_ONLY = ("claimed", "approved", *_CAME_TO_NOTHING)
"""States of a claim whose number somebody only showed: money that names our own attempt is that
attempt's, whoever shows its number."""
_TOLD = ("object_reference", "execution_id", "session_id", "payment_intent")
"""What a provider told of a payment when it was begun, by name: no other payment has it."""
_TAKEN_MAX = 10_000


def numbers_of(row: PaymentRow) -> tuple[str, ...]:
    """Return the provider's numbers of a payment, as far as its payer or the provider told them."""
    told = (row.reference, *(row.known.get(name, "") for name in _TOLD))
    return tuple(number for number in told if number)


def list_taken(connection: sa.Connection, row: PaymentRow, since: datetime) -> frozenset[str]:
    """Return numbers that were noted since then as other payments': no money of this one."""
    statement = (
        sa.select(provider_reference.c.reference)
        .where(
            provider_reference.c.provider == row.provider,
            provider_reference.c.noted_at >= since,
            sa.not_(_is_of(row)),
        )
        .order_by(provider_reference.c.noted_at.desc())
        .limit(_TAKEN_MAX)
    )
    return frozenset(connection.scalars(statement))


def take_references(
    writing: Writing, row: PaymentRow, merchant: str, references: Iterable[str]
) -> str | None:
    """Note these numbers as this payment's; return the id of another one that has one of them.

    Where one is another's, none is noted: the later payment gets nothing of the earlier one's. Of
    two that come at one moment, the second waits for the first one's commit. Our own number of an
    attempt (``attempt_digits``) is that attempt's from its beginning: where the provider names it,
    the money is no other's, and this one has it from a claim that only shows its number.
    """
    wanted = sorted({reference for reference in references if reference})
    states = _SHOWN_ONLY if row.attempt_digits in wanted else ()
    return _take(writing, row, (merchant, wanted), _claims_in(row, states))


def _take(
    writing: Writing,
    row: PaymentRow,
    what: tuple[str, list[str]],
    gives_up: sa.Select[tuple[str]],
) -> str | None:
    """Note them, also those of the payments that give theirs up; all of them, or none."""
    merchant, wanted = what
    other = _whose_attempt(writing, row, wanted)
    if other is not None:
        return other
    savepoint = writing.connection.begin_nested()
    writing.connection.execute(
        sa.update(provider_reference)
        .where(
            *_of(row, merchant, wanted),
            provider_reference.c.organisation_id == row.organisation_id,
            provider_reference.c.payment_id.in_(gives_up),
        )
        .values(payment_id=row.payment_id, noted_at=writing.at)
    )
    for reference in wanted:
        values = {
            "organisation_id": row.organisation_id,
            "provider": row.provider,
            "merchant": merchant,
            "reference": reference,
            "payment_id": row.payment_id,
            "noted_at": writing.at,
        }
        insert = insert_unless_there(writing.connection, provider_reference, values)
        writing.connection.execute(insert)
    other = writing.connection.scalar(
        sa.select(provider_reference.c.payment_id)
        .where(*_of(row, merchant, wanted), provider_reference.c.payment_id != row.payment_id)
        .limit(1)
    )
    if other is None:
        savepoint.commit()
    else:
        savepoint.rollback()
    return other


def hand_over_references(
    writing: Writing, row: PaymentRow, merchant: str, references: Iterable[str]
) -> str | None:
    """As ``take_references``, for a person who looked.

    What belongs to a payment that came to nothing becomes this one's. Returns the id of a payment
    that keeps its number.
    """
    wanted = sorted({reference for reference in references if reference})
    came_to_nothing = sa.select(payment.c.payment_id).where(
        payment.c.organisation_id == row.organisation_id,
        payment.c.state.in_(_CAME_TO_NOTHING),
    )
    return _take(writing, row, (merchant, wanted), came_to_nothing)


def _claims_in(row: PaymentRow, states: tuple[str, ...]) -> sa.Select[tuple[str]]:
    return sa.select(payment.c.payment_id).where(
        payment.c.organisation_id == row.organisation_id,
        payment.c.way == "claim",
        payment.c.state.in_(states),
    )


def _whose_attempt(writing: Writing, row: PaymentRow, wanted: list[str]) -> str | None:
    """Return another payment that one of these numbers is our own number of."""
    found: str | None = writing.connection.scalar(
        sa.select(payment.c.payment_id)
        .where(
            payment.c.attempt_digits.in_(wanted),
            payment.c.provider == row.provider,
            payment.c.payment_id != row.payment_id,
        )
        .limit(1)
    )
    return found


def _is_of(row: PaymentRow) -> sa.ColumnElement[bool]:
    return sa.and_(
        provider_reference.c.organisation_id == row.organisation_id,
        provider_reference.c.payment_id == row.payment_id,
    )


def give_up_references(writing: Writing, row: PaymentRow) -> PaymentRow:
    """Let go of what a claim showed, which was mistyped; it is looked up no more. Returns the row.

    What came to nothing only: the numbers of money that is there stay its own.
    """
    if row.state not in _CAME_TO_NOTHING:
        return row
    writing.connection.execute(
        sa.delete(provider_reference).where(
            provider_reference.c.organisation_id == row.organisation_id,
            provider_reference.c.payment_id == row.payment_id,
        )
    )
    return set_payment(writing, row, reference="", step="idle", next_at=None)


def _of(
    row: PaymentRow, merchant: str, references: list[str]
) -> tuple[sa.ColumnElement[bool], ...]:
    """A number that came before there was an account counts for whichever account came after.

    Several organisations of one central may be paid into one account: what one of them was paid
    with pays no other.
    """
    table = provider_reference.c
    own = sa.and_(table.organisation_id == row.organisation_id, table.merchant.in_((merchant, "")))
    return (
        sa.or_(own, sa.and_(table.merchant == merchant, sa.literal(merchant) != "")),
        table.provider == row.provider,
        table.reference.in_(references),
    )
