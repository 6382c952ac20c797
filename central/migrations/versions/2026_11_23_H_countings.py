"""Counts of a drawer whose result was shown before the one that its shift closed on.

Revision ID: 2026_11_23_H_countings
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_H_countings"
down_revision = "2026_11_23_G_reversals"
branch_labels = None
depends_on = None

_KEY = ("organisation_id", "till_id", "stream", "branch", "seq", "number", "currency")


def upgrade() -> None:
    """Make the table; no till told of a count that it did not close on."""
    keys = (*_KEY[:3], "currency", "store_id", "staff_id")
    numbers = ("branch", "seq", "number", "expected_minor", "counted_minor", "over_short_minor")
    op.create_table(
        "shift_counting",
        *(sa.Column(name, sa.Text(), nullable=False) for name in keys),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in numbers),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_shift_counting"),
    )
