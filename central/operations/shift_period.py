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
from sync.protocol.bodies import BODIES, SaleCompleted, ShiftOpened, TenderBody
from sync.protocol.body_parts import Body
from sync.protocol.refund_bodies import SaleRefunded
from sync.protocol.shift_bodies import DrawerMoved

OPERATIONS_MAX = 20_000
"""A longer shift is not looked at: nobody sells so much between two counts."""

PAGE = 500


@dataclass(slots=True, kw_only=True)
class Period:
    """The sums of a shift, in minor units; ``drawer`` is what each currency should come to."""

    sale_count: int = 0
    sales_minor: int = 0
    takings_minor: int = 0
    vat_minor: int = 0
    refunds_minor: int = 0
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
        else:
            assert isinstance(body, SaleRefunded)
            self.refunds_minor += body.total_minor
            for back in body.tenders:
                self.drawer[back.currency] -= back.amount_minor if back.kind == "cash" else 0

    def _add_sale(self, body: SaleCompleted) -> None:
        self.sale_count += 1
        self.sales_minor += body.total_minor
        self.takings_minor += body.total_minor + body.rounding_minor
        self.vat_minor += body.vat_minor
        for tender in body.tenders:
            for currency, minor in _cash(tender).items():
                self.drawer[currency] += minor


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
