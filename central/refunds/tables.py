"""Tables of refunds: what was given back for which receipt."""

import sqlalchemy as sa

from central.column_kinds import day, key, number, number_key, text, time
from central.tables import metadata

refund = sa.Table(
    "refund",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("refund"),
    text("of_receipt"),
    number("shift"),
    text("cashier_id"),
    day("business_date"),
    time("refunded_at"),
    text("currency"),
    number("total_minor"),
    number("vat_minor"),
    number("rounding_minor"),
    text("reason"),
    text("approved_by", null=True),
    number("is_provisional"),
    text("standing"),
    sa.Index(None, "organisation_id", "of_receipt"),
)
"""``standing``: ``sound`` within its sale, ``open`` while central does not know the sale, ``over``
where more was given back than was sold; somebody looks at the last.
"""

till_key_told = sa.Table(
    "till_key_told",
    metadata,
    key("organisation_id"),
    key("till_id"),
    number("key_count"),
)
"""How many keys of a till the organisation's tills were told of."""

refund_line = sa.Table(
    "refund_line",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    number_key("line_no"),
    text("kind"),
    text("item_id"),
    text("name"),
    number("quantity"),
    number("gross_minor"),
    text("tax_class"),
    number("vat_basis_points"),
    number("vat_minor"),
    number("weight_grams", null=True),
)
