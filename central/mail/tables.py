"""The table of letters, on the same metadata as all others."""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

mail_job = sa.Table(
    "mail_job",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("receipt"),
    text("person_id"),
    text("state"),
    number("tries"),
    time("next_at"),
    text("failure"),
    time("done_at", null=True),
    sa.Index("ix_mail_job_due", "state", "next_at"),
)
"""A letter that a till asked for: ``waiting``, ``sent``, ``dead`` or ``forgotten``.

What it says is in the operation's facts, whom it goes to in its personal part and nowhere else:
with the person erased, a letter that waits is *forgotten*.
"""
