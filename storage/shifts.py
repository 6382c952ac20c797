"""Shifts with their running sums: what the drawer should hold is known without adding up sales."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.drawer import DrawerEntry, entries_of_sale
from domain.errors import Conflict, NotFound
from domain.money import Money
from domain.pricing import VatSum
from domain.sale import Sale
from domain.sentence import told
from domain.shift import (
    COUNTINGS_MAX,
    CashCount,
    Counting,
    DrawerCount,
    DrawerPart,
    DrawerSums,
    Shift,
    ShiftClosing,
    ShiftTotals,
    ShownCount,
    counted_before,
)
from domain.shift_figures import figures_of_sale
from storage.drawer import Drawer
from storage.figure_tables import shift_closing, shift_counting
from storage.figures import Figures
from storage.tables import shift, shift_vat


class Shifts:
    """Shifts of this till, within one transaction."""

    def __init__(self, connection: Connection, drawer: Drawer, figures: Figures) -> None:
        self._connection = connection
        self._drawer = drawer
        self._figures = figures

    def next_number(self) -> int:
        """Return the number of the shift to open."""
        return int(self._connection.scalar(sa.select(sa.func.max(shift.c.number))) or 0) + 1

    def add(self, opened: Shift, others: Sequence[Money] = ()) -> None:
        """Keep a shift that opens, with the floats of other currencies than its own.

        Raises Conflict while another is open.
        """
        present = self.find_open()
        if present is not None:
            raise Conflict(
                "A shift is open",
                told(
                    "Shift {number} is open on this till. Nothing is lost. Close it first,"
                    " or go on selling in it.",
                    number=present.number,
                ),
            )
        self._connection.execute(
            shift.insert(),
            {
                "number": opened.number,
                "business_date": opened.business_date,
                "opened_at": opened.opened_at,
                "opened_by": opened.opened_by,
                "currency": opened.opening_float.currency,
                "opening_float_minor": opened.opening_float.amount_minor,
                "sale_count": 0,
                "sales_minor": 0,
                "rounding_minor": 0,
                "vat_minor": 0,
            },
        )
        self._drawer.add_all(
            DrawerEntry(
                shift_number=opened.number,
                at=opened.opened_at,
                by=opened.opened_by,
                kind="float",
                currency=counted.currency,
                amount_minor=counted.amount_minor,
            )
            for counted in (opened.opening_float, *others)
        )

    def find_open(self) -> Shift | None:
        """Return the open shift, or None."""
        row = self._connection.execute(_OPEN).one_or_none()
        return None if row is None else _shift_of(row)

    def get_open(self) -> Shift:
        """Return the open shift. Raises NotFound."""
        found = self.find_open()
        if found is None:
            raise NotFound(
                "No shift is open",
                "Nothing can be sold before a shift is open. Nothing is lost. Open one with a"
                " float.",
            )
        return found

    def find_last_closed(self) -> int | None:
        """Return the number of the shift that was closed last, or None before the first."""
        last = self._connection.scalar(_LAST_CLOSED)
        return None if last is None else int(last)

    def find_shift(self, number: int) -> Shift | None:
        """Return a shift, or None."""
        row = self._connection.execute(_ONE, {"of_shift": number}).one_or_none()
        return None if row is None else _shift_of(row)

    def totals(self, number: int) -> ShiftTotals:
        """Return what a shift has sold so far. Raises NotFound."""
        row = self._row(number)
        vat = self._connection.execute(_VAT, {"of_shift": number})
        return ShiftTotals(
            sale_count=row.sale_count,
            sales_total=Money(row.sales_minor, row.currency),
            rounding_total=Money(row.rounding_minor, row.currency),
            vat_by_class=tuple(
                VatSum(
                    tax_class=part.tax_class,
                    basis_points=part.basis_points,
                    gross=Money(part.gross_minor, row.currency),
                    vat=Money(part.vat_minor, row.currency),
                )
                for part in vat
            ),
            first_receipt=row.first_receipt,
            last_receipt=row.last_receipt,
        )

    def sums(self, number: int, currency: str | None = None) -> DrawerSums:
        """Return what a shift's drawer should hold, by its ledger; None for its own currency.

        Raises NotFound.
        """
        of = currency or str(self._row(number).currency)
        kinds = {k: v for (c, k), v in self._drawer.sums_by_kind(number).items() if c == of}
        moves = tuple(
            DrawerPart(kind=kind, count=kinds[kind][0], amount=Money(kinds[kind][1], of))
            for kind in _MOVES
            if kind in kinds
        )
        opening_float, cash_sales = (
            Money(kinds.get(kind, (0, 0))[1], of) for kind in ("float", "sale")
        )
        return DrawerSums.of(opening_float, cash_sales, moves)

    def add_sale(self, sold: Sale) -> None:
        """Add a sale to its shift's sums and drawer.

        Raises Conflict when that shift is not open.
        """
        done = self._connection.execute(
            _ADD_SALE,
            {
                "of_shift": sold.shift_number,
                "total": sold.total.amount_minor,
                "rounding": sold.rounding.amount_minor,
                "vat": sold.vat_total.amount_minor,
                "receipt": sold.receipt_number,
            },
        )
        if done.rowcount != 1:
            raise Conflict(
                "This shift is closed",
                told(
                    "Shift {shift_number} is not open any more. The sale was not saved and"
                    " its goods are still in it. Open a shift, then take payment again.",
                    shift_number=sold.shift_number,
                ),
            )
        self._connection.execute(
            _ADD_VAT,
            [
                {
                    "shift_number": sold.shift_number,
                    "tax_class": part.tax_class,
                    "basis_points": part.basis_points,
                    "gross_minor": part.gross.amount_minor,
                    "vat_minor": part.vat.amount_minor,
                }
                for part in sold.vat_by_class
            ],
        )
        self._drawer.add_all(entries_of_sale(sold))
        self._figures.add(sold.shift_number, figures_of_sale(sold))

    def close(
        self,
        closing: ShiftClosing,
        totals: ShiftTotals,
        z_lines: Sequence[str],
        *,
        closed_by: str = "",
    ) -> None:
        """Close a shift on its count and keep its Z; ``closed_by`` is who wrote the note.

        Raises Conflict when it is closed already, or when its sums have moved on since ``totals``
        were read.
        """
        if totals != self.totals(closing.shift.number):
            raise Conflict(
                "The shift has changed",
                "Something was sold while the drawer was counted. Nothing is lost. Look at the"
                " figures, then close the shift again.",
            )
        done = self._connection.execute(
            shift.update()
            .where(shift.c.number == closing.shift.number, shift.c.closed_at.is_(None))
            .values(
                closed_at=closing.shift.closed_at,
                closed_by=closed_by,
                counts=json.dumps(closing.count.counts),
                note=closing.note,
                z_lines=json.dumps(list(z_lines)),
            )
        )
        if done.rowcount != 1:
            raise Conflict(
                "This shift is closed",
                told(
                    "Shift {number} was closed before. Nothing is lost. Print its Z report again.",
                    number=closing.shift.number,
                ),
            )
        self._connection.execute(
            _ADD_CLOSING,
            {
                "shift_number": closing.shift.number,
                "reason": closing.reason,
                "approved_by": closing.approved_by,
                "drawers": json.dumps([[d.currency, d.count.counts] for d in closing.others]),
            },
        )

    def get_z(self, number: int) -> tuple[str, ...]:
        """Return the Z of a closed shift as it was printed. Raises NotFound."""
        row = self._row(number)
        if row.z_lines is None:
            raise NotFound(
                "This shift is still open",
                told(
                    "Shift {number} has no Z report yet. Nothing is lost. Close the shift first.",
                    number=number,
                ),
            )
        return tuple(json.loads(row.z_lines))

    def add_counting(self, number: int, counting: Counting) -> None:
        """Keep a count whose result is about to be shown; past the most, in place of the last."""
        told = [
            [each.count.currency, each.expected.amount_minor, each.count.counts]
            for each in counting.drawers
        ]
        row = {"at": counting.at, "by": counting.by, "drawers": json.dumps(told)}
        kept = len(self.list_countings(number))
        if kept < COUNTINGS_MAX:
            values = {"shift_number": number, "number": kept + 1, **row}
            self._connection.execute(shift_counting.insert(), values)
        else:
            last = (shift_counting.c.shift_number == number) & (shift_counting.c.number == kept)
            self._connection.execute(shift_counting.update().where(last).values(**row))

    def list_countings(self, number: int) -> tuple[Counting, ...]:
        """Return the counts of a shift's drawer whose result was shown, oldest first."""
        return tuple(
            Counting(
                at=row.at,
                by=row.by,
                drawers=tuple(
                    ShownCount(
                        expected=Money(expected, currency),
                        count=CashCount(currency, _counts(counts)),
                    )
                    for currency, expected, counts in json.loads(row.drawers)
                ),
            )
            for row in self._connection.execute(_COUNTINGS, {"of_shift": number})
        )

    def find_closing(self, number: int) -> ShiftClosing | None:
        """Return how a shift was closed, or None while it is open or unknown."""
        row = self._connection.execute(_ONE, {"of_shift": number}).one_or_none()
        if row is None or row.closed_at is None:
            return None
        # A shift that was closed before other currencies were counted has no row here.
        more = self._connection.execute(_CLOSING, {"of_shift": number}).one_or_none()
        others = () if more is None else json.loads(more.drawers)
        closing = ShiftClosing(
            shift=_shift_of(row),
            sums=self.sums(number),
            count=CashCount(row.currency, _counts(json.loads(row.counts))),
            note=row.note,
            others=tuple(
                DrawerCount(
                    sums=self.sums(number, currency), count=CashCount(currency, _counts(counts))
                )
                for currency, counts in others
            ),
            reason="" if more is None else more.reason,
            approved_by=None if more is None else more.approved_by,
        )
        before = counted_before(self.list_countings(number), closing.drawers)
        return replace(closing, before=before)

    def _row(self, number: int) -> sa.Row[*tuple[Any, ...]]:
        row = self._connection.execute(_ONE, {"of_shift": number}).one_or_none()
        if row is None:
            raise NotFound(
                "No such shift",
                told(
                    "This till has no shift {number}. Nothing is lost. Check the number.",
                    number=number,
                ),
            )
        return row


