"""Snapshots under way, and the sums of each stream.

Revision ID: 0004
Created: 2026-11-22
"""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
