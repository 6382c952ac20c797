"""The tables of sums, of a snapshot under way, and of repairs (sync rules 10)."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

WANTED, TAKING, GIVEN_UP = "wanted", "taking", "given_up"

feed_sum = sa.Table(
    "feed_sum",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("sums", sa.LargeBinary, nullable=False),
)
"""The sums of what is shown of a stream in the feed's present generation, all buckets in a row."""

feed_sum_step = sa.Table(
    "feed_sum_step",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("delta", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What showing a version adds to a bucket: reckoned while rows are staged, as the flip is short."""

feed_edition = sa.Table(
    "feed_edition",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.CheckConstraint("only = 1", name="one_edition"),
)
"""Grows when what is shown changes though no position moves: a repair, a snapshot's later rows."""

feed_doubt = sa.Table(
    "feed_doubt",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("next_try_at", UtcAt, nullable=False),
)
"""Streams whose rows still differ from central's after a repair (rule 10.13)."""

snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("manifest", sa.LargeBinary),
    sa.Column("file_no", sa.Integer, nullable=False),
    sa.Column("frame_no", sa.Integer, nullable=False),
    sa.Column("at_once", sa.Boolean, nullable=False),
    sa.CheckConstraint("only = 1", name="one_snapshot"),
)
"""The snapshot under way, if any: ``wanted``, ``taking`` or ``given_up`` (the feed is read then).

``file_no`` and ``frame_no`` are what comes next; -1 stands for the rows in the manifest itself.
"""
