"""The till's tables as they are now; migrations/ makes them and a test keeps both in step.

Money is whole minor units beside an ISO currency, measures are integers with their unit in the
name, times are UTC. What concerns a person stands in few tables and nowhere else, so that an
erasure knows where to look (sync rule 6.2, storage/people.py).
"""

import sqlalchemy as sa

from storage.columns import UtcAt

metadata = sa.MetaData()


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


# ------------------------------------------------------------------ the database about itself
note = sa.Table("note", metadata, _id("name"), _text("value"))
"""What the file knows about itself (storage/notes.py)."""

# ------------------------------------------------------------------ who this till is
till = sa.Table(
    "till",
    metadata,
    _key("only"),
    _text("till_id"),
    _text("label"),
    _text("organisation_id"),
    _text("store_id"),
    _text("store"),
    _bytes("central_key"),
    _bytes("recovery_key"),
    sa.Column("enrolled_at", UtcAt, nullable=False),
    sa.CheckConstraint("only = 1", name="one_till"),
)
"""One row. ``store`` is the store as enrolment told it (JSON); the feed may know it newer."""

# ------------------------------------------------------------------ the ledger
stream = sa.Table(
    "stream",
    metadata,
    _id("stream"),
    sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
    _bytes("public_key"),
    _text("reason"),
    sa.Column("opened_at", UtcAt, nullable=False),
    sa.Column("previous_stream", sa.Text),
    sa.Column("previous_seq", sa.Integer),
    sa.Column("previous_hash", sa.LargeBinary),
    _whole("head_seq"),
    _bytes("head_hash"),
    _whole("stored_through"),
    _whole("durable_through"),
    _whole("receipt_count"),
    _whole("waybill_count"),
)
"""The current stream is the one with the highest ``ordinal``. Receipts and waybills count in it."""

operation = sa.Table(
    "operation",
    metadata,
    sa.Column("stream", sa.Text, sa.ForeignKey("stream.stream"), primary_key=True),
    _key("seq"),
    _text("kind"),
    sa.Column("at", UtcAt, nullable=False),
    _bytes("facts"),
    _bytes("prev_hash"),
    _bytes("hash"),
    _bytes("signature"),
)

personal_part = sa.Table(
    "personal_part",
    metadata,
    _id("stream"),
    _key("seq"),
    sa.Column("person_id", sa.Text, primary_key=True, index=True),
    _bytes("salt"),
    _bytes("part"),
)

ruling = sa.Table(
    "ruling",
    metadata,
    _id("stream"),
    _key("seq"),
    _text("state"),
    _text("title"),
    _text("message"),
)
"""What central said about operations it could not simply apply."""

# ------------------------------------------------------------------ the feed
feed_state = sa.Table(
    "feed_state",
    metadata,
    _key("only"),
    sa.Column("cursor", sa.Text),
    sa.Column("epoch", sa.Text),
    sa.Column("heard_at", UtcAt),
    _whole("generation"),
    _whole("floor_version"),
    _whole("row_through"),
    sa.CheckConstraint("only = 1", name="one_feed"),
)
"""One row. A rebase begins a new generation; rows of older ones count until it is complete.

``row_through`` is the highest row id that any flip has shown: a search need not look above it.
"""

feed_stream = sa.Table(
    "feed_stream",
    metadata,
    _id("stream"),
    _whole("visible"),
    _whole("open_first"),
    _whole("open_last"),
)
"""Per feed stream, as versions (storage/feed_versions.py): what is shown, and the newest
transaction staged."""

feed_row = sa.Table(
    "feed_row",
    metadata,
    _key("row_id"),
    _text("kind"),
    _text("key"),
    _text("stream"),
    _whole("version"),
    sa.Column("removed", sa.Boolean, nullable=False),
    _text("body"),
    sa.UniqueConstraint("kind", "key", "stream", "version", name="one_row_a_version"),
    sa.Index("feed_row_by_version", "stream", "version"),
)
"""Every change of the feed as it came (JSON), staged or shown: one row a version."""

