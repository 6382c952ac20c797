"""The ledger, the feed, sales and shipments.

Revision ID: 0001
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A row is shown when no row of its key is newer among those its stream has reached, unless it is a
# tombstone or a rebase has left it behind.
_SHOWN_ROW = """
CREATE VIEW shown_row AS
SELECT r.row_id, r.kind, r.key, r.stream, r.version, r.body
FROM feed_row r
WHERE r.removed = 0
AND r.version >= (SELECT floor_version FROM feed_state)
AND r.version = (
    SELECT max(n.version) FROM feed_row n
    WHERE n.kind = r.kind AND n.key = r.key AND n.stream = r.stream
    AND n.version <= (SELECT s.visible FROM feed_stream s WHERE s.stream = r.stream)
)
"""


def upgrade() -> None:
    """Make every table but the search index."""
    _create_ledger()
    _create_feed()
    _create_selling()
    _create_sales()
    _create_shipping()
    _create_pieces()
    _create_persons()


def _create_ledger() -> None:
    op.create_table(
        "note",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "till",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("till_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("store_id", sa.Text, nullable=False),
        sa.Column("store", sa.Text, nullable=False),
        sa.Column("central_key", sa.LargeBinary, nullable=False),
        sa.Column("recovery_key", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_till"),
    )
    op.create_table(
        "stream",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("previous_stream", sa.Text),
        sa.Column("previous_seq", sa.Integer),
        sa.Column("previous_hash", sa.LargeBinary),
        sa.Column("head_seq", sa.Integer, nullable=False),
        sa.Column("head_hash", sa.LargeBinary, nullable=False),
        sa.Column("stored_through", sa.Integer, nullable=False),
        sa.Column("durable_through", sa.Integer, nullable=False),
        sa.Column("receipt_count", sa.Integer, nullable=False),
        sa.Column("waybill_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("stream"),
        sa.UniqueConstraint("ordinal"),
    )
    op.create_table(
        "operation",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq"),
        sa.ForeignKeyConstraint(["stream"], ["stream.stream"]),
    )
    op.create_table(
        "personal_part",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("part", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", "person_id"),
    )
    op.create_index("ix_personal_part_person_id", "personal_part", ["person_id"])
    op.create_table(
        "ruling",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq"),
    )
    op.create_table(
        "audit",
        sa.Column("entry_no", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
        sqlite_autoincrement=True,
    )


def _create_feed() -> None:
    op.create_table(
        "feed_state",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("cursor", sa.Text),
        sa.Column("epoch", sa.Text),
        sa.Column("heard_at", sa.Text),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("floor_version", sa.Integer, nullable=False),
        sa.Column("row_through", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_feed"),
    )
    op.create_table(
        "feed_stream",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("visible", sa.Integer, nullable=False),
        sa.Column("open_first", sa.Integer, nullable=False),
        sa.Column("open_last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "feed_row",
        sa.Column("row_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
        sa.UniqueConstraint("kind", "key", "stream", "version", name="one_row_a_version"),
    )
    op.create_index("feed_row_by_version", "feed_row", ["stream", "version"])
    op.create_table(
        "feed_superseded",
        sa.Column("row_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("by_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "pin_attempt",
        sa.Column("staff_id", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.Text),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.execute(_SHOWN_ROW)


def _create_selling() -> None:
    op.create_table(
        "cart",
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("cart_id"),
    )
    op.create_table(
        "shift",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("opening_float_minor", sa.Integer, nullable=False),
        sa.Column("sale_count", sa.Integer, nullable=False),
        sa.Column("sales_minor", sa.Integer, nullable=False),
        sa.Column("rounding_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.Column("first_receipt", sa.Text),
        sa.Column("last_receipt", sa.Text),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text),
        sa.Column("counts", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("z_lines", sa.Text),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "shift_vat",
        sa.Column("shift_number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("tax_class", sa.Text, nullable=False),
        sa.Column("basis_points", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("gross_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shift_number", "tax_class", "basis_points"),
    )


def _create_sales() -> None:
    op.create_table(
        "sale",
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("shift_number", sa.Integer, nullable=False),
        sa.Column("cashier_id", sa.Text, nullable=False),
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("cart_version", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("total_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.Column("rounding_minor", sa.Integer, nullable=False),
        sa.Column("change_minor", sa.Integer, nullable=False),
        sa.Column("receipt_lines", sa.Text, nullable=False),
        sa.Column("waybills", sa.Text, nullable=False),
        sa.Column("printed_at", sa.Text),
        sa.Column("copy_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("receipt_number"),
        sa.UniqueConstraint("cart_id"),
        sa.ForeignKeyConstraint(["shift_number"], ["shift.number"]),
    )
    op.create_index("sale_unprinted", "sale", ["at"], sqlite_where=sa.text("printed_at IS NULL"))
    op.create_table(
        "sale_line",
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_price_minor", sa.Integer, nullable=False),
        sa.Column("tax_class", sa.Text, nullable=False),
        sa.Column("price_id", sa.Text, nullable=False),
        sa.Column("feed_position", sa.Integer, nullable=False),
        sa.Column("price_source", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("shipment_id", sa.Text),
        sa.Column("quoted_until", sa.Text),
        sa.Column("gross_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.Column("vat_basis_points", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("receipt_number", "line_no"),
        sa.ForeignKeyConstraint(["receipt_number"], ["sale.receipt_number"]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sale_vat",
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("vat_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("tax_class", sa.Text, nullable=False),
        sa.Column("basis_points", sa.Integer, nullable=False),
        sa.Column("gross_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("receipt_number", "vat_no"),
        sa.ForeignKeyConstraint(["receipt_number"], ["sale.receipt_number"]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tender_line",
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("tender_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("receipt_number", "tender_no"),
        sa.ForeignKeyConstraint(["receipt_number"], ["sale.receipt_number"]),
        sqlite_with_rowid=False,
    )


def _create_shipping() -> None:
    op.create_table(
        "shipment",
        sa.Column("shipment_id", sa.Text, nullable=False),
        sa.Column("cart_id", sa.Text),
        sa.Column("consignor_id", sa.Text, nullable=False),
        sa.Column("consignee_id", sa.Text, nullable=False),
        sa.Column("declared_minor", sa.Integer),
        sa.Column("declared_currency", sa.Text),
        sa.Column("waybill", sa.Text),
        sa.Column("receipt_number", sa.Text),
        sa.Column("booked_at", sa.Text),
        sa.PrimaryKeyConstraint("shipment_id"),
        sa.UniqueConstraint("waybill"),
    )
    op.create_index("ix_shipment_cart_id", "shipment", ["cart_id"])
    op.create_index("ix_shipment_receipt_number", "shipment", ["receipt_number"])
    op.create_table(
        "shipment_quote",
        sa.Column("shipment_id", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("shipment_id"),
    )


def _create_pieces() -> None:
    op.create_table(
        "shipment_piece",
        sa.Column("shipment_id", sa.Text, nullable=False),
        sa.Column("piece_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("packing", sa.Text, nullable=False),
        sa.Column("weight_milli", sa.Integer, nullable=False),
        sa.Column("weight_unit", sa.Text, nullable=False),
        sa.Column("length_milli", sa.Integer, nullable=False),
        sa.Column("length_unit", sa.Text, nullable=False),
        sa.Column("width_milli", sa.Integer, nullable=False),
        sa.Column("width_unit", sa.Text, nullable=False),
        sa.Column("height_milli", sa.Integer, nullable=False),
        sa.Column("height_unit", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("shipment_id", "piece_no"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.shipment_id"]),
    )
    op.create_table(
        "shipment_party",
        sa.Column("shipment_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("lot_street", sa.Text, nullable=False),
        sa.Column("village", sa.Text, nullable=False),
        sa.Column("region", sa.Integer, nullable=False),
        sa.Column("landmark", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("shipment_id", "role"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.shipment_id"]),
    )
    op.create_index("ix_shipment_party_person_id", "shipment_party", ["person_id"])


def _create_persons() -> None:
    op.create_table(
        "person",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("phone_key", sa.Text, nullable=False),
        sa.Column("lot_street", sa.Text, nullable=False),
        sa.Column("village", sa.Text, nullable=False),
        sa.Column("region", sa.Integer, nullable=False),
        sa.Column("landmark", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("ix_person_name_key", "person", ["name_key"])
    op.create_index("ix_person_phone_key", "person", ["phone_key"])
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("traces_gone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
