"""Allotments held, reserved and wanted.

Revision ID: 0003
Created: 2026-11-22
"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
