"""The first tables.

Frozen as they were: a later revision changes them, this file never does.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _places()
    _ledger()
    _applied()
    _feed_and_records()


def _places() -> None:
    op.create_table(
        "central_state",
        _text("name"),
        _text("value"),
        _primary("pk_central_state", ["name"]),
    )
    op.create_table(
        "organisation",
        _text("organisation_id"),
        _text("name"),
        _time("created_at"),
        _primary("pk_organisation", ["organisation_id"]),
    )
    op.create_table(
        "store",
        _text("organisation_id"),
        _text("store_id"),
        _text("name"),
        _text("address"),
        _text("vat_number"),
        _text("zone"),
        _text("currency"),
        _text("label_prefix"),
        _time("created_at"),
        _primary("pk_store", ["organisation_id", "store_id"]),
    )
    op.create_table(
        "till",
        _text("organisation_id"),
        _text("till_id"),
        _text("store_id"),
        _text("label"),
        _text("label_prefix"),
        _number("label_number"),
        _bytes("pepper_wrapped"),
        _number("read_through"),
        _time("enrolled_at"),
        _time("revoked_at", null=True),
        _primary("pk_till", ["organisation_id", "till_id"]),
        _unique("uq_till_organisation_id_label", ["organisation_id", "label"]),
    )
    op.create_index("ix_till_till_id", "till", ["till_id"])
    op.create_table(
        "till_key",
        _text("organisation_id"),
        _text("till_id"),
        _bytes("public_key"),
        _time("added_at"),
        _time("retired_at", null=True),
        _primary("pk_till_key", ["organisation_id", "till_id", "public_key"]),
    )
    op.create_index("ix_till_key_public_key", "till_key", ["public_key"])
    op.create_table(
        "enrolment_code",
        _text("organisation_id"),
        _bytes("secret_hash"),
        _text("store_id"),
        _text("till_id", null=True),
        _text("stream", null=True),
        _bytes("public_key", null=True),
        _time("created_at"),
        _time("expires_at"),
        _time("used_at", null=True),
        _primary("pk_enrolment_code", ["organisation_id", "secret_hash"]),
    )
    op.create_index("ix_enrolment_code_secret_hash", "enrolment_code", ["secret_hash"])
    op.create_table(
        "rule",
        _text("organisation_id"),
        _text("kind"),
        _text("key"),
        _day("valid_from"),
        _text("value"),
        _primary("pk_rule", ["organisation_id", "kind", "key", "valid_from"]),
    )
    op.create_table(
        "catalog_item",
        _text("organisation_id"),
        _text("store_id"),
        _text("item_id"),
        _text("body"),
        _bytes("body_hash"),
        _number("price_version"),
        _text("import_id"),
        _primary("pk_catalog_item", ["organisation_id", "store_id", "item_id"]),
    )
    op.create_table(
        "staff",
        _text("organisation_id"),
        _text("staff_id"),
        _text("name"),
        _text("role"),
        _bytes("pin_salt", null=True),
        _text("pin_parameters", null=True),
        _bytes("pin_wrapped", null=True),
        _time("added_at"),
        _time("removed_at", null=True),
        _primary("pk_staff", ["organisation_id", "staff_id"]),
    )


def _ledger() -> None:
    op.create_table(
        "stream",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("number"),
        _text("origin"),
        _time("opened_at"),
        _primary("pk_stream", ["organisation_id", "till_id", "stream"]),
    )
    op.create_table(
        "branch",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("branch"),
        _number("parent_branch", null=True),
        _number("base_seq"),
        _bytes("base_hash"),
        _number("head_seq"),
        _bytes("head_hash"),
        _number("durable_seq"),
        _number("accepted_through", null=True),
        _text("assigned_stream", null=True),
        _time("opened_at"),
        _primary("pk_branch", ["organisation_id", "till_id", "stream", "branch"]),
    )
    op.create_table(
        "operation",
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
        _primary("pk_operation", ["organisation_id", "till_id", "stream", "branch", "seq"]),
        _unique(
            "uq_operation_organisation_id_till_id_stream_seq_hash",
            ["organisation_id", "till_id", "stream", "seq", "hash"],
        ),
    )
    op.create_index("ix_operation_state_kind", "operation", ["state", "kind"])
    op.create_table(
        "person",
        _text("organisation_id"),
        _text("person_id"),
        _bytes("key_wrapped", null=True),
        _time("created_at"),
        _time("erased_at", null=True),
        _primary("pk_person", ["organisation_id", "person_id"]),
    )
    op.create_table(
        "personal_part",
        *_operation_key(),
        _number("part_no"),
        _text("person_id"),
        _bytes("sealed"),
        _primary(
            "pk_personal_part", ["organisation_id", "till_id", "stream", "branch", "seq", "part_no"]
        ),
    )
    op.create_index(
        "ix_personal_part_organisation_id_person_id",
        "personal_part",
        ["organisation_id", "person_id"],
    )
    op.create_table(
        "case_file",
        _text("organisation_id"),
        _text("case_id"),
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
        _primary("pk_case_file", ["organisation_id", "case_id"]),
        _unique(
            "uq_case_file_organisation_id_till_id_stream_branch_seq_kind",
            ["organisation_id", "till_id", "stream", "branch", "seq", "kind"],
        ),
    )


def _applied() -> None:
    op.create_table(
        "takings",
        *_operation_key(),
        _text("store_id"),
        _text("receipt"),
        _day("business_date"),
        _text("currency"),
        _number("total_minor"),
        _number("rounding_minor"),
        _text("state"),
        _primary("pk_takings", ["organisation_id", "till_id", "stream", "branch", "seq"]),
    )
    op.create_table(
        "sale",
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
        _primary("pk_sale", ["organisation_id", "till_id", "stream", "branch", "seq"]),
    )
    op.create_index(
        "ix_sale_organisation_id_till_id_receipt", "sale", ["organisation_id", "till_id", "receipt"]
    )
    op.create_table(
        "sale_line",
        *_operation_key(),
        _number("line_no"),
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
        _primary(
            "pk_sale_line", ["organisation_id", "till_id", "stream", "branch", "seq", "line_no"]
        ),
    )
    op.create_table(
        "shipment",
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
        _primary("pk_shipment", ["organisation_id", "till_id", "stream", "branch", "seq"]),
    )
    op.create_table(
        "shift",
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
        _primary("pk_shift", ["organisation_id", "till_id", "stream", "branch", "seq"]),
    )


def _feed_and_records() -> None:
    op.create_table(
        "feed_stream",
        _text("organisation_id"),
        _text("name"),
        _number("position"),
        _primary("pk_feed_stream", ["organisation_id", "name"]),
    )
    op.create_table(
        "change",
        _text("organisation_id"),
        _text("stream"),
        _number("position"),
        _number("last_position"),
        _text("kind"),
        _text("key"),
        _text("body"),
        _time("made_at"),
        _primary("pk_change", ["organisation_id", "stream", "position"]),
    )
    op.create_table(
        "audit",
        _text("organisation_id"),
        _text("audit_id"),
        _time("at"),
        _text("actor"),
        _text("action"),
        _text("subject"),
        _text("reason"),
        _primary("pk_audit", ["organisation_id", "audit_id"]),
    )
    op.create_table(
        "backup_run",
        _text("backup_id"),
        _text("folder"),
        _text("file_name"),
        _time("finished_at"),
        _primary("pk_backup_run", ["backup_id"]),
    )


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _bytes(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _operation_key() -> tuple[sa.Column[Any], ...]:
    return (
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("branch"),
        _number("seq"),
    )


def _primary(name: str, columns: list[str]) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=name)


def _unique(name: str, columns: list[str]) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=name)
