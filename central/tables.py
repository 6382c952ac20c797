"""Central's tables. Every row carries its organisation, and unique keys contain it (ledger rule 9).

Amounts are integer minor units beside an ISO currency. Times are UTC. Texts named ``*_wrapped`` and
``sealed`` are encrypted under the people key or a key it wraps; no other column holds a personal
datum.
"""

from typing import Any

import sqlalchemy as sa

from central.column_kinds import blob, day, key, number, number_key, text, time

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


def _operation_key() -> tuple[sa.Column[Any], ...]:
    return (
        key("organisation_id"),
        key("till_id"),
        key("stream"),
        number_key("branch"),
        number_key("seq"),
    )


central_state = sa.Table("central_state", metadata, key("name"), text("value"))

organisation = sa.Table(
    "organisation", metadata, key("organisation_id"), text("name"), time("created_at")
)

store = sa.Table(
    "store",
    metadata,
    key("organisation_id"),
    key("store_id"),
    text("name"),
    text("address"),
    text("vat_number"),
    text("zone"),
    text("currency"),
    text("label_prefix"),
    time("created_at"),
)

till = sa.Table(
    "till",
    metadata,
    key("organisation_id"),
    key("till_id"),
    text("store_id"),
    text("label"),
    text("label_prefix"),
    number("label_number"),
    blob("pepper_wrapped"),
    number("read_through"),
    time("enrolled_at"),
    time("revoked_at", null=True),
    sa.UniqueConstraint("organisation_id", "label"),
    sa.Index(None, "till_id"),
)

"""``read_through`` is how far the till has read its own stream of the feed."""

till_key = sa.Table(
    "till_key",
    metadata,
    key("organisation_id"),
    key("till_id"),
    sa.Column("public_key", sa.LargeBinary, primary_key=True),
    time("added_at"),
    time("retired_at", null=True),
    sa.Index(None, "public_key"),
)

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    key("organisation_id"),
    sa.Column("secret_hash", sa.LargeBinary, primary_key=True),
    text("store_id"),
    text("till_id", null=True),
    text("stream", null=True),
    blob("public_key", null=True),
    time("created_at"),
    time("expires_at"),
    time("used_at", null=True),
    sa.Index(None, "secret_hash"),
)

stream = sa.Table(
    "stream",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number("number"),
    text("origin"),
    time("opened_at"),
)
"""``number`` is 1 for the letter A."""

branch = sa.Table(
    "branch",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number("parent_branch", null=True),
    number("base_seq"),
    blob("base_hash"),
    number("head_seq"),
    blob("head_hash"),
    number("durable_seq"),
    number("accepted_through", null=True),
    text("assigned_stream", null=True),
    time("opened_at"),
)
"""Branch 0 is the main branch.

The others are forks. ``parent_branch`` is null where nobody knows it. ``accepted_through`` is a
revoked till's last accepted number on the branch: its head when the till was revoked, and where it
began if that was later.
"""

operation = sa.Table(
    "operation",
    metadata,
    *_operation_key(),
    text("kind"),
    blob("facts"),
    blob("hash"),
    blob("head_signature", null=True),
    blob("signed_by", null=True),
    text("state"),
    text("title", null=True),
    text("message", null=True),
    time("received_at"),
    sa.UniqueConstraint("organisation_id", "till_id", "stream", "seq", "hash"),
    sa.Index(None, "state", "kind"),
)
"""``facts`` are the bytes as they came.

The unique hash is what makes *exactly once* a constraint.
"""

person = sa.Table(
    "person",
    metadata,
    key("organisation_id"),
    key("person_id"),
    blob("key_wrapped", null=True),
    time("created_at"),
    time("erased_at", null=True),
)

personal_part = sa.Table(
    "personal_part",
    metadata,
    *_operation_key(),
    number_key("part_no"),
    text("person_id"),
    blob("sealed"),
    sa.Index(None, "organisation_id", "person_id"),
)

case_file = sa.Table(
    "case_file",
    metadata,
    key("organisation_id"),
    key("case_id"),
    text("store_id"),
    text("till_id"),
    text("stream"),
    number("branch"),
    number("seq"),
    text("kind"),
    text("title"),
    text("message"),
    time("opened_at"),
    time("closed_at", null=True),
    text("remedy"),
    text("operation_kind"),
    text("closed_by", null=True),
    text("close_reason", null=True),
    sa.UniqueConstraint("organisation_id", "till_id", "stream", "branch", "seq", "kind"),
)

