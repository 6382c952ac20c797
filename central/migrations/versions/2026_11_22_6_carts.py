"""Carts that a store shares.

Revision ID: 2026_11_22_6_carts
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_6_carts"
down_revision = "2026_11_22_5_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shared_cart",
        _text("organisation_id"),
        _text("root_id"),
        _text("store_id"),
        _number("row_version"),
        _time("touched_at"),
        _number("is_settled"),
        _number("is_withdrawn"),
        sa.PrimaryKeyConstraint("organisation_id", "root_id", name="pk_shared_cart"),
    )
    op.create_index(
        "ix_shared_cart_organisation_id_store_id_is_settled",
        "shared_cart",
        ["organisation_id", "store_id", "is_settled"],
    )
    _editions()
    op.create_table(
        "cart_fact",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("branch"),
        _number("seq"),
        _text("store_id"),
        _text("what"),
        _text("edition_id"),
        _text("receipt", null=True),
        sa.PrimaryKeyConstraint(
            "organisation_id", "till_id", "stream", "branch", "seq", name="pk_cart_fact"
        ),
    )
    op.create_index(
        "ix_cart_fact_organisation_id_edition_id_what",
        "cart_fact",
        ["organisation_id", "edition_id", "what"],
    )


def _editions() -> None:
    op.create_table(
        "cart_edition",
        _text("organisation_id"),
        _text("edition_id"),
        _text("root_id"),
        _text("store_id"),
        _text("kind"),
        _number("version"),
        _text("parents"),
        _text("till_label"),
        _time("stated_at"),
        _time("received_at"),
        _number("number"),
        _text("reason"),
        _text("origin"),
        _text("currency"),
        _number("total_minor"),
        _text("lines"),
        _time("expired_at", null=True),
        _text("told"),
        sa.PrimaryKeyConstraint("organisation_id", "edition_id", name="pk_cart_edition"),
    )
    op.create_index(
        "ix_cart_edition_organisation_id_root_id", "cart_edition", ["organisation_id", "root_id"]
    )
    op.create_index(
        "ix_cart_edition_organisation_id_store_id_told_received_at",
        "cart_edition",
        ["organisation_id", "store_id", "told", "received_at"],
    )


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)
