"""The tables of approvals from afar: what this till asked, and what was answered here."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

approval_ask = sa.Table(
    "approval_ask",
    metadata,
    sa.Column("approval_id", sa.Text, primary_key=True),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("asked_at", UtcAt, nullable=False),
    sa.Column("expires_at", UtcAt, nullable=False),
    sa.Column("changed_at", UtcAt, nullable=False),
    sa.Column("answered_by", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)
"""What somebody asked at this till. No column holds a personal datum."""

approval_given = sa.Table(
    "approval_given",
    metadata,
    sa.Column("approval_id", sa.Text, primary_key=True),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcAt, nullable=False),
    sqlite_with_rowid=False,
)
"""What was answered at this till: each once, whatever central makes of it."""
