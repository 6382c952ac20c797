"""The drawer's ledger on the disk: written in the transaction of the deed, added up when asked."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.drawer import DrawerEntry
from storage.drawer_tables import drawer_entry

LIST_MAX = 500


class Drawer:
    """What came into the drawer of each shift and left it, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: DrawerEntry) -> None:
        """Write an entry behind all others."""
        self.add_all((entry,))

    def add_all(self, entries: Iterable[DrawerEntry]) -> None:
        """Write entries behind all others, in their order; none is fine."""
        rows = [{name: getattr(entry, name) for name in _FIELDS} for entry in entries]
        if rows:
            self._connection.execute(_ADD, rows)

    def sums(self, shift_number: int) -> Mapping[str, int]:
        """Return what a shift's drawer should hold: minor units of each currency it has met."""
        rows = self._connection.execute(_SUMS, {"of_shift": shift_number})
        return {row.currency: int(row.amount_minor) for row in rows}

    def sums_by_kind(self, shift_number: int) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return, for each (currency, kind), how many entries there are and their sum in minor."""
        rows = self._connection.execute(_BY_KIND, {"of_shift": shift_number})
        return {(r.currency, r.kind): (int(r.entry_count), int(r.amount_minor)) for r in rows}

    def list_moves(self, shift_number: int, limit: int = 100) -> tuple[DrawerEntry, ...]:
        """Return drops, pay-ins, pay-outs and no-sales of a shift, oldest first, at most 500."""
        key = {"of_shift": shift_number, "most": min(limit, LIST_MAX)}
        rows = self._connection.execute(_MOVES, key).mappings()
        return tuple(DrawerEntry(**{name: row[name] for name in _FIELDS}) for row in rows)


_FIELDS = ("shift_number", "at", "by", "kind", "currency", "amount_minor", "subject")
_ADD = drawer_entry.insert()
_OF_SHIFT = drawer_entry.c.shift_number == sa.bindparam("of_shift")
_SUMS = (
    sa.select(
        drawer_entry.c.currency, sa.func.sum(drawer_entry.c.amount_minor).label("amount_minor")
    )
    .where(_OF_SHIFT)
    .group_by(drawer_entry.c.currency)
    .order_by(drawer_entry.c.currency)
)
_BY_KIND = (
    sa.select(
        drawer_entry.c.currency,
        drawer_entry.c.kind,
        sa.func.count().label("entry_count"),
        sa.func.sum(drawer_entry.c.amount_minor).label("amount_minor"),
    )
    .where(_OF_SHIFT)
    .group_by(drawer_entry.c.currency, drawer_entry.c.kind)
    .order_by(drawer_entry.c.currency, drawer_entry.c.kind)
)
_MOVES = (
    drawer_entry.select()
    .where(_OF_SHIFT, drawer_entry.c.kind.in_(("drop", "pay_in", "pay_out", "no_sale")))
    .order_by(drawer_entry.c.entry_no)
    .limit(sa.bindparam("most"))
)
