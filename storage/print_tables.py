"""The tables of what is to be printed, and of the codes that stand on receipts."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

print_job = sa.Table(
    "print_job",
    metadata,
    sa.Column("job_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("copy_no", sa.Integer, nullable=False),
    sa.Column("printer", sa.Text, nullable=False),
    sa.Column("paper", sa.Text),
    sa.Column("opens_drawer", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcAt, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("failure", sa.Text, nullable=False),
    sa.Column("failed_at", UtcAt),
    sa.Column("done_at", UtcAt),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Index("ix_print_job_done_at", "done_at"),
)
"""A paper that is to come out, or did. ``paper`` (JSON) only where nothing else says what is on it.

No paper that names a customer is kept here: a label is written when it prints, so that an erasure
reaches it. ``printer`` is empty for whichever printer does that kind of paper.
"""

receipt_code = sa.Table(
    "receipt_code",
    metadata,
    sa.Column("receipt_number", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
)
"""The signed code of a receipt (``sync.protocol.receipt_code``): every copy carries the same."""
