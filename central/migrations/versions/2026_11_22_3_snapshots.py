"""Snapshots, and the sums of each stream.

Revision ID: 2026_11_22_3_snapshots
Created: 2026-11-22
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from central.present.rows import PresentRows

revision = "2026_11_22_3_snapshots"
down_revision = "2026_11_22_2_allotments"
branch_labels = None
depends_on = None

_ROWS = 500
_STREAMS = sa.text("SELECT organisation_id, name, position FROM feed_stream WHERE position > 0")
_CHANGES = sa.text(
    'SELECT position, kind, "key", body FROM change WHERE organisation_id = :organisation_id'
    " AND stream = :stream AND position > :after ORDER BY position LIMIT :most"
)


def upgrade() -> None:
    """Make the tables, and reckon what each stream says from all that it has said."""
    _create_sums()
    _create_snapshots()
    connection = op.get_bind()
    for stream in connection.execute(_STREAMS).all():
        present = PresentRows(connection, stream.organisation_id, stream.name)
        for rows in _changes(connection, stream.organisation_id, stream.name):
            present.take(rows)
        present.finish(stream.position)


def _changes(
    connection: sa.Connection, organisation_id: str, stream: str
) -> Iterator[list[dict[str, object]]]:
    after = 0
    while True:
        place = {"organisation_id": organisation_id, "stream": stream, "after": after}
        found = connection.execute(_CHANGES, {**place, "most": _ROWS}).mappings().all()
        if not found:
            return
        yield [dict(row) for row in found]
        after = found[-1]["position"]


def _create_sums() -> None:
    op.create_table(
        "feed_current",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("bucket", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "stream", "kind", "key", name="pk_feed_current"),
    )
    op.create_index(
        "ix_feed_current_organisation_id_stream_bucket",
        "feed_current",
        ["organisation_id", "stream", "bucket"],
    )
    op.create_table(
        "feed_sum",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("sums", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "stream", name="pk_feed_sum"),
    )


def _create_snapshots() -> None:
    op.create_table(
        "snapshot",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("store_id", sa.Text, nullable=False),
        sa.Column("snapshot_id", sa.Text, nullable=False),
        sa.Column("epoch", sa.Text, nullable=False),
        sa.Column("streams", sa.Text, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("row_count", sa.BigInteger, nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("organisation_id", "store_id", "snapshot_id", name="pk_snapshot"),
    )
    op.create_table(
        "snapshot_frame",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("frame_no", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("offset_bytes", sa.BigInteger, nullable=False),
        sa.Column("frame", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "sha256", "frame_no", name="pk_snapshot_frame"),
    )
    op.create_index("ix_snapshot_frame_sha256", "snapshot_frame", ["sha256"])
