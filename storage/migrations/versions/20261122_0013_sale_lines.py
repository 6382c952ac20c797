"""What lines and carts have beside their price: weights, discounts, gifts, rates, notes, variants.

Revision ID: 0013
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and the tables of notes and variants."""
    for table in ("cart", "parked_cart", "sale_line"):
        op.add_column(table, sa.Column("terms", sa.Text, nullable=False, server_default="{}"))
    op.add_column(
        "sale_line", sa.Column("cart_off_minor", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column("sale", sa.Column("customer_id", sa.Text))
    op.create_index("ix_sale_customer_id", "sale", ["customer_id"])
    op.create_table(
        "catalog_variant",
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("of_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index("ix_catalog_variant_of_key", "catalog_variant", ["of_key"])
    op.create_table(
        "line_note",
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("cart_id", "line_no"),
    )
    op.create_index("ix_line_note_person_id", "line_note", ["person_id"])
