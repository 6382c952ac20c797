"""Carts that the store shares.

Revision ID: 0006
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "parked_cart",
        sa.Column("edition_id", sa.Text, nullable=False),
        sa.Column("root_id", sa.Text, nullable=False),
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("cart_version", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("parked_at", sa.Text, nullable=False),
        sa.Column("is_local", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("edition_id"),
    )
    op.create_index("ix_parked_cart_root_id", "parked_cart", ["root_id"])
    op.create_table(
        "cart_origin",
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("root_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("parents", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("cart_id"),
    )
    op.create_index("ix_cart_origin_root_id", "cart_origin", ["root_id"])
    op.create_table(
        "cart_drop",
        sa.Column("edition_id", sa.Text, nullable=False),
        sa.Column("root_id", sa.Text, nullable=False),
        sa.Column("dropped_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("edition_id"),
    )
    op.create_index("ix_cart_drop_root_id", "cart_drop", ["root_id"])
