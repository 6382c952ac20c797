"""Tables of providers' statements, on the same metadata as all others (sync rules 16.19b)."""

import sqlalchemy as sa

from central.column_kinds import key, number, text, time
from central.tables import metadata

statement_mapping = sa.Table(
    "statement_mapping",
    metadata,
    key("organisation_id"),
    key("provider"),
    key("name"),
    sa.Column("valid_from", sa.Date, primary_key=True),
    text("value"),
    text("changed_by"),
    time("changed_at"),
)
"""How statements of a provider are read, from a day on: ``value`` is JSON (``mapping``)."""

statement = sa.Table(
    "statement",
    metadata,
    key("organisation_id"),
    key("provider"),
    key("file_hash"),
    text("file_name"),
    text("mapping"),
    time("begins_at"),
    time("ends_at"),
    text("currency"),
    number("row_count"),
    number("total_minor"),
    text("imported_by"),
    time("begun_at"),
    time("finished_at", null=True),
)
"""One file each, by the hash of its bytes. ``finished_at`` is null while it is being imported, or
where that was cut off: the same file is then imported again, and goes on where it ended.
"""

statement_row = sa.Table(
    "statement_row",
    metadata,
    key("organisation_id"),
    key("provider"),
    key("merchant"),
    key("reference"),
    key("direction"),
    text("file_hash"),
    number("row_no"),
    time("at"),
    time("until"),
    text("currency"),
    number("amount_minor"),
    text("attempt"),
    number("window_h"),
    text("imported_by"),
    text("payment_id", null=True),
    text("outcome"),
    text("words"),
    time("tried_at"),
    sa.Index("ix_statement_row_payment", "organisation_id", "payment_id"),
    sa.Index("ix_statement_row_outcome", "outcome", "file_hash"),
)
"""A row of a statement, once for ever by the provider's number and its direction (``in``, ``out``).

``amount_minor`` is what moved, never negative. ``outcome`` and ``words`` are what became of it
when it was tried last. No other cell of the file is kept: they name payers.
"""
