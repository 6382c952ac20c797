"""The tables of what this till was allotted: held, set aside, used, asked back (sync rules 9)."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

allotment = sa.Table(
    "allotment",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("held", sa.Integer, nullable=False),
    sa.Column("touched_at", UtcAt),
    sa.CheckConstraint("held >= 0", name="never_below_nothing"),
)
"""Units held and not spent, by the stream they were granted to: another stream holds nothing.

``touched_at`` is when some were spent or set aside last, None for never.
"""

allotment_state = sa.Table(
    "allotment_state",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("grant_through", sa.Integer, nullable=False),
    sa.Column("declared_epoch", sa.Text),
    sa.CheckConstraint("only = 1", name="one_book"),
)
"""One row. ``grant_through`` is the highest grant number seen, whatever stream it was for."""

allotment_reservation = sa.Table(
    "allotment_reservation",
    metadata,
    sa.Column("cart_id", sa.Text, primary_key=True),
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("excepted", sa.Integer, nullable=False),
    sa.Column("exception_by", sa.Text),
    sa.Column("made_at", UtcAt, nullable=False),
    sa.Column("until_at", UtcAt, nullable=False),
)
"""What a cart has set aside of what is held, asks for beyond it, and may exceed it by."""

allotment_use = sa.Table(
    "allotment_use",
    metadata,
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("quantity", sa.Integer, nullable=False),
)
"""How much was used a day: what is asked for follows it."""

allotment_recall = sa.Table(
    "allotment_recall",
    metadata,
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("keep", sa.Integer, nullable=False),
)
"""What central asks back and was not given back yet."""
