"""The lease of the jobs process.

Revision ID: 2026_11_22_4_jobs
Created: 2026-11-22
"""

revision = "2026_11_22_4_jobs"
down_revision = "2026_11_22_3_snapshots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
