"""The tables of what each shift did, and of how its drawers were counted."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

shift_figure = sa.Table(
    "shift_figure",
    metadata,
    sa.Column("shift_number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("currency", sa.Text, primary_key=True),
    sa.Column("how_many", sa.Integer, nullable=False),
    sa.Column("amount_minor", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Running sums (`domain.shift_figures`): rows only ever grow, and none is deleted."""

cart_taken = sa.Table(
    "cart_taken",
    metadata,
    sa.Column("root_id", sa.Text, primary_key=True),
    sa.Column("line_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("minor", sa.Integer, nullable=False),
)
"""What left a sale that is not paid (`domain.taken_out`); line 0: of lines that are gone."""

shift_counting = sa.Table(
    "shift_counting",
    metadata,
    sa.Column("shift_number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("drawers", sa.Text, nullable=False),
)
"""Counts whose result was shown. ``drawers``: [[currency, expected_minor, [[each, how many]]]]."""

shift_closing = sa.Table(
    "shift_closing",
    metadata,
    sa.Column("shift_number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text),
    sa.Column("drawers", sa.Text, nullable=False),
)
"""``drawers`` is JSON, of the currencies beside the till's own: [[currency, [[each, how many]]]]"""
