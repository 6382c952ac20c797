"""Which operations speak of what, and the indexes that *Find* looks things up by."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.line_tables import sale_line
from storage.tables import metadata, sale, shipment

subject = sa.Table(
    "subject",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", UtcAt, nullable=False),
    sqlite_with_rowid=False,
)
"""Which operations speak of a receipt, a waybill or a customer; kept when operations are pruned."""

sa.Index("sale_by_time", sale.c.at, sale.c.receipt_number)
sa.Index("sale_line_by_item", sale_line.c.item_id)
sa.Index("shipment_by_time", shipment.c.booked_at, shipment.c.waybill, shipment.c.receipt_number)
sa.Index("shipment_by_consignor", shipment.c.consignor_id)
sa.Index("shipment_by_consignee", shipment.c.consignee_id)
