"""Cases that are worked on.

Revision ID: 2026_11_22_5_cases
Created: 2026-11-22
"""

revision = "2026_11_22_5_cases"
down_revision = "2026_11_22_4_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
