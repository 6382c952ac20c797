"""Customers, their consents, and the stream of the feed that tells of them.

Revision ID: 2026_11_22_7_customers
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_7_customers"
down_revision = "2026_11_22_6_carts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and a stream for each organisation that there is."""
    op.create_table(
        "customer",
        _text("organisation_id"),
        _text("person_id"),
        _number("revision"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", name="pk_customer"),
    )
    op.create_table(
        "consent",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("branch"),
        _number("seq"),
        _text("store_id"),
        _text("person_id"),
        _text("purpose"),
        _number("given"),
        _text("text_version"),
        _number("at_ms"),
        _text("channel"),
        _text("staff_id"),
        sa.PrimaryKeyConstraint(
            "organisation_id", "till_id", "stream", "branch", "seq", name="pk_consent"
        ),
    )
    op.create_index(
        "ix_consent_organisation_id_person_id", "consent", ["organisation_id", "person_id"]
    )
    op.execute(
        "INSERT INTO feed_stream (organisation_id, name, position)"
        " SELECT organisation_id, 'people:' || organisation_id, 0 FROM organisation"
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
