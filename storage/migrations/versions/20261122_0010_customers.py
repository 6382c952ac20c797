"""Customers with consents, and which operations speak of what.

Revision ID: 0010
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NAMES = ("receipt", "waybill", "customer_id")


def upgrade() -> None:
    """Widen the tables, and look up what the operations kept so far speak of."""
    op.add_column("person", sa.Column("email", sa.Text, nullable=False, server_default=""))
    op.add_column("person", sa.Column("said", sa.Text, nullable=False, server_default="{}"))
    op.add_column("person", sa.Column("consents", sa.Text, nullable=False, server_default="{}"))
    op.create_index("sale_by_time", "sale", ["at", "receipt_number"])
    op.create_index("sale_line_by_item", "sale_line", ["item_id"])
    op.create_index("shipment_by_time", "shipment", ["booked_at", "waybill", "receipt_number"])
    op.create_index("shipment_by_consignor", "shipment", ["consignor_id"])
    op.create_index("shipment_by_consignee", "shipment", ["consignee_id"])
    op.create_table(
        "subject",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("subject", "stream", "seq"),
        sqlite_with_rowid=False,
    )
    for name in _NAMES:
        said = f"json_extract(CAST(facts AS TEXT), '$.body.{name}')"
        op.execute(
            "INSERT OR IGNORE INTO subject (subject, stream, seq, kind, at)"  # noqa: S608  # our own names
            f" SELECT {said}, stream, seq, kind, at FROM operation"
            f" WHERE json_valid(CAST(facts AS TEXT)) AND {said} IS NOT NULL"
        )
