"""Receipts to be mailed.

Revision ID: 2026_11_22_B_mail
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_22_B_mail"
down_revision = "2026_11_22_A_prices"
branch_labels = None
depends_on = None
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mail_job",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("till_id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("branch", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("store_id", sa.Text, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.BigInteger, nullable=False),
        sa.Column("next_at", UtcDateTime, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
        sa.Column("done_at", UtcDateTime),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_mail_job"),
    )
    op.create_index("ix_mail_job_due", "mail_job", ["state", "next_at"])
