"""Running figures of each shift: its Z and the perpetual totals are read without adding up sales.

Rows only grow and are never deleted, so the figures over all shifts never begin again.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.money import Money
from domain.pricing import VatSum
from domain.shift_figures import Perpetual, ShiftFigure, ShiftFigures
from storage.figure_tables import shift_figure
from storage.tables import shift, shift_vat

PERPETUAL = ""
"""Who did it, in figures over all shifts: nobody in particular."""


class Figures:
    """The figures of this till's shifts, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, shift_number: int, figures: Sequence[ShiftFigure]) -> None:
        """Add to a shift's figures; none is fine."""
        if not figures:
            return
        rows = [
            {
                "shift_number": shift_number,
                "by": figure.by,
                "kind": figure.kind,
                "key": figure.key,
                "currency": figure.amount.currency,
                "how_many": figure.count,
                "amount_minor": figure.amount.amount_minor,
            }
            for figure in figures
        ]
        self._connection.execute(_ADD, rows)

    def of_shift(self, shift_number: int, currency: str) -> ShiftFigures:
        """Return what a shift did so far, person by person."""
        rows = self._connection.execute(_OF_SHIFT, {"of_shift": shift_number, "of": currency})
        return ShiftFigures(currency, tuple(_figure(row, row.by, currency) for row in rows))

    def perpetual(self, through: int, currency: str) -> Perpetual:
        """Return the totals of all shifts up to one, that one included; nobody is named."""
        key = {"through": through, "of": currency}
        rows = self._connection.execute(_PERPETUAL, key)
        vat = self._connection.execute(_PERPETUAL_VAT, key)
        return Perpetual(
            z_count=int(self._connection.scalar(_SHIFTS, key) or 0),
            figures=ShiftFigures(currency, tuple(_figure(row, "-", currency) for row in rows)),
            vat_by_class=tuple(
                VatSum(
                    tax_class=row.tax_class,
                    basis_points=row.basis_points,
                    gross=Money(int(row.gross_minor), currency),
                    vat=Money(int(row.vat_minor), currency),
                )
                for row in vat
            ),
        )


def _figure(row: sa.Row[*tuple[Any, ...]], by: str, currency: str) -> ShiftFigure:
    return ShiftFigure(
        by=by,
        kind=row.kind,
        key=row.key,
        count=int(row.how_many),
        amount=Money(int(row.amount_minor), currency),
    )


_NEW = insert(shift_figure)
_ADD = _NEW.on_conflict_do_update(
    index_elements=["shift_number", "by", "kind", "key", "currency"],
    set_={
        "how_many": shift_figure.c.how_many + _NEW.excluded.how_many,
        "amount_minor": shift_figure.c.amount_minor + _NEW.excluded.amount_minor,
    },
)
_OF_SHIFT = (
    shift_figure.select()
    .where(
        shift_figure.c.shift_number == sa.bindparam("of_shift"),
        shift_figure.c.currency == sa.bindparam("of"),
    )
    .order_by(shift_figure.c.by, shift_figure.c.kind, shift_figure.c.key)
)
_THROUGH: sa.BindParameter[int] = sa.bindparam("through")
_PERPETUAL = (
    sa.select(
        shift_figure.c.kind,
        shift_figure.c.key,
        sa.func.sum(shift_figure.c.how_many).label("how_many"),
        sa.func.sum(shift_figure.c.amount_minor).label("amount_minor"),
    )
    .where(
        shift_figure.c.shift_number <= _THROUGH,
        shift_figure.c.currency == sa.bindparam("of"),
    )
    .group_by(shift_figure.c.kind, shift_figure.c.key)
    .order_by(shift_figure.c.kind, shift_figure.c.key)
)
_PERPETUAL_VAT = (
    sa.select(
        shift_vat.c.tax_class,
        shift_vat.c.basis_points,
        sa.func.sum(shift_vat.c.gross_minor).label("gross_minor"),
        sa.func.sum(shift_vat.c.vat_minor).label("vat_minor"),
    )
    .join(shift, shift.c.number == shift_vat.c.shift_number)
    .where(shift_vat.c.shift_number <= _THROUGH, shift.c.currency == sa.bindparam("of"))
    .group_by(shift_vat.c.tax_class, shift_vat.c.basis_points)
    .order_by(shift_vat.c.tax_class, shift_vat.c.basis_points)
)
_SHIFTS = sa.select(sa.func.count()).where(
    shift.c.number <= _THROUGH, shift.c.currency == sa.bindparam("of")
)
