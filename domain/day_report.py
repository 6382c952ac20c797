"""What some business dates brought, in figures that a chart can be drawn from.

Three books of the till are brought together: the running figures of the shifts (which are its
Z reports), the sales and refunds by the quarter of an hour, and their lines. Each breakdown must
come to the same sums, to the minor unit; a report that does not add up is never made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from domain.invariants import require_int, require_utc
from domain.money import Money, divide_rounded
from domain.pricing import VatSum
from domain.refund import Refund
from domain.report_span import Span
from domain.sale import Sale
from domain.shift import local_time
from domain.shift_figures import FigureSum, ShiftFigures

SHIPPING = "/shipping"
"""The category of shipments: no category of a catalog begins with a slash."""
REST = "/rest"
"""The key of everything that is not named by itself."""
ITEMS_MAX = 20
QUARTER_MINUTES = 15
"""Every zone's clock differs from UTC by whole quarters of an hour (IANA tz, since 1972)."""

Booked = Literal["sale", "refund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentSum:
    """What was sold, or given back, in one quarter of an hour of a business date.

    `at` (UTC) is when the quarter begins; `amount` is the money that came in or went out, cash
    rounding included, and is counted upwards for both.
    """

    day: date
    at: datetime
    booked: Booked
    count: int
    amount: Money

    def __post_init__(self) -> None:
        require_utc(self.at, "at")
        require_int(self.count, "count", low=0)
        if self.at.minute % QUARTER_MINUTES or self.at.second or self.at.microsecond:
            raise ValueError("a quarter of an hour begins at its beginning")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSum:
    """What was sold, or came back, of one item under one VAT rate; counted upwards for both.

    `item_id` is empty for shipments, whose `category` is `SHIPPING`; other categories are as the
    catalog has them now, empty where it names none.
    """

    booked: Booked
    item_id: str
    name: str
    category: str
    tax_class: str
    basis_points: int
    units: int
    gross: Money
    vat: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBooks:
    """Everything a report is made from: figures of all its shifts, moments and lines.

    `names` are of staff ids; one that is missing is shown as its id.
    """

    figures: ShiftFigures
    moments: tuple[MomentSum, ...] = ()
    lines: tuple[LineSum, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """One bar of a chart: whose it is, how many sales (or units of goods), and how much money.

    What was refunded is taken off `amount`, which may therefore be below zero. `name` is a
    person's or an item's; hours, days, tenders and categories are worded by whoever shows them.
    """

    key: str
    amount: Money
    count: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """A report over some business dates.

    `hours` (keys 00 to 23 of the store's clock, dense from the first to the last), `days` (ISO
    dates, every day of the span), `tenders` and `cashiers` each add up to `takings`; `categories`,
    `items` (the best, and the rest) and `vat` add up to `net_sales`.

    Raises:
        ValueError: when one of them does not add up.
    """

    span: Span
    currency: str
    figures: ShiftFigures
    hours: tuple[ReportPart, ...]
    days: tuple[ReportPart, ...]
    tenders: tuple[ReportPart, ...]
    cashiers: tuple[ReportPart, ...]
    categories: tuple[ReportPart, ...]
    items: tuple[ReportPart, ...]
    vat: tuple[VatSum, ...]

    def __post_init__(self) -> None:
        by_money = {"hours": self.hours, "days": self.days, "cashiers": self.cashiers}
        for name, parts in by_money.items():
            require_parts(name, parts, self.takings)
            if sum(part.count for part in parts) != self.sales.count:
                raise ValueError(f"the sales of {name} must be all sales")
        require_parts("tenders", self.tenders, self.takings)
        require_parts("categories", self.categories, self.net_sales)
        require_parts("items", self.items, self.net_sales)
        taxed = Money.total_of((part.gross for part in self.vat), self.currency)
        if taxed != self.net_sales:
            raise ValueError("the VAT classes must sum to the net sales")

    @property
    def sales(self) -> FigureSum:
        """How many sales, and what they came to before cash rounding."""
        return self.figures.total("sale")

    @property
    def refunds(self) -> FigureSum:
        """How many refunds, and what the goods were worth; counted upwards."""
        return self.figures.total("refund")

    @property
    def discounts(self) -> FigureSum:
        """How many lines cost less than their price, and by how much."""
        return self.figures.total("discount")

    @property
    def net_sales(self) -> Money:
        """Sales less refunds, before cash rounding."""
        return self.sales.amount - self.refunds.amount

    @property
    def rounding(self) -> Money:
        """What cash rounding added to the takings, or took off them."""
        return self.takings - self.net_sales

    @property
    def takings(self) -> Money:
        """What came in for good, as the Z reports have it."""
        return self.figures.takings

    @property
    def average(self) -> Money:
        """What a sale came to on average, to the nearest minor unit; nothing without sales."""
        if not self.sales.count:
            return Money.zero(self.currency)
        return Money(
            divide_rounded(self.sales.amount.amount_minor, self.sales.count), self.currency
        )

    @property
    def vat_total(self) -> Money:
        """The VAT in the net sales."""
        return Money.total_of((part.vat for part in self.vat), self.currency)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was sold and nothing came back."""
        return not self.sales.count and not self.refunds.count


def reckon_report(books: ReportBooks, span: Span, zone: str) -> DayReport:
    """Make the report of a span from its books; hours are on the clock of `zone` (IANA).

    Raises:
        ValueError: when the books do not agree.
        BadInput: for a zone nobody knows.
    """
    figures, currency = books.figures, books.figures.currency
    by_item = _line_parts(books.lines, currency, lambda line: line.item_id or SHIPPING)
    return DayReport(
        span=span,
        currency=currency,
        figures=figures,
        hours=_hours(books.moments, currency, zone),
        days=_days(books.moments, currency, span),
        tenders=_tenders(figures),
        cashiers=_cashiers(figures, books.names),
        categories=best_first(
            _line_parts(books.lines, currency, lambda line: line.category, named=False)
        ),
        items=best_of(best_first(by_item), ITEMS_MAX, currency),
        vat=_vat(books.lines, currency),
    )


def best_first(parts: Iterable[ReportPart]) -> tuple[ReportPart, ...]:
    """Parts by their money, the most first; the same money in the order of the keys."""
    return tuple(sorted(parts, key=lambda part: (-part.amount.amount_minor, part.key)))


def best_of(parts: Sequence[ReportPart], most: int, currency: str) -> tuple[ReportPart, ...]:
    """The first parts and one of the rest, at most `most` in all: they come to the same sum."""
    require_int(most, "most", low=1)
    if len(parts) <= most:
        return tuple(parts)
    shown, rest = parts[: most - 1], parts[most - 1 :]
    amount = Money.total_of((part.amount for part in rest), currency)
    return (*shown, ReportPart(key=REST, amount=amount, count=sum(part.count for part in rest)))


def moments_of(sales: Iterable[Sale], refunds: Iterable[Refund] = ()) -> tuple[MomentSum, ...]:
    """The moments that sales and refunds come to: what a till's books add up, from the facts."""
    sums: dict[tuple[date, datetime, Booked], MomentSum] = {}

    def add(day: date, at: datetime, booked: Booked, amount: Money) -> None:
        begins = at.replace(minute=at.minute - at.minute % QUARTER_MINUTES, second=0, microsecond=0)
        key = (day, begins, booked)
        nothing = MomentSum(
            day=day, at=begins, booked=booked, count=0, amount=Money.zero(amount.currency)
        )
        before = sums.get(key, nothing)
        sums[key] = replace(before, count=before.count + 1, amount=before.amount + amount)

    for sale in sales:
        add(sale.business_date, sale.at, "sale", sale.due)
    for given in refunds:
        context = given.context
        add(context.business_date, context.at, "refund", given.returned.total + given.rounding)
    return tuple(sums.values())


def lines_of(
    sales: Iterable[Sale],
    refunds: Iterable[Refund] = (),
    categories: Mapping[str, str] | None = None,
) -> tuple[LineSum, ...]:
    """The lines of sales and refunds, not added up; `categories` are by item id."""
    known = categories or {}
    out: list[LineSum] = []
    for sale in sales:
        for priced in sale.lines:
            line = priced.line
            item_id = "" if line.kind == "shipment" else line.item_id or ""
            out.append(
                LineSum(
                    booked="sale",
                    item_id=item_id,
                    name=line.name,
                    category=known.get(item_id, "") if item_id else SHIPPING,
                    tax_class=line.tax_class,
                    basis_points=priced.vat_basis_points,
                    units=line.quantity,
                    gross=priced.gross,
                    vat=priced.vat,
                )
            )
    for given in refunds:
        for back in given.returned.lines:
            item_id = "" if back.sold.kind == "shipment" else back.sold.item_id
            out.append(
                LineSum(
                    booked="refund",
                    item_id=item_id,
                    name=back.sold.name,
                    category=known.get(item_id, "") if item_id else SHIPPING,
                    tax_class=back.sold.tax_class,
                    basis_points=back.sold.vat_basis_points,
                    units=back.quantity,
                    gross=back.gross,
                    vat=back.vat,
                )
            )
    return tuple(out)


def require_parts(name: str, parts: Iterable[ReportPart], whole: Money) -> None:
    """Require that parts come to the whole. Raises ValueError with the name of what does not."""
    if Money.total_of((part.amount for part in parts), whole.currency) != whole:
        raise ValueError(f"the {name} must sum to the whole")


def _signed(booked: Booked, amount: Money) -> Money:
    return amount if booked == "sale" else -amount


def _hours(moments: Iterable[MomentSum], currency: str, zone: str) -> tuple[ReportPart, ...]:
    found: dict[int, ReportPart] = {}
    for moment in moments:
        hour = local_time(moment.at, zone).hour
        found[hour] = _with_moment(found.get(hour, _nothing(f"{hour:02d}", currency)), moment)
    if not found:
        return ()
    every = range(min(found), max(found) + 1)
    return tuple(found.get(hour, _nothing(f"{hour:02d}", currency)) for hour in every)


def _days(moments: Iterable[MomentSum], currency: str, span: Span) -> tuple[ReportPart, ...]:
    found = {day: _nothing(day.isoformat(), currency) for day in span.days()}
    for moment in moments:
        if moment.day not in found:
            raise ValueError(f"{moment.day} is not in the span")
        found[moment.day] = _with_moment(found[moment.day], moment)
    return tuple(found.values())


def _nothing(key: str, currency: str) -> ReportPart:
    return ReportPart(key=key, amount=Money.zero(currency))


def _with_moment(part: ReportPart, moment: MomentSum) -> ReportPart:
    return replace(
        part,
        amount=part.amount + _signed(moment.booked, moment.amount),
        count=part.count + (moment.count if moment.booked == "sale" else 0),
    )


def _tenders(figures: ShiftFigures) -> tuple[ReportPart, ...]:
    came, went = dict(figures.by_key("tender")), dict(figures.by_key("refund_tender"))
    nothing = FigureSum(count=0, amount=Money.zero(figures.currency))
    return best_first(
        ReportPart(
            key=key,
            count=came.get(key, nothing).count,
            amount=came.get(key, nothing).amount - went.get(key, nothing).amount,
        )
        for key in sorted({*came, *went})
    )


def _cashiers(figures: ShiftFigures, names: Mapping[str, str]) -> tuple[ReportPart, ...]:
    people = ((by, figures.of(by)) for by in figures.people())
    worked = (
        (by, own) for by, own in people if own.total("sale").count or own.total("refund").count
    )
    return best_first(
        ReportPart(
            key=by, name=names.get(by, by), count=own.total("sale").count, amount=own.takings
        )
        for by, own in worked
    )


def _line_parts(
    lines: Iterable[LineSum], currency: str, key_of: Callable[[LineSum], str], *, named: bool = True
) -> Iterable[ReportPart]:
    found: dict[str, ReportPart] = {}
    for line in lines:
        key = key_of(line)
        before = found.get(key, _nothing(key, currency))
        units = line.units if line.booked == "sale" else -line.units
        found[key] = replace(
            before,
            name=line.name if named and line.item_id else "",
            count=before.count + units,
            amount=before.amount + _signed(line.booked, line.gross),
        )
    return found.values()


def _vat(lines: Iterable[LineSum], currency: str) -> tuple[VatSum, ...]:
    zero = Money.zero(currency)
    found: dict[tuple[str, int], VatSum] = {}
    for line in lines:
        key = (line.tax_class, line.basis_points)
        nothing = VatSum(
            tax_class=line.tax_class, basis_points=line.basis_points, gross=zero, vat=zero
        )
        before = found.get(key, nothing)
        found[key] = replace(
            before,
            gross=before.gross + _signed(line.booked, line.gross),
            vat=before.vat + _signed(line.booked, line.vat),
        )
    return tuple(found[key] for key in sorted(found))
