"""A provider's number belongs to one payment for ever: a second use is found, whoever brings it."""

from collections.abc import Iterable

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.payments.rows import PaymentRow
from central.payments.tables import payment, provider_reference

_CAME_TO_NOTHING = ("disputed", "cancelled", "expired")
"""States whose payment gives up its numbers to a person who looked; to nobody else."""


def take_references(
    writing: Writing, row: PaymentRow, merchant: str, references: Iterable[str]
) -> str | None:
    """Note these numbers as this payment's; return the id of another one that has one of them.

    Where one is another's, none is noted: the later payment gets nothing of the earlier one's. Of
    two that come at one moment, the second waits for the first one's commit.
    """
    wanted = sorted({reference for reference in references if reference})
    savepoint = writing.connection.begin_nested()
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
    other: str | None = writing.connection.scalar(
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
    writing.connection.execute(
        sa.update(provider_reference)
        .where(
            *_of(row, merchant, wanted),
            provider_reference.c.organisation_id == row.organisation_id,
            provider_reference.c.payment_id.in_(came_to_nothing),
        )
        .values(payment_id=row.payment_id, noted_at=writing.at)
    )
    return take_references(writing, row, merchant, wanted)


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
