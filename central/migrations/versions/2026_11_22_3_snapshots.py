"""Snapshots, and the sums of each stream.

Revision ID: 2026_11_22_3_snapshots
Created: 2026-11-22
"""

revision = "2026_11_22_3_snapshots"
down_revision = "2026_11_22_2_allotments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
