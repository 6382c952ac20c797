"""Sales of a customer by the time they were made: what somebody paid lately is added up for a cap.

Revision ID: 0020
Created: 2026-11-23
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put an index by customer and time in the place of the one by customer alone."""
    op.drop_index("ix_sale_customer_id", table_name="sale")
    op.create_index("sale_of_customer", "sale", ["customer_id", "at"])
