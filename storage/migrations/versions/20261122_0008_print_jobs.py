"""The print queue, and the signed codes of receipts.

Revision ID: 0008
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; receipts that never came out wait in the queue from now on."""
    op.create_table(
        "print_job",
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("copy_no", sa.Integer, nullable=False),
        sa.Column("printer", sa.Text, nullable=False),
        sa.Column("paper", sa.Text),
        sa.Column("opens_drawer", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
        sa.Column("failed_at", sa.Text),
        sa.Column("done_at", sa.Text),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("ix_print_job_done_at", "print_job", ["done_at"])
    op.create_table(
        "receipt_code",
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("receipt_number"),
    )
    op.execute(
        "INSERT INTO print_job (job_id, kind, subject, copy_no, printer, opens_drawer, made_at,"
        " tries, failure, outcome) SELECT receipt_number, 'receipt', receipt_number, 0, '', 0, at,"
        " 0, '', '' FROM sale WHERE printed_at IS NULL ORDER BY at, rowid"
    )
