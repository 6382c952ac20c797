"""The table of approvals from afar (sync rules 16b), on the same metadata as all."""

import sqlalchemy as sa

from central.column_kinds import key, number, text, time
from central.tables import metadata

approval = sa.Table(
    "approval",
    metadata,
    key("organisation_id"),
    key("approval_id"),
    text("till_id"),
    text("stream"),
    number("branch"),
    number("seq"),
    text("store_id"),
    text("asked_by"),
    text("state"),
    text("answered_by"),
    text("answered_till"),
    text("reason"),
    time("asked_at"),
    time("expires_at"),
    time("changed_at"),
    sa.Index("ix_approval_open", "organisation_id", "state", "expires_at"),
)
"""One row for each that was asked, under the id that the till gave it.

``stream``, ``branch`` and ``seq`` are of the operation that asked; its words stay there.
``expires_at`` is by central's clock. ``answered_by`` and ``answered_till`` are empty until somebody
answered, ``reason`` is what they wrote. No column holds a personal datum.
"""
