"""Refunds against their sales: what is sound, what waits for its sale, what is more than was sold.

Nothing is refused: the money was given. Whoever looks at a receipt adds up all that was given back
for it, at whichever till, provisional or not, so that a second one is found from either side and in
whatever order the two come. What a provider gave back of a payment of the receipt counts with them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from central.database import Writing
from central.operation_key import OperationKey
from central.refunds.tables import refund, refund_line
from central.tables import sale, sale_line, stream, takings

Standing = Literal["sound", "open", "over"]
_NAMED_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OverRefund:
    """More was given back for a receipt than was sold: a person decides.

    ``key`` and ``store_id`` are of the refund that went over, ``refunds`` all of the receipt's.
    ``by_provider_minor`` is the part of what was given that went back by a payment's provider.
    """

    key: OperationKey
    store_id: str
    of_receipt: str
    refunds: tuple[str, ...]
    given_minor: int
    paid_minor: int
    currency: str
    by_provider_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """A line of a sale as central booked it: pieces, and all grams of what was sold by weight."""

    quantity: int
    grams: int
    gross_minor: int
    tax_class: str
    vat_basis_points: int

    @property
    def most(self) -> int:
        """How much of it can come back: pieces, or grams."""
        return self.grams or self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What is known of a receipt: what was paid, and its lines by number.

    ``lines`` is empty where the sale was counted and could not be booked.
    """

    paid_minor: int
    lines: Mapping[int, SoldLine]


ByProvider = Callable[[sa.Connection, str, str], int]
"""Tells what providers gave back of an organisation's receipt, in minor units."""


def settle_receipt(
    writing: Writing, organisation_id: str, of_receipt: str, by_provider: ByProvider
) -> tuple[OverRefund, ...]:
    """Weigh all refunds of a receipt against its sale, in the order they came.

    What providers gave back of its payments is weighed with them, as if it had come first: it is
    read behind the lock of the sale. Returns those that have just gone over; one that was over
    before is not told again.
    """
    connection = writing.connection
    asked = {"of_organisation": organisation_id, "asked": of_receipt}
    if connection.execute(_OF_RECEIPT, asked).first() is None:
        return ()
    sold = find_sold(connection, organisation_id, of_receipt)
    rows = connection.execute(_OF_RECEIPT, asked).all()  # again, behind the lock of the sale
    provider_minor = by_provider(connection, organisation_id, of_receipt)
    given_minor, found = provider_minor, []
    units: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        key = OperationKey(**{name: getattr(row, name) for name in _KEY})
        given_minor += row.total_minor + row.rounding_minor
        if not row.is_provisional:  # what a till named without the sale has numbers of its own
            for line in connection.execute(_LINES, _bound(key.columns())):
                units[line.line_no] += line.weight_grams or line.quantity
        standing = _standing(sold, given_minor, units)
        if row.standing in {standing, "over"}:
            continue
        connection.execute(_STAND, {**_bound(key.columns()), "now": standing})
        if standing == "over" and sold is not None:
            numbers = [one.refund for one in rows]
            sums_minor = (given_minor, sold.paid_minor, provider_minor)
            found.append(_over(key, row, sums_minor, numbers))
    return tuple(found)


def _standing(sold: Sold | None, given_minor: int, units: Mapping[int, int]) -> Standing:
    if sold is None:
        return "open"
    too_many = bool(sold.lines) and any(
        line_no not in sold.lines or count > sold.lines[line_no].most
        for line_no, count in units.items()
    )
    return "over" if too_many or given_minor > sold.paid_minor else "sound"


def _over(
    key: OperationKey,
    row: sa.Row[tuple[object, ...]],
    sums_minor: tuple[int, int, int],
    numbers: list[str],
) -> OverRefund:
    return OverRefund(
        key=key,
        store_id=row.store_id,
        of_receipt=row.of_receipt,
        refunds=tuple(numbers[:_NAMED_MAX]),
        given_minor=sums_minor[0],
        paid_minor=sums_minor[1],
        by_provider_minor=sums_minor[2],
        currency=row.currency,
    )


def find_sold(
    connection: sa.Connection, organisation_id: str, of_receipt: str, *, lock: bool = True
) -> Sold | None:
    """Return what is known of a receipt, None before its sale came.

    With ``lock`` the sale's rows are locked until the commit: of two refunds that come at one
    moment, the second sees the first. Both histories of a forked till count (ledger rule 4). A
    sale that could not be booked has its money in the takings, and nothing is known of its lines.
    """
    whose = {"of_organisation": organisation_id, "of_stream": of_receipt.rpartition("-")[0]}
    paid: list[int] = []
    lines: dict[int, SoldLine] = {}
    for (till_id,) in connection.execute(_TILLS, whose).all():
        asked = {**whose, "of_till": till_id, "of_receipt": of_receipt}
        booked = connection.execute(_BOOKED_LOCKED if lock else _BOOKED, asked).all()
        counted = booked or connection.execute(_COUNTED, asked).all()
        paid += [row.total_minor + row.rounding_minor for row in counted]
        for row in booked:
            key = {name: getattr(row, name) for name in _KEY}
            for line in connection.execute(_SOLD_LINES, _bound(key)):
                before = lines.get(line.line_no)
                grams = line.quantity * (json.loads(line.terms).get("weight_grams") or 0)
                lines[line.line_no] = SoldLine(
                    quantity=line.quantity + (0 if before is None else before.quantity),
                    grams=grams + (0 if before is None else before.grams),
                    gross_minor=line.gross_minor + (0 if before is None else before.gross_minor),
                    tax_class=line.tax_class,
                    vat_basis_points=line.vat_basis_points,
                )
    return Sold(paid_minor=sum(paid), lines=lines) if paid else None


def _bound(key: Mapping[str, object]) -> dict[str, object]:
    return {f"of_{name}": value for name, value in key.items()}


_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")
_OF_RECEIPT = (
    sa.select(refund)
    .where(
        refund.c.organisation_id == sa.bindparam("of_organisation"),
        refund.c.of_receipt == sa.bindparam("asked"),
    )
    .order_by(refund.c.is_provisional, refund.c.refunded_at, *(refund.c[name] for name in _KEY))
)
"""What central had moved, or the till that sold gave back, comes before what is provisional."""
_LINES = sa.select(refund_line.c.line_no, refund_line.c.quantity, refund_line.c.weight_grams).where(
    *(refund_line.c[name] == sa.bindparam(f"of_{name}") for name in _KEY)
)
_STAND = (
    sa.update(refund)
    .where(*(refund.c[name] == sa.bindparam(f"of_{name}") for name in _KEY))
    .values(standing=sa.bindparam("now"))
)
_TILLS = sa.select(stream.c.till_id).where(
    stream.c.organisation_id == sa.bindparam("of_organisation"),
    stream.c.stream == sa.bindparam("of_stream"),
)
_BOOKED = sa.select(sale).where(
    sale.c.organisation_id == sa.bindparam("of_organisation"),
    sale.c.till_id == sa.bindparam("of_till"),
    sale.c.receipt == sa.bindparam("of_receipt"),
)
_BOOKED_LOCKED = _BOOKED.with_for_update()
_COUNTED = sa.select(takings.c.total_minor, takings.c.rounding_minor).where(
    takings.c.organisation_id == sa.bindparam("of_organisation"),
    takings.c.till_id == sa.bindparam("of_till"),
    takings.c.stream == sa.bindparam("of_stream"),
    takings.c.receipt == sa.bindparam("of_receipt"),
)
_SOLD_LINES = sa.select(sale_line).where(
    *(sale_line.c[name] == sa.bindparam(f"of_{name}") for name in _KEY)
)
