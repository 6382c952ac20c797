"""The table of who was asked for rates, on the same metadata as all others."""

import sqlalchemy as sa

from central.column_kinds import key, number, text, time
from central.tables import metadata

fx_source = sa.Table(
    "fx_source",
    metadata,
    key("source"),
    key("pair"),
    text("etag"),
    text("modified"),
    number("micro", null=True),
    time("said_at", null=True),
    time("next_at"),
    number("failures"),
    text("trouble"),
)
"""What a source said last of a pair (millionths, as of ``said_at``), and when it is asked again.

``etag`` and ``modified`` are what it wants to be asked with, so that an unchanged rate costs no
bytes. It belongs to no organisation: everybody hears the same, and each one judges it.
"""
