"""Sales and refunds by business date, for reports.

Revision ID: 0015
Created: 2026-11-22
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes. That of the sales holds all that a report's hours need of them."""
    op.create_index(
        "sale_by_day",
        "sale",
        ["business_date", "receipt_number", "at", "currency", "total_minor", "rounding_minor"],
    )
    op.create_index("refund_by_day", "refund", ["business_date"])
