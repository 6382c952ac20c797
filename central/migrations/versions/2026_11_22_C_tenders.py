"""What sales were paid with.

Revision ID: 2026_11_22_C_tenders
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_C_tenders"
down_revision = "2026_11_22_B_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    keys = ("organisation_id", "till_id", "stream")
    op.create_table(
        "sale_tender",
        *(_text(name) for name in keys),
        *(_number(name) for name in ("branch", "seq", "tender_no")),
        _text("store_id"),
        sa.Column("business_date", sa.Date(), nullable=False),
        _text("kind"),
        _text("currency"),
        _number("amount_minor"),
        _text("handed_currency"),
        _number("handed_minor"),
        sa.PrimaryKeyConstraint(*keys, "branch", "seq", "tender_no", name="pk_sale_tender"),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