feed_superseded = sa.Table(
    "feed_superseded", metadata, _key("row_id"), _text("stream"), _whole("by_version")
)
"""Rows to sweep once ``by_version`` is shown."""

catalog_index = sa.Table(
    "catalog_index",
    metadata,
    _key("row_id"),
    sa.Column("name_key", sa.Text, nullable=False, index=True),
    sa.Column("sku_key", sa.Text, nullable=False, index=True),
    _text("category_key"),
)
"""Folded text of the items' rows; the words are also in the FTS5 table ``catalog_words``."""

catalog_barcode = sa.Table(
    "catalog_barcode", metadata, _id("barcode"), _key("row_id"), sqlite_with_rowid=False
)

# ------------------------------------------------------------------ staff
pin_attempt = sa.Table(
    "pin_attempt",
    metadata,
    _id("staff_id"),
    _whole("failures"),
    sa.Column("next_try_at", UtcAt),
)

# ------------------------------------------------------------------ selling
cart = sa.Table(
    "cart",
    metadata,
    _id("cart_id"),
    _whole("version"),
    _text("currency"),
    _text("lines"),
    sa.Column("terms", sa.Text, nullable=False, server_default="{}"),
)
"""Carts not paid yet; ``lines`` is JSON without a personal word (shipments hold those).

``terms`` is JSON too: the discount of the whole, and the customer's id.
"""

shift = sa.Table(
    "shift",
    metadata,
    _key("number"),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column("opened_at", UtcAt, nullable=False),
    _text("opened_by"),
    _text("currency"),
    _whole("opening_float_minor"),
    _whole("sale_count"),
    _whole("sales_minor"),
    _whole("rounding_minor"),
    _whole("vat_minor"),
    sa.Column("first_receipt", sa.Text),
    sa.Column("last_receipt", sa.Text),
    sa.Column("closed_at", UtcAt),
    sa.Column("closed_by", sa.Text),
    sa.Column("counts", sa.Text),
    sa.Column("note", sa.Text),
    sa.Column("z_lines", sa.Text),
)
"""``counts`` is JSON: [[denomination in minor units, how many], …]; ``z_lines`` its printed Z."""

shift_vat = sa.Table(
    "shift_vat",
    metadata,
    _key("shift_number"),
    _id("tax_class"),
    _key("basis_points"),
    _whole("gross_minor"),
    _whole("vat_minor"),
)

sale = sa.Table(
    "sale",
    metadata,
    _id("receipt_number"),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column("shift_number", sa.Integer, sa.ForeignKey("shift.number"), nullable=False),
    _text("cashier_id"),
    sa.Column("cart_id", sa.Text, nullable=False, unique=True),
    _whole("cart_version"),
    _text("currency"),
    _whole("total_minor"),
    _whole("vat_minor"),
    _whole("rounding_minor"),
    _whole("change_minor"),
    _text("receipt_lines"),
    _text("waybills"),
    sa.Column("printed_at", UtcAt),
    _whole("copy_count"),
    sa.Column("customer_id", sa.Text),
    sa.Index("sale_unprinted", "at", sqlite_where=sa.text("printed_at IS NULL")),
    sa.Index("sale_of_customer", "customer_id", "at"),
    sa.Index(
        "sale_by_day",
        *("business_date", "receipt_number", "at", "currency", "total_minor", "rounding_minor"),
    ),
)

sale_vat = sa.Table(
    "sale_vat",
    metadata,
    sa.Column("receipt_number", sa.Text, sa.ForeignKey("sale.receipt_number"), primary_key=True),
    _key("vat_no"),
    _text("tax_class"),
    _whole("basis_points"),
    _whole("gross_minor"),
    _whole("vat_minor"),
    sqlite_with_rowid=False,
)

