"""What each shift did, figure by figure and person by person, and how its drawers were counted.

Revision ID: 0012
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and add up what the sales so far come to (all of them paid in cash)."""
    op.create_table(
        "shift_figure",
        sa.Column("shift_number", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("how_many", sa.Integer, nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shift_number", "by", "kind", "key", "currency"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shift_closing",
        sa.Column("shift_number", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("drawers", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("shift_number"),
    )
    op.execute(
        "INSERT INTO shift_figure"
        " SELECT shift_number, cashier_id, 'sale', '', currency, count(*), sum(total_minor)"
        " FROM sale GROUP BY shift_number, cashier_id, currency"
    )
    op.execute(
        "INSERT INTO shift_figure"
        " SELECT shift_number, cashier_id, 'rounding', '', currency, count(*), sum(rounding_minor)"
        " FROM sale GROUP BY shift_number, cashier_id, currency"
    )
    op.execute(
        "INSERT INTO shift_figure SELECT shift_number, cashier_id, 'tender', 'cash', currency,"
        " count(*), sum(total_minor + rounding_minor)"
        " FROM sale GROUP BY shift_number, cashier_id, currency"
    )
