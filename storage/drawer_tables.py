"""The table of the drawer's ledger."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

drawer_entry = sa.Table(
    "drawer_entry",
    metadata,
    sa.Column("entry_no", sa.Integer, primary_key=True),
    sa.Column("shift_number", sa.Integer, sa.ForeignKey("shift.number"), nullable=False),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("amount_minor", sa.Integer, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Index("drawer_entry_of_shift", "shift_number", "currency", "kind", "amount_minor"),
    sqlite_autoincrement=True,
)
"""Written once and never changed; ``subject`` is a receipt number or a reason's code."""
