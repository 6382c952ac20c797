"""Central's tables. Every row carries its organisation, and unique keys contain it (ledger rule 9).

Amounts are integer minor units beside an ISO currency. Times are UTC. Texts named ``*_wrapped`` and
``sealed`` are encrypted under the people key or a key it wraps; no other column holds a personal
datum.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on databases with and without time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, primary_key=True)


def _number_key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=null)


def _bytes(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary, nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime, nullable=null)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=False)


def _operation_key() -> tuple[sa.Column[Any], ...]:
    return (
        _key("organisation_id"),
        _key("till_id"),
        _key("stream"),
        _number_key("branch"),
        _number_key("seq"),
    )


central_state = sa.Table("central_state", metadata, _key("name"), _text("value"))

organisation = sa.Table(
    "organisation", metadata, _key("organisation_id"), _text("name"), _time("created_at")
)

store = sa.Table(
    "store",
    metadata,
    _key("organisation_id"),
    _key("store_id"),
    _text("name"),
    _text("address"),
    _text("vat_number"),
    _text("zone"),
    _text("currency"),
    _text("label_prefix"),
    _time("created_at"),
)

till = sa.Table(
    "till",
    metadata,
    _key("organisation_id"),
    _key("till_id"),
    _text("store_id"),
    _text("label"),
    _text("label_prefix"),
    _number("label_number"),
    _bytes("pepper_wrapped"),
    _time("enrolled_at"),
    _time("revoked_at", null=True),
    sa.UniqueConstraint("organisation_id", "label"),
    sa.Index(None, "till_id"),
)

till_key = sa.Table(
    "till_key",
    metadata,
    _key("organisation_id"),
    _key("till_id"),
    sa.Column("public_key", sa.LargeBinary, primary_key=True),
    _time("added_at"),
    _time("retired_at", null=True),
    sa.Index(None, "public_key"),
)

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    _key("organisation_id"),
    sa.Column("secret_hash", sa.LargeBinary, primary_key=True),
    _text("store_id"),
    _text("till_id", null=True),
    _text("stream", null=True),
    _bytes("public_key", null=True),
    _time("created_at"),
    _time("expires_at"),
    _time("used_at", null=True),
    sa.Index(None, "secret_hash"),
)

stream = sa.Table(
    "stream",
    metadata,
    _key("organisation_id"),
    _key("till_id"),
    _key("stream"),
    _number("number"),
    _text("origin"),
    _number("accepted_through", null=True),
    _time("opened_at"),
)
"""``number`` is 1 for the letter A.

``accepted_through`` is a revoked till's last accepted number.
"""

branch = sa.Table(
    "branch",
    metadata,
    _key("organisation_id"),
    _key("till_id"),
    _key("stream"),
    _number_key("branch"),
    _number("parent_branch", null=True),
    _number("base_seq"),
    _bytes("base_hash"),
    _number("head_seq"),
    _bytes("head_hash"),
    _number("durable_seq"),
    _text("assigned_stream", null=True),
    _time("opened_at"),
)
"""Branch 0 is the main branch.

The others are forks. ``parent_branch`` is null where nobody knows it.
"""

operation = sa.Table(
    "operation",
    metadata,
    *_operation_key(),
    _text("kind"),
    _bytes("facts"),
    _bytes("hash"),
    _bytes("head_signature", null=True),
    _bytes("signed_by", null=True),
    _text("state"),
    _text("title", null=True),
    _text("message", null=True),
    _time("received_at"),
    sa.UniqueConstraint("organisation_id", "till_id", "stream", "seq", "hash"),
    sa.Index(None, "state", "kind"),
)
"""``facts`` are the bytes as they came.

