"""Resources, grants and what each stream holds.

Revision ID: 2026_11_22_2_allotments
Created: 2026-11-22
"""

revision = "2026_11_22_2_allotments"
down_revision = "2026_11_22_first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
