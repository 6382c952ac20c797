"""Rows that were nobody's, tried again: a till that was away may have brought their payment."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.payments.statement_tables import statement, statement_row
from central.payments.statements.moved import movement_of
from central.payments.statements.settling import Settling
from central.payments.tables import payment, provider_reference

BATCH_MAX = 50


def settle_waiting_rows(
    central: Central, open_writing: Callable[[], AbstractContextManager[Writing]]
) -> None:
    """Settle rows whose number some payment shows by now, whoever was tried longest ago first.

    For the jobs: bounded, and harmless to repeat. A case that is settled so closes by itself.
    """
    with central.database.reading() as connection:
        rows = [{**row} for row in connection.execute(_WAITING.limit(BATCH_MAX)).mappings()]
    for row in rows:
        with open_writing() as writing:
            Settling(writing, central.surroundings, row["file_name"], is_again=True).settle(
                movement_of(row)
            )


_OF_ROW = (
    statement_row.c.organisation_id == payment.c.organisation_id,
    statement_row.c.reference == payment.c.reference,
)
_NUMBER_OF_ROW = (
    provider_reference.c.organisation_id == statement_row.c.organisation_id,
    provider_reference.c.provider == statement_row.c.provider,
    provider_reference.c.reference == statement_row.c.reference,
)
_WAITING = (
    sa.select(statement_row, statement.c.file_name)
    .join(
        statement,
        sa.and_(
            statement.c.organisation_id == statement_row.c.organisation_id,
            statement.c.provider == statement_row.c.provider,
            statement.c.file_hash == statement_row.c.file_hash,
        ),
    )
    .where(
        statement_row.c.outcome == "unmatched",
        statement_row.c.payment_id.is_(None),
        sa.or_(
            sa.exists().where(*_NUMBER_OF_ROW),
            sa.exists().where(*_OF_ROW),
        ),
    )
    .order_by(statement_row.c.tried_at, statement_row.c.provider, statement_row.c.reference)
)
