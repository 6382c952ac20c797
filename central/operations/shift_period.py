"""What a shift did, by the operations that central holds of it: read again at its closing.

Only where all of it is in one stream without a gap, so that nothing of it can still be on its way.
Sales and refunds are read as the till told them, quarantined or not: their money moved.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from pydantic import ValidationError

from central.operation_key import OperationKey
from central.tables import operation
from domain.cart_line import full_price
from domain.money import Money
from sync.protocol.bodies import BODIES, SaleCompleted, SaleLineBody, ShiftOpened, TenderBody
from sync.protocol.body_parts import Body
from sync.protocol.refund_bodies import SaleRefunded
from sync.protocol.shift_bodies import DrawerMoved

FigureKey = tuple[str, str]
"""The kind and the key of a figure (``domain.shift_figures``)."""

FigureSum = tuple[int, int]
"""How often, and how much in minor units."""

OPERATIONS_MAX = 20_000
"""A longer shift is not looked at: nobody sells so much between two counts."""

PAGE = 500


@dataclass(slots=True, kw_only=True)
class Period:
    """The sums of a shift, in minor units; ``drawer`` is what each currency should come to.

    ``exchanged_minor`` is what goods that came back paid, less what sales say was paid so.
    ``figures`` are those that operations tell of; a void is none of them.
    """

    sale_count: int = 0
    sales_minor: int = 0
    takings_minor: int = 0
    vat_minor: int = 0
    refunds_minor: int = 0
    exchanged_minor: int = 0
    figures: dict[FigureKey, FigureSum] = field(default_factory=dict)
    drawer: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, body: Body) -> None:
        """Add what an operation of the shift says, one of those that move money."""
        if isinstance(body, ShiftOpened):
            self.drawer[body.currency] += body.float_minor
            for other in body.others:
                self.drawer[other.currency] += other.float_minor
        elif isinstance(body, SaleCompleted):
            self._add_sale(body)
        elif isinstance(body, DrawerMoved):
            self.drawer[body.currency] += body.amount_minor
            if body.move == "no_sale":
                self._count(("no_sale", body.reason), 0)
        else:
            assert isinstance(body, SaleRefunded)
            self.refunds_minor += body.total_minor
            for back in body.tenders:
                self.drawer[back.currency] -= back.amount_minor if back.kind == "cash" else 0
                self.exchanged_minor += back.amount_minor if back.kind == "exchange" else 0

    def _add_sale(self, body: SaleCompleted) -> None:
        self.sale_count += 1
        self.sales_minor += body.total_minor
        self.takings_minor += body.total_minor + body.rounding_minor
        self.vat_minor += body.vat_minor
        for tender in body.tenders:
            self.exchanged_minor -= tender.amount_minor if tender.kind == "exchange" else 0
            if tender.over_minor is not None:
                self._count(("over", tender.kind), tender.over_minor)
            for currency, minor in _cash(tender).items():
                self.drawer[currency] += minor
        off = [minor for line in body.lines if (minor := _off(line))]
        if off:
            self._count(("discount", ""), sum(off), times=len(off))
        for line in body.lines:
            given = _given_away(line, body.currency)
            if given is not None:
                self._count(*given)

    def _count(self, key: FigureKey, minor: int, *, times: int = 1) -> None:
        before = self.figures.get(key, (0, 0))
        self.figures[key] = (before[0] + times, before[1] + minor)


def read_period(connection: sa.Connection, key: OperationKey, shift: int) -> Period | None:
    """Return what central holds of a shift that closes with the operation ``key``.

    None where it cannot know: the shift began in another stream, something is missing, unreadable
    or of a kind that only a newer central understands.
    """
    if key.branch != 0:
        return None
    period, due_seq = Period(), key.seq - 1
    for seq, body in _backwards(connection, key):
        if seq != due_seq or body is None:
            return None
        due_seq -= 1
        if getattr(body, "shift", None) == shift:
            period.add(body)
            if isinstance(body, ShiftOpened):
                return period
    return None


def _backwards(connection: sa.Connection, key: OperationKey) -> Iterator[tuple[int, Body | None]]:
    """Yield the operations before one, the last first; a body is None where it cannot be read."""
    before = key.seq
    for _ in range(OPERATIONS_MAX // PAGE):
        asked = {
            "of_organisation": key.organisation_id,
            "of_till": key.till_id,
            "of_stream": key.stream,
            "before": before,
        }
        rows = connection.execute(_PAGE, asked).all()
        for row in rows:
            yield row.seq, _body(row.kind, bytes(row.facts))
        if len(rows) < PAGE:
            return
        before = rows[-1].seq


def _body(kind: str, raw: bytes) -> Body | None:
    if kind not in BODIES:
        return None
    model = _MOVING.get(kind)
    if model is None:
        return _NO_MONEY
    try:
        facts = json.loads(raw)
        return model.model_validate(facts["body"])
    except (ValueError, ValidationError, KeyError, TypeError, RecursionError):
        return None


def _off(line: SaleLineBody) -> int:
    """What came off a line, by its own discount and by the whole sale's."""
    return (line.discount_minor or 0) + (line.cart_discount_minor or 0)


def _given_away(line: SaleLineBody, currency: str) -> tuple[FigureKey, int] | None:
    """The figure of a line that was given free, or sold at another price than the catalog's."""
    listed_minor = line.unit_minor if line.list_minor is None else line.list_minor
    normal_minor = _worth(line, Money(listed_minor, currency))
    if line.sample is not None:
        return ("sample", line.sample), normal_minor
    if line.price_source != "typed" or line.list_minor is None:
        return None
    more_minor = _worth(line, Money(line.unit_minor, currency)) - normal_minor
    return ("override", "down" if more_minor < 0 else "up"), abs(more_minor)


def _worth(line: SaleLineBody, unit_price: Money) -> int:
    sold_by = line.sold_by or "each"
    return full_price(unit_price, line.quantity, sold_by, line.weight_grams).amount_minor


def _cash(tender: TenderBody) -> Mapping[str, int]:
    """What a tender left in the drawer; change is always of the sale's currency."""
    if tender.kind != "cash":
        return {}
    if tender.foreign is None:
        return {tender.currency: tender.received_minor - tender.change_minor}
    return {
        tender.foreign.currency: tender.foreign.handed_minor,
        tender.currency: -tender.change_minor,
    }


_MOVING: Mapping[str, type[Body]] = {
    "shift_opened": ShiftOpened,
    "sale_completed": SaleCompleted,
    "drawer_moved": DrawerMoved,
    "sale_refunded": SaleRefunded,
}
_NO_MONEY = Body()
_PAGE = (
    sa.select(operation.c.seq, operation.c.kind, operation.c.facts)
    .where(
        operation.c.organisation_id == sa.bindparam("of_organisation"),
        operation.c.till_id == sa.bindparam("of_till"),
        operation.c.stream == sa.bindparam("of_stream"),
        operation.c.branch == 0,
        operation.c.seq < sa.bindparam("before"),
    )
    .order_by(operation.c.seq.desc())
    .limit(PAGE)
)
