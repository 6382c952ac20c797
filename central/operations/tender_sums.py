"""What judged tenders come to over a window, at a till and of a customer.

A till adds up what it took itself; central knows what a customer paid at all tills.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from central.allotments.books import insert_unless_there
from central.operation_key import OperationKey
from central.operations.cart_facts import Booking
from central.payments.tables import payment
from central.storable import is_storable
from central.tender_tables import judged_customer, judged_tender
from domain.risk import COUNTER_TENDERS
from sync.protocol.bodies import SaleCompleted

_ROWS_MAX = 5_000
"""How many tenders of one customer in twice the window are looked at: more than anybody makes."""
_GIVEN_UP = ("cancelled", "expired")
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is held against the caps: how much by which kind of tender, when, and whose it is.

    ``day`` is the business date whose rules hold. ``payer_id`` is whom the phone that pays is of,
    as this till knows it.
    """

    kind: str
    currency: str
    amount_minor: int
    at: datetime
    day: date
    customer_id: str | None
    payer_id: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is anybody's."""
        return self.customer_id is not None or self.payer_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSum:
    """The largest sum of a customer in a window with this tender, and at how many tills it was."""

    amount_minor: int
    till_count: int


def judged_sums(sale: SaleCompleted) -> Mapping[str, int]:
    """What each kind of tender that nobody else confirms paid of a sale, in minor units."""
    sums: defaultdict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        if tender.kind in COUNTER_TENDERS:
            sums[tender.kind] += tender.amount_minor
    return dict(sums)


def keep_tender(booking: Booking, key: OperationKey, taken: Taken, *, is_signed: bool) -> None:
    """Keep what was taken, for the sums of those that come after; a second time changes nothing.

    ``key`` is of the operation that took it: a sale, or the beginning of a payment.
    """
    values: dict[str, object] = {
        **key.columns(),
        "kind": taken.kind,
        "currency": taken.currency,
        "amount_minor": taken.amount_minor,
        "customer_id": taken.customer_id,
        "sold_at": taken.at,
        "is_signed": int(is_signed),
    }
    connection = booking.writing.connection
    connection.execute(insert_unless_there(connection, judged_tender, values))


def customer_of(sale: SaleCompleted) -> str | None:
    """Who is on a sale, as a database can keep it."""
    named = sale.customer_id
    return named if named is not None and is_storable(named) else None


def till_minor(booking: Booking, taken: Taken, minutes: int) -> int:
    """What a till took by a tender since the window's beginning, this included."""
    tender = judged_tender.c
    asked = sa.select(sa.func.sum(tender.amount_minor)).where(
        *_of(booking, taken),
        tender.till_id == booking.key.till_id,
        tender.sold_at > taken.at - timedelta(minutes=minutes),
    )
    return int(booking.writing.connection.scalar(asked) or 0)


def customer_sum(booking: Booking, taken: Taken, minutes: int) -> CustomerSum:
    """The most that a customer paid in any window that holds this tender, at all tills.

    Tills are heard in any order: a window ends with this one, or with a later one that is known
    already and that nobody signed for. Their row is held until the commit. Whose a phone is knows
    its till alone.
    """
    if taken.customer_id is not None:
        _take_turns(booking, taken.customer_id)
    tender, at, length = judged_tender.c, taken.at, timedelta(minutes=minutes)
    asked = (
        sa.select(tender.till_id, tender.sold_at, tender.amount_minor, tender.is_signed)
        .where(
            *_of(booking, taken),
            sa.or_(*_whose(booking, taken)),
            tender.sold_at > at - length,
            tender.sold_at < at + length,
        )
        .order_by(tender.sold_at)
        .limit(_ROWS_MAX)
    )
    rows = booking.writing.connection.execute(asked).all()
    ends = {row.sold_at for row in rows if row.sold_at > at and not row.is_signed} | {at}
    sums = []
    for end in ends:
        inside = [row for row in rows if end - length < row.sold_at <= end]
        sums.append(_sum(inside))
    return max(sums, key=lambda each: each.amount_minor)


def _sum(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> CustomerSum:
    return CustomerSum(
        amount_minor=sum(int(row.amount_minor) for row in rows),
        till_count=len({row.till_id for row in rows}),
    )


def _of(booking: Booking, taken: Taken) -> tuple[sa.ColumnElement[bool], ...]:
    """The tenders of one kind and currency, without payments that were given up since."""
    tender = judged_tender.c
    return (
        tender.organisation_id == booking.key.organisation_id,
        tender.kind == taken.kind,
        tender.currency == taken.currency,
        ~_its_payment(payment.c.state.in_(_GIVEN_UP)),
    )


def _whose(booking: Booking, taken: Taken) -> list[sa.ColumnElement[bool]]:
    tender = judged_tender.c
    tests: list[sa.ColumnElement[bool]] = []
    if taken.customer_id is not None:
        tests.append(tender.customer_id == taken.customer_id)
    if taken.payer_id is not None:
        same_phone = _its_payment(payment.c.payer_id == taken.payer_id)
        tests.append(sa.and_(tender.till_id == booking.key.till_id, same_phone))
    return tests


def _its_payment(test: sa.ColumnElement[bool]) -> sa.Exists:
    """Whether the tender is a payment of which this is true."""
    same = (payment.c[name] == judged_tender.c[name] for name in _KEY)
    return sa.exists().where(*same, test)


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
