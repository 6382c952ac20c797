"""Weights that come back: how many grams of a line that was sold by weight.

Revision ID: 0019
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: what came back before came back whole, and counts the grams it was sold as.

    A line that was weighed has its grams in its terms, for one of its pieces.
    """
    op.add_column("refund_line", sa.Column("weight_grams", sa.Integer))
    op.execute(
        """
        UPDATE refund_line SET weight_grams = (
            SELECT refund_line.quantity * json_extract(sale_line.terms, '$.weight_grams')
            FROM sale_line JOIN refund ON refund.of_receipt = sale_line.receipt_number
            WHERE refund.refund_number = refund_line.refund_number
              AND sale_line.line_no = refund_line.line_no
        )
        WHERE EXISTS (
            SELECT 1 FROM refund
            WHERE refund.refund_number = refund_line.refund_number AND NOT refund.provisional
        )
        """
    )
