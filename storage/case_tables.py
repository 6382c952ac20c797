"""The tables of what was done about cases here, and of what is known of this till's clock."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

case_read = sa.Table(
    "case_read",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("read_by", sa.Text, nullable=False),
    sa.Column("read_at", UtcAt, nullable=False),
    sa.Column("was_closed", sa.Boolean, nullable=False),
)
"""Who has read a case here, and whether it was closed by then.

It ends the reminder, never the case (sync rule 11.8).
"""

case_resent = sa.Table(
    "case_resent",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("stream", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("resent_at", UtcAt, nullable=False),
    sa.Column("told_position", sa.Integer, nullable=False, server_default=sa.text("0")),
)
"""The newest correction that was written for a case, and where in the feed the case stood then.

It waits for central until it is stored there and the case was told anew (sync rule 11.4).
"""

outbox_damage = sa.Table(
    "outbox_damage",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("found_at", UtcAt, nullable=False),
)
"""Operations that were damaged on this disk and are left out of what is sent (sync rule 8.5)."""

clock_state = sa.Table(
    "clock_state",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ran_s", sa.Integer, nullable=False),
    sa.Column("jumped_s", sa.Integer, nullable=False),
    sa.CheckConstraint("only = 1", name="one_clock"),
)
"""One row, since central was last heard: how long the till ran, and how far its clock jumped.

``jumped_s`` is forward where it is above zero (sync rule 7.5).
"""
