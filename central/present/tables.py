"""What each stream says at present, and its sums: kept by whoever publishes (sync rule 10.9)."""

import sqlalchemy as sa

from central.column_kinds import blob, key, number, time
from central.tables import metadata

feed_current = sa.Table(
    "feed_current",
    metadata,
    key("organisation_id"),
    key("stream"),
    key("kind"),
    key("key"),
    number("position"),
    number("bucket"),
    blob("hash"),
    sa.Index(None, "organisation_id", "stream", "bucket"),
)
"""One row for each present row of a stream: which change made it, and its hash in the sums."""

feed_sum = sa.Table(
    "feed_sum",
    metadata,
    key("organisation_id"),
    key("stream"),
    number("position"),
    blob("sums"),
)
"""The sums of all buckets at ``position``, the stream's head."""

snapshot = sa.Table(
    "snapshot",
    metadata,
    key("organisation_id"),
    key("store_id"),
    key("snapshot_id"),
    sa.Column("epoch", sa.Text, nullable=False),
    sa.Column("streams", sa.Text, nullable=False),
    sa.Column("files", sa.Text, nullable=False),
    number("row_count"),
    time("built_at"),
    time("replaced_at", null=True),
)
"""``streams`` and ``files`` are JSON as the manifest says them."""

snapshot_frame = sa.Table(
    "snapshot_frame",
    metadata,
    key("organisation_id"),
    key("sha256"),
    sa.Column("frame_no", sa.BigInteger, primary_key=True, autoincrement=False),
    number("offset_bytes"),
    blob("frame"),
    sa.Index(None, "sha256"),
)
"""The files, frame by frame; the same file of two snapshots is there once."""
