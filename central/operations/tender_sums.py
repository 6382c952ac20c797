"""What tenders that nobody else confirms come to over a window, at a till and of a customer.

A till adds up what it sold itself; central knows what a customer paid at all tills.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from central.operations.cart_facts import Booking
from central.storable import is_storable
from central.tender_tables import judged_customer, judged_tender
from domain.risk import COUNTER_TENDERS
from sync.protocol.bodies import SaleCompleted

_ROWS_MAX = 5_000
"""How many sales of one customer in twice the window are looked at: more than anybody makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which tenders are added up, with the sale that is being booked; how far back, in minutes."""

    kind: str
    currency: str
    minutes: int

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSum:
    """The largest sum of a customer in a window with this sale, and at how many tills it was."""

    amount_minor: int
    till_count: int


def judged_sums(sale: SaleCompleted) -> Mapping[str, int]:
    """What each kind of tender that nobody else confirms paid of a sale, in minor units."""
    sums: defaultdict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        if tender.kind in COUNTER_TENDERS:
            sums[tender.kind] += tender.amount_minor
    return dict(sums)


def keep_tenders(booking: Booking, sale: SaleCompleted) -> None:
    """Keep what a sale was paid with, for the sums of those that come after."""
    common = {
        **booking.key.columns(),
        "currency": sale.currency,
        "customer_id": customer_of(sale),
        "sold_at": booking.facts.at,
        "is_signed": int(sale.tenders_approved_by is not None),
    }
    rows = [
        {**common, "kind": kind, "amount_minor": minor} for kind, minor in judged_sums(sale).items()
    ]
    if rows:
        booking.writing.connection.execute(judged_tender.insert(), rows)


def customer_of(sale: SaleCompleted) -> str | None:
    """Who is on a sale, as a database can keep it."""
    named = sale.customer_id
    return named if named is not None and is_storable(named) else None


def till_minor(booking: Booking, window: Window) -> int:
    """What a till took by a tender since the window's beginning, this sale included."""
    tender = judged_tender.c
    asked = sa.select(sa.func.sum(tender.amount_minor)).where(
        *_of(booking, window),
        tender.till_id == booking.key.till_id,
        tender.sold_at > booking.facts.at - window.length,
    )
    return int(booking.writing.connection.scalar(asked) or 0)


def customer_sum(booking: Booking, customer_id: str, window: Window) -> CustomerSum:
    """The most that a customer paid in any window that holds this sale, at all tills.

    Tills are heard in any order: a window ends with this sale, or with a later one that is known
    already and that nobody signed for. Their row is held until the commit.
    """
    _take_turns(booking, customer_id)
    tender, at = judged_tender.c, booking.facts.at
    asked = (
        sa.select(tender.till_id, tender.sold_at, tender.amount_minor, tender.is_signed)
        .where(
            *_of(booking, window),
            tender.customer_id == customer_id,
            tender.sold_at > at - window.length,
            tender.sold_at < at + window.length,
        )
        .order_by(tender.sold_at)
        .limit(_ROWS_MAX)
    )
    rows = booking.writing.connection.execute(asked).all()
    ends = {row.sold_at for row in rows if row.sold_at > at and not row.is_signed} | {at}
    sums = []
    for end in ends:
        inside = [row for row in rows if end - window.length < row.sold_at <= end]
        sums.append(_sum(inside))
    return max(sums, key=lambda each: each.amount_minor)


def _sum(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> CustomerSum:
    return CustomerSum(
        amount_minor=sum(int(row.amount_minor) for row in rows),
        till_count=len({row.till_id for row in rows}),
    )


def _of(booking: Booking, window: Window) -> tuple[sa.ColumnElement[bool], ...]:
    tender = judged_tender.c
    return (
        tender.organisation_id == booking.key.organisation_id,
        tender.kind == window.kind,
        tender.currency == window.currency,
    )


def _take_turns(booking: Booking, customer_id: str) -> None:
    """Two tills' sales of one customer that come at once are added up one after the other."""
    connection = booking.writing.connection
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert(judged_customer).values(
        organisation_id=booking.key.organisation_id, customer_id=customer_id, sale_count=1
    )
    connection.execute(
        fresh.on_conflict_do_update(
            index_elements=["organisation_id", "customer_id"],
            set_={"sale_count": judged_customer.c.sale_count + 1},
        )
    )
