"""The books that reports are made from: read by business date, in one moment, and never written.

Nothing here loads a sale: what a month came to is added up by SQLite, from an index that holds all
that the hours need (`sale_by_day`), so that receipts' own lines of paper are not read.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.day_report import QUARTER_MINUTES, SHIPPING, Booked, LineSum, MomentSum
from domain.money import Money
from domain.report_span import Span
from domain.shift_figures import ShiftFigure, ShiftFigures
from storage.feed_versions import shown_row
from storage.figure_tables import shift_figure
from storage.line_tables import sale_line
from storage.refund_tables import refund, refund_line
from storage.tables import sale, shift

_KEYS_AT_ONCE = 500


class Reporting:
    """What was sold and given back over business dates, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self, span: Span, currency: str) -> ShiftFigures:
        """Return the figures of all shifts of a span, person by person: their Z reports' sums."""
        rows = self._connection.execute(_FIGURES, _key(span, currency))
        return ShiftFigures(
            currency,
            tuple(
                ShiftFigure(
                    by=row.by,
                    kind=row.kind,
                    key=row.key,
                    count=int(row.how_many),
                    amount=Money(int(row.amount_minor), currency),
                )
                for row in rows
            ),
        )

    def moments(self, span: Span, currency: str) -> tuple[MomentSum, ...]:
        """Return sales and refunds by the quarter of an hour, in time."""
        key = _key(span, currency)
        return tuple(
            _moment(row, booked, currency)
            for booked, query in _MOMENTS.items()
            for row in self._connection.execute(query, key)
        )

    def lines(self, span: Span, currency: str) -> tuple[LineSum, ...]:
        """Return what was sold and came back, item by item; categories as the catalog is now."""
        key = _key(span, currency)
        found = [
            (booked, row)
            for booked, query in _LINES.items()
            for row in self._connection.execute(query, key)
        ]
        categories = self._categories({row.item_id for _, row in found if row.item_id})
        return tuple(_line(row, booked, categories, currency) for booked, row in found)

    def _categories(self, item_ids: Iterable[str]) -> Mapping[str, str]:
        wanted = iter(sorted(item_ids))
        out: dict[str, str] = {}
        while keys := list(islice(wanted, _KEYS_AT_ONCE)):
            rows = self._connection.execute(_CATEGORIES, {"keys": keys})
            out.update((row.key, row.category or "") for row in rows)
        return out


def _key(span: Span, currency: str) -> dict[str, object]:
    return {"first": span.first, "last": span.last, "of": currency}


def _moment(row: sa.Row[*tuple[Any, ...]], booked: Booked, currency: str) -> MomentSum:
    minute = int(row.quarter) * QUARTER_MINUTES
    return MomentSum(
        day=row.business_date,
        at=datetime.fromisoformat(f"{row.hour}:{minute:02d}:00+00:00"),
        booked=booked,
        count=int(row.how_many),
        amount=Money(int(row.amount_minor), currency),
    )


def _line(
    row: sa.Row[*tuple[Any, ...]], booked: Booked, categories: Mapping[str, str], currency: str
) -> LineSum:
    return LineSum(
        booked=booked,
        item_id=row.item_id,
        name=row.name,
        category=categories.get(row.item_id, "") if row.item_id else SHIPPING,
        tax_class=row.tax_class,
        basis_points=row.vat_basis_points,
        units=int(row.units),
        gross=Money(int(row.gross_minor), currency),
        vat=Money(int(row.vat_minor), currency),
    )


_FIRST, _LAST = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)
_OF: sa.BindParameter[str] = sa.bindparam("of")
_HOUR_CHARACTERS, _MINUTE_FROM = 13, 15


def _moments(table: sa.Table) -> sa.Select[Any]:
    """Sums by the quarter of an hour: times are ISO text of one width (storage/columns.py)."""
    at = sa.type_coerce(table.c.at, sa.Text)
    hour = sa.func.substr(at, 1, _HOUR_CHARACTERS)
    minute = sa.cast(sa.func.substr(at, _MINUTE_FROM, 2), sa.Integer)
    quarter = minute.op("/")(sa.literal_column(str(QUARTER_MINUTES)))
    return (
        sa.select(
            table.c.business_date,
            hour.label("hour"),
            quarter.label("quarter"),
            sa.func.count().label("how_many"),
            sa.func.sum(table.c.total_minor + table.c.rounding_minor).label("amount_minor"),
        )
        .where(table.c.business_date.between(_FIRST, _LAST), table.c.currency == _OF)
        .group_by(table.c.business_date, sa.text("hour"), sa.text("quarter"))
        .order_by(table.c.business_date, sa.text("hour"), sa.text("quarter"))
    )


def _lines(table: sa.Table, of: sa.Table, number: str) -> sa.Select[Any]:
    """Sums by item and VAT rate; a shipment has no item."""
    item = sa.case(
        (table.c.kind == "shipment", ""), else_=sa.func.coalesce(table.c.item_id, "")
    ).label("item_id")
    return (
        sa.select(
            item,
            table.c.tax_class,
            table.c.vat_basis_points,
            sa.func.max(table.c.name).label("name"),
            sa.func.sum(table.c.quantity).label("units"),
            sa.func.sum(table.c.gross_minor).label("gross_minor"),
            sa.func.sum(table.c.vat_minor).label("vat_minor"),
        )
        .join(of, of.c[number] == table.c[number])
        .where(of.c.business_date.between(_FIRST, _LAST), of.c.currency == _OF)
        .group_by(sa.text("1"), table.c.tax_class, table.c.vat_basis_points)
        .order_by(sa.text("1"), table.c.tax_class, table.c.vat_basis_points)
    )


_MOMENTS: Mapping[Booked, sa.Select[Any]] = {"sale": _moments(sale), "refund": _moments(refund)}
_LINES: Mapping[Booked, sa.Select[Any]] = {
    "sale": _lines(sale_line, sale, "receipt_number"),
    "refund": _lines(refund_line, refund, "refund_number"),
}
_CATEGORIES = sa.select(
    shown_row.c.key, sa.func.json_extract(shown_row.c.body, "$.category").label("category")
).where(shown_row.c.kind == "item", shown_row.c.key.in_(sa.bindparam("keys", expanding=True)))
_FIGURES = (
    sa.select(
        shift_figure.c.by,
        shift_figure.c.kind,
        shift_figure.c.key,
        sa.func.sum(shift_figure.c.how_many).label("how_many"),
        sa.func.sum(shift_figure.c.amount_minor).label("amount_minor"),
    )
    .join(shift, shift.c.number == shift_figure.c.shift_number)
    .where(shift.c.business_date.between(_FIRST, _LAST), shift_figure.c.currency == _OF)
    .group_by(shift_figure.c.by, shift_figure.c.kind, shift_figure.c.key)
    .order_by(shift_figure.c.by, shift_figure.c.kind, shift_figure.c.key)
)
