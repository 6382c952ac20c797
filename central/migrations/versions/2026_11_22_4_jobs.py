"""The lease of the jobs process.

Revision ID: 2026_11_22_4_jobs
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_4_jobs"
down_revision = "2026_11_22_3_snapshots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; its one row comes with the first who wants the lease."""
    op.create_table(
        "job_lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_job_lease"),
    )