takings = sa.Table(
    "takings",
    metadata,
    *_operation_key(),
    text("store_id"),
    text("receipt"),
    day("business_date"),
    text("currency"),
    number("total_minor"),
    number("rounding_minor"),
    text("state"),
)
"""One row for each operation that took money, quarantined ones included (ledger rule 5)."""

sale = sa.Table(
    "sale",
    metadata,
    *_operation_key(),
    text("store_id"),
    text("receipt"),
    number("shift"),
    text("cashier_id"),
    day("business_date"),
    time("sold_at"),
    text("currency"),
    number("total_minor"),
    number("vat_minor"),
    number("rounding_minor"),
    sa.Index(None, "organisation_id", "till_id", "receipt"),
)

sale_line = sa.Table(
    "sale_line",
    metadata,
    *_operation_key(),
    number_key("line_no"),
    text("kind"),
    text("item_id"),
    text("name"),
    number("quantity"),
    number("unit_minor"),
    number("gross_minor"),
    text("tax_class"),
    number("vat_basis_points"),
    number("vat_minor"),
    text("price_id"),
    number("feed_position"),
    text("price_source"),
    text("approved_by", null=True),
    sa.Column("terms", sa.Text, nullable=False, server_default="{}"),
)
"""``terms`` is JSON: what a line has beside its price (``sync.protocol.line_bodies``)."""

shipment = sa.Table(
    "shipment",
    metadata,
    *_operation_key(),
    text("store_id"),
    text("shipment_id"),
    text("waybill"),
    text("receipt"),
    text("consignor_id"),
    text("consignee_id"),
    number("destination_region"),
    day("business_date"),
    time("booked_at"),
    number("piece_count"),
    number("gross_milli_lb"),
    number("chargeable_milli_lb"),
    text("sheet_name"),
    text("currency"),
    number("declared_minor", null=True),
    number("total_minor"),
)

shift = sa.Table(
    "shift",
    metadata,
    *_operation_key(),
    text("store_id"),
    text("event"),
    number("shift"),
    text("staff_id"),
    day("business_date"),
    time("at"),
    text("currency"),
    number("float_minor", null=True),
    number("takings_minor", null=True),
    number("expected_minor", null=True),
    number("counted_minor", null=True),
    number("over_short_minor", null=True),
)
"""One row when a shift opens and one when it closes: ``event`` says which."""

rule = sa.Table(
    "rule",
    metadata,
    key("organisation_id"),
    key("kind"),
    key("key"),
    sa.Column("valid_from", sa.Date, primary_key=True),
    text("value"),
)

catalog_item = sa.Table(
    "catalog_item",
    metadata,
    key("organisation_id"),
    key("store_id"),
    key("item_id"),
    text("body"),
    blob("body_hash"),
    number("price_version"),
    text("import_id"),
)
"""``body`` is the item as its change carries it; its hash tells what an import really changed."""

staff = sa.Table(
    "staff",
    metadata,
    key("organisation_id"),
    key("staff_id"),
    text("name"),
    text("role"),
    blob("pin_salt", null=True),
    text("pin_parameters", null=True),
    blob("pin_wrapped", null=True),
    time("added_at"),
    time("removed_at", null=True),
)

feed_stream = sa.Table(
    "feed_stream", metadata, key("organisation_id"), key("name"), number("position")
)

change = sa.Table(
    "change",
    metadata,
    key("organisation_id"),
    key("stream"),
    number_key("position"),
    number("last_position"),
    text("kind"),
    text("key"),
    text("body"),
    time("made_at"),
)

audit = sa.Table(
    "audit",
    metadata,
    key("organisation_id"),
    key("audit_id"),
    time("at"),
    text("actor"),
    text("action"),
    text("subject"),
    text("reason"),
)

backup_run = sa.Table(
    "backup_run",
    metadata,
    key("backup_id"),
    text("folder"),
    text("file_name"),
    time("finished_at"),
)

job_lease = sa.Table(
    "job_lease",
    metadata,
    key("name"),
    number("token"),
    number("beat"),
    text("holder", null=True),
)
"""One row: ``token`` grows with each taker, ``beat`` while the holder lives. No holder: free."""
