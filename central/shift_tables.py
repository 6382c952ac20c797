"""The tables of moves of cash, of counts beside a till's own currency, and of perpetual totals."""

from typing import Any

import sqlalchemy as sa

from central.column_kinds import day, key, number, number_key, text, time
from central.tables import metadata


def _operation_key() -> tuple[sa.Column[Any], ...]:
    return (
        key("organisation_id"),
        key("till_id"),
        key("stream"),
        number_key("branch"),
        number_key("seq"),
    )


drawer_move = sa.Table(
    "drawer_move",
    metadata,
    *_operation_key(),
    text("store_id"),
    number("shift"),
    text("staff_id"),
    day("business_date"),
    time("at"),
    text("move"),
    text("currency"),
    number("amount_minor"),
    text("reason"),
    text("approved_by", null=True),
)

shift_count = sa.Table(
    "shift_count",
    metadata,
    *_operation_key(),
    key("currency"),
    text("store_id"),
    number("expected_minor"),
    number("counted_minor"),
    number("over_short_minor"),
)
"""Currencies beside the till's own, whose count stands in ``shift``."""

shift_counting = sa.Table(
    "shift_counting",
    metadata,
    *_operation_key(),
    number_key("number"),
    key("currency"),
    text("store_id"),
    text("staff_id"),
    time("at"),
    number("expected_minor"),
    number("counted_minor"),
    number("over_short_minor"),
)
"""Counts whose result was shown before the one that a shift closed on, the first one first."""

shift_perpetual = sa.Table(
    "shift_perpetual",
    metadata,
    *_operation_key(),
    text("store_id"),
    number("shift"),
    text("currency"),
    number("z_count"),
    number("grand_total_minor"),
    number("refund_minor"),
)
"""What a till said it had done since it began, at each closing."""