tender_line = sa.Table(
    "tender_line",
    metadata,
    sa.Column("receipt_number", sa.Text, sa.ForeignKey("sale.receipt_number"), primary_key=True),
    _key("tender_no"),
    _text("kind"),
    _text("currency"),
    _whole("amount_minor"),
    sa.Column("foreign_currency", sa.Text),
    sa.Column("foreign_minor", sa.Integer),
    sa.Column("rate_micro", sa.Integer),
    sa.Column("rate_source", sa.Text),
    sa.Column("rate_at", UtcAt),
    sa.Column("rate_fresh_h", sa.Integer),
    sa.Column("approval_code", sa.Text),
    sa.Column("reference", sa.Text),
    sa.Column("payment_id", sa.Text),
    sa.Column("is_verified", sa.Boolean, nullable=False, server_default=sa.text("0")),
    sa.Column("over_minor", sa.Integer),
    sa.Column("credit", sa.Text, index=True),
    sqlite_with_rowid=False,
)

# ------------------------------------------------------------------ shipping
shipment = sa.Table(
    "shipment",
    metadata,
    _id("shipment_id"),
    sa.Column("cart_id", sa.Text, index=True),
    _text("consignor_id"),
    _text("consignee_id"),
    sa.Column("declared_minor", sa.Integer),
    sa.Column("declared_currency", sa.Text),
    sa.Column("waybill", sa.Text, unique=True),
    sa.Column("receipt_number", sa.Text, index=True),
    sa.Column("booked_at", UtcAt),
)
"""A draft belongs to a cart; a booked shipment has a waybill and the receipt that paid it."""

shipment_quote = sa.Table("shipment_quote", metadata, _id("shipment_id"), _text("quote"))
"""What the customer was promised (JSON), before and after booking."""

shipment_piece = sa.Table(
    "shipment_piece",
    metadata,
    sa.Column("shipment_id", sa.Text, sa.ForeignKey("shipment.shipment_id"), primary_key=True),
    _key("piece_no"),
    _text("description"),
    _text("packing"),
    _whole("weight_milli"),
    _text("weight_unit"),
    sa.Column("weight_source", sa.Text, nullable=False, server_default="manual"),
    _whole("length_milli"),
    _text("length_unit"),
    _whole("width_milli"),
    _text("width_unit"),
    _whole("height_milli"),
    _text("height_unit"),
)

shipment_party = sa.Table(
    "shipment_party",
    metadata,
    sa.Column("shipment_id", sa.Text, sa.ForeignKey("shipment.shipment_id"), primary_key=True),
    _id("role"),
    sa.Column("person_id", sa.Text, nullable=False, index=True),
    _text("name"),
    _text("phone"),
    _text("lot_street"),
    _text("village"),
    _whole("region"),
    _text("landmark"),
)
"""Consignor and consignee as they were told for this shipment."""

person = sa.Table(
    "person",
    metadata,
    _id("person_id"),
    _text("name"),
    sa.Column("name_key", sa.Text, nullable=False, index=True),
    _text("phone"),
    sa.Column("phone_key", sa.Text, nullable=False, index=True),
    _text("lot_street"),
    _text("village"),
    _whole("region"),
    _text("landmark"),
    sa.Column("saved_at", UtcAt, nullable=False),
    sa.Column("email", sa.Text, nullable=False, server_default=""),
    sa.Column("said", sa.Text, nullable=False, server_default="{}"),
    sa.Column("consents", sa.Text, nullable=False, server_default="{}"),
)
"""Customers of the organisation that this till knows, to find them again by name or phone.

``said`` is JSON: {field: [milliseconds, text]}, from which the other columns are written;
``consents`` is JSON: {purpose: how it stands}.
"""

erasure = sa.Table(
    "erasure", metadata, _id("person_id"), sa.Column("traces_gone", sa.Boolean, nullable=False)
)
"""Who was erased here, and whether the log and the backups are clean as well."""

# ------------------------------------------------------------------ what was done, and by whom
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("entry_no", sa.Integer, primary_key=True),
    sa.Column("at", UtcAt, nullable=False),
    _text("by"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    sqlite_autoincrement=True,
)
"""``detail`` is JSON of ids, codes and amounts; never a name, a phone number or an address."""
