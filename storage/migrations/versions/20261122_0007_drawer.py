"""The drawer's ledger, filled from the shifts and sales that are there.

Revision ID: 0007
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and write what every shift and sale so far put into a drawer.

    All sales so far were paid in cash, in the currency of their shift: what was kept is the total
    and its rounding.
    """
    op.create_table(
        "drawer_entry",
        sa.Column("entry_no", sa.Integer, nullable=False),
        sa.Column("shift_number", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
        sa.ForeignKeyConstraint(["shift_number"], ["shift.number"]),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "drawer_entry_of_shift",
        "drawer_entry",
        ["shift_number", "currency", "kind", "amount_minor"],
    )
    op.execute(
        'INSERT INTO drawer_entry (shift_number, at, "by", kind, currency, amount_minor, subject)'
        " SELECT number, opened_at, opened_by, 'float', currency, opening_float_minor, ''"
        " FROM shift ORDER BY number"
    )
    op.execute(
        'INSERT INTO drawer_entry (shift_number, at, "by", kind, currency, amount_minor, subject)'
        " SELECT shift_number, at, cashier_id, 'sale', currency, total_minor + rounding_minor,"
        " receipt_number FROM sale WHERE total_minor + rounding_minor != 0 ORDER BY rowid"
    )
