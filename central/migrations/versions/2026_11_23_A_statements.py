"""Providers' statements: how they are read, which were imported, and each row of them.

Revision ID: 2026_11_23_A_statements
Created: 2026-11-23
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_A_statements"
down_revision = "2026_11_22_F_cash"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    keys = ("organisation_id", "provider", "name")
    op.create_table(
        "statement_mapping",
        *_texts(*keys),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *_texts("value", "changed_by"),
        _time("changed_at"),
        sa.PrimaryKeyConstraint(*keys, "valid_from", name="pk_statement_mapping"),
    )
    keys = ("organisation_id", "provider", "file_hash")
    op.create_table(
        "statement",
        *_texts(*keys, "file_name", "mapping"),
        _time("begins_at"),
        _time("ends_at"),
        *_texts("currency"),
        _number("row_count"),
        _number("total_minor"),
        *_texts("imported_by"),
        _time("begun_at"),
        _time("finished_at", null=True),
        sa.PrimaryKeyConstraint(*keys, name="pk_statement"),
    )
    row_keys = ("organisation_id", "provider", "merchant", "reference", "direction")
    op.create_table(
        "statement_row",
        *_texts(*row_keys, "file_hash"),
        _number("row_no"),
        _time("at"),
        _time("until"),
        *_texts("currency"),
        _number("amount_minor"),
        *_texts("attempt"),
        _number("window_h"),
        *_texts("imported_by"),
        sa.Column("payment_id", sa.Text(), nullable=True),
        *_texts("outcome", "words"),
        _time("tried_at"),
        sa.PrimaryKeyConstraint(*row_keys, name="pk_statement_row"),
    )
    op.create_index("ix_statement_row_payment", "statement_row", ["organisation_id", "payment_id"])
    op.create_index("ix_statement_row_outcome", "statement_row", ["outcome", "file_hash"])
    op.create_index("ix_payment_reference", "payment", ["organisation_id", "reference"])


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(), nullable=null)
