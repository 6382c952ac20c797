"""Carts that a store shares, and signed webhooks.

Revision ID: 2026_11_22_6_carts
Created: 2026-11-22
"""

revision = "2026_11_22_6_carts"
down_revision = "2026_11_22_5_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