The unique hash is what makes *exactly once* a constraint.
"""

person = sa.Table(
    "person",
    metadata,
    _key("organisation_id"),
    _key("person_id"),
    _bytes("key_wrapped", null=True),
    _time("created_at"),
    _time("erased_at", null=True),
)

personal_part = sa.Table(
    "personal_part",
    metadata,
    *_operation_key(),
    _number_key("part_no"),
    _text("person_id"),
    _bytes("sealed"),
    sa.Index(None, "organisation_id", "person_id"),
)

case_file = sa.Table(
    "case_file",
    metadata,
    _key("organisation_id"),
    _key("case_id"),
    _text("store_id"),
    _text("till_id"),
    _text("stream"),
    _number("branch"),
    _number("seq"),
    _text("kind"),
    _text("title"),
    _text("message"),
    _time("opened_at"),
    _time("closed_at", null=True),
    sa.UniqueConstraint("organisation_id", "till_id", "stream", "branch", "seq", "kind"),
)

takings = sa.Table(
    "takings",
    metadata,
    *_operation_key(),
    _text("store_id"),
    _text("receipt"),
    _day("business_date"),
    _text("currency"),
    _number("total_minor"),
    _number("rounding_minor"),
    _text("state"),
)
"""One row for each operation that took money, quarantined ones included (ledger rule 5)."""

sale = sa.Table(
    "sale",
    metadata,
    *_operation_key(),
    _text("store_id"),
    _text("receipt"),
    _number("shift"),
    _text("cashier_id"),
    _day("business_date"),
    _time("sold_at"),
    _text("currency"),
    _number("total_minor"),
    _number("vat_minor"),
    _number("rounding_minor"),
)

sale_line = sa.Table(
    "sale_line",
    metadata,
    *_operation_key(),
    _number_key("line_no"),
    _text("kind"),
    _text("item_id"),
    _text("name"),
    _number("quantity"),
    _number("unit_minor"),
    _number("gross_minor"),
    _text("tax_class"),
    _number("vat_basis_points"),
    _number("vat_minor"),
    _text("price_id"),
    _number("feed_position"),
    _text("price_source"),
    _text("approved_by", null=True),
)

shipment = sa.Table(
    "shipment",
    metadata,
    *_operation_key(),
    _text("store_id"),
    _text("shipment_id"),
    _text("waybill"),
    _text("receipt"),
    _text("consignor_id"),
    _text("consignee_id"),
    _number("destination_region"),
    _day("business_date"),
    _time("booked_at"),
    _number("piece_count"),
    _number("gross_milli_lb"),
    _number("chargeable_milli_lb"),
    _text("sheet_name"),
    _text("currency"),
    _number("declared_minor", null=True),
    _number("total_minor"),
)

shift = sa.Table(
    "shift",
    metadata,
    *_operation_key(),
    _text("store_id"),
    _text("event"),
    _number("shift"),
    _text("staff_id"),
    _day("business_date"),
    _time("at"),
    _text("currency"),
    _number("float_minor", null=True),
    _number("takings_minor", null=True),
    _number("expected_minor", null=True),
    _number("counted_minor", null=True),
    _number("over_short_minor", null=True),
)
"""One row when a shift opens and one when it closes: ``event`` says which."""

rule = sa.Table(
    "rule",
    metadata,
    _key("organisation_id"),
    _key("kind"),
    _key("key"),
    sa.Column("valid_from", sa.Date, primary_key=True),
    _text("value"),
)

catalog_item = sa.Table(
    "catalog_item",
    metadata,
    _key("organisation_id"),
    _key("store_id"),
    _key("item_id"),
    _text("body"),
    _bytes("body_hash"),
    _number("price_version"),
    _text("import_id"),
)
"""``body`` is the item as its change carries it; its hash tells what an import really changed."""

staff = sa.Table(
    "staff",
    metadata,
    _key("organisation_id"),
    _key("staff_id"),
    _text("name"),
    _text("role"),
    _bytes("pin_salt", null=True),
    _text("pin_parameters", null=True),
    _bytes("pin_wrapped", null=True),
    _time("added_at"),
    _time("removed_at", null=True),
)

feed_stream = sa.Table(
    "feed_stream", metadata, _key("organisation_id"), _key("name"), _number("position")
)

change = sa.Table(
    "change",
    metadata,
    _key("organisation_id"),
    _key("stream"),
    _number_key("position"),
    _number("last_position"),
    _text("kind"),
    _text("key"),
    _text("body"),
    _time("made_at"),
)

audit = sa.Table(
    "audit",
    metadata,
    _key("organisation_id"),
    _key("audit_id"),
    _time("at"),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _text("reason"),
)

backup_run = sa.Table(
    "backup_run",
    metadata,
    _key("backup_id"),
    _text("folder"),
    _text("file_name"),
    _time("finished_at"),
)
