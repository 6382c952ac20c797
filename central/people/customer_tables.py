"""Customers and their consents. A customer's words are sealed under the person's own key."""

import sqlalchemy as sa

from central.column_kinds import blob, key, number, number_key, text, time
from central.tables import metadata

customer = sa.Table(
    "customer",
    metadata,
    key("organisation_id"),
    key("person_id"),
    number("revision"),
    time("changed_at"),
    blob("sealed"),
)
"""One row a customer. Destroying the person's key destroys what ``sealed`` says (rule 6.1)."""

consent = sa.Table(
    "consent",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("person_id"),
    text("purpose"),
    number("given"),
    text("text_version"),
    number("at_ms"),
    text("channel"),
    text("staff_id"),
    sa.Index(None, "organisation_id", "person_id"),
)
"""Every yes and no, as it was written down: ids and codes, kept as proof after an erasure too."""
