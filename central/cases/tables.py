"""The tables of corrections and of clocks, on the same metadata as all others."""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

correction = sa.Table(
    "correction",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("case_id"),
    text("old_stream"),
    number("old_branch"),
    number("old_seq"),
    text("approved_by"),
    sa.UniqueConstraint(
        "organisation_id",
        "till_id",
        "old_stream",
        "old_branch",
        "old_seq",
        name="uq_correction_once",
    ),
)
"""Which operation put which right. *Corrected once* is a constraint (sync rule 11.5)."""

clock_mark = sa.Table(
    "clock_mark",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    time("claimed_at"),
    time("received_at"),
    text("reason"),
)
"""Operations whose claimed time cannot be (sync rule 7.4)."""