def _counts(told: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((value, count) for value, count in told)


def _shift_of(row: sa.Row[*tuple[Any, ...]]) -> Shift:
    return Shift(
        number=row.number,
        business_date=row.business_date,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        opening_float=Money(row.opening_float_minor, row.currency),
        closed_at=row.closed_at,
    )


_MOVES = ("refund", "drop", "pay_in", "pay_out")
_ADD_CLOSING = shift_closing.insert()
_CLOSING = shift_closing.select().where(shift_closing.c.shift_number == sa.bindparam("of_shift"))
_COUNTINGS = (
    shift_counting.select()
    .where(shift_counting.c.shift_number == sa.bindparam("of_shift"))
    .order_by(shift_counting.c.number)
    .limit(COUNTINGS_MAX)
)
_OPEN = shift.select().where(shift.c.closed_at.is_(None)).order_by(shift.c.number).limit(1)
_LAST_CLOSED = sa.select(sa.func.max(shift.c.number)).where(shift.c.closed_at.is_not(None))
_ONE = shift.select().where(shift.c.number == sa.bindparam("of_shift"))
_VAT = (
    shift_vat.select()
    .where(shift_vat.c.shift_number == sa.bindparam("of_shift"))
    .order_by(shift_vat.c.tax_class, shift_vat.c.basis_points)
)
_ADD_SALE = (
    shift.update()
    .where(shift.c.number == sa.bindparam("of_shift"), shift.c.closed_at.is_(None))
    .values(
        sale_count=shift.c.sale_count + 1,
        sales_minor=shift.c.sales_minor + sa.bindparam("total"),
        rounding_minor=shift.c.rounding_minor + sa.bindparam("rounding"),
        vat_minor=shift.c.vat_minor + sa.bindparam("vat"),
        first_receipt=sa.func.coalesce(shift.c.first_receipt, sa.bindparam("receipt")),
        last_receipt=sa.bindparam("receipt"),
    )
)
_NEW_VAT = insert(shift_vat)
_ADD_VAT = _NEW_VAT.on_conflict_do_update(
    index_elements=["shift_number", "tax_class", "basis_points"],
    set_={
        "gross_minor": shift_vat.c.gross_minor + _NEW_VAT.excluded.gross_minor,
        "vat_minor": shift_vat.c.vat_minor + _NEW_VAT.excluded.vat_minor,
    },
)
