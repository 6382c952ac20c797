"""Shifts: from the counted float to the counted drawer.

The business date is fixed when a shift opens, in the zone of the store, and everything sold in
it belongs to that date, also after midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import BadInput, RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import Money, minor_digits
from domain.pricing import VatSum
from domain.sale import Sale
from domain.sentence import told

_COUNT_MAX = 999_999
_NOTE_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One person's turn at a drawer; `number` is dense per till, `closed_at` None while open."""

    number: int
    business_date: date
    opened_at: datetime
    opened_by: str
    opening_float: Money
    closed_at: datetime | None = None

    def __post_init__(self) -> None:
        require_int(self.number, "number", low=1)
        require_utc(self.opened_at, "opened_at")
        require_text(self.opened_by, "opened_by")
        if self.opening_float.is_negative:
            raise ValueError("an opening float is never negative")
        if self.closed_at is not None:
            require_utc(self.closed_at, "closed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerPart:
    """One kind of move of the drawer's ledger (`domain.drawer`): how many, and how much."""

    kind: str
    count: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerSums:
    """What the drawer should hold of a currency: float, cash kept (received less change), moves.

    `moves` are refunds, drops, pay-ins and pay-outs; what goes out is negative.

    Raises:
        ValueError: when `expected` is not the sum.
    """

    opening_float: Money
    cash_sales: Money
    expected: Money
    moves: tuple[DrawerPart, ...] = ()

    def __post_init__(self) -> None:
        moved = Money.total_of((part.amount for part in self.moves), self.expected.currency)
        if self.opening_float + self.cash_sales + moved != self.expected:
            raise ValueError("expected must be the float, the cash sales and the moves")

    @classmethod
    def of(
        cls, opening_float: Money, cash_sales: Money, moves: tuple[DrawerPart, ...] = ()
    ) -> "DrawerSums":
        moved = Money.total_of((part.amount for part in moves), opening_float.currency)
        return cls(
            opening_float=opening_float,
            cash_sales=cash_sales,
            expected=opening_float + cash_sales + moved,
            moves=moves,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTotals:
    """What was sold in a shift; VAT by class and rate. Receipts are None when nothing was sold."""

    sale_count: int
    sales_total: Money
    rounding_total: Money
    vat_by_class: tuple[VatSum, ...]
    first_receipt: str | None
    last_receipt: str | None

    def __post_init__(self) -> None:
        require_int(self.sale_count, "sale_count", low=0)

    @property
    def takings(self) -> Money:
        """What the sales brought in, whatever paid them: their total and its cash rounding."""
        return self.sales_total + self.rounding_total


def add_up_sales(sales: Iterable[Sale], currency: str) -> ShiftTotals:
    """Add up the sales of a shift, in the order of their receipts."""
    zero = Money.zero(currency)
    total, rounding, numbers = zero, zero, list[str]()
    vat: dict[tuple[str, int], VatSum] = {}
    for sale in sales:
        total += sale.total
        rounding += sale.rounding
        numbers.append(sale.receipt_number)
        for part in sale.vat_by_class:
            key = (part.tax_class, part.basis_points)
            before = vat.get(key, replace(part, gross=zero, vat=zero))
            vat[key] = replace(part, gross=before.gross + part.gross, vat=before.vat + part.vat)
    return ShiftTotals(
        sale_count=len(numbers),
        sales_total=total,
        rounding_total=rounding,
        vat_by_class=tuple(vat.values()),
        first_receipt=numbers[0] if numbers else None,
        last_receipt=numbers[-1] if numbers else None,
    )


@dataclass(frozen=True, slots=True)
class CashCount:
    """Notes and coins as counted: (denomination in minor units, how many).

    Raises:
        TypeError, ValueError: a denomination twice or not positive, a count below zero.
    """

    currency: str
    counts: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        minor_digits(self.currency)
        for denomination, count in self.counts:
            require_int(denomination, "denomination", low=1)
            require_int(count, "count", low=0, high=_COUNT_MAX)
        if len({denomination for denomination, _ in self.counts}) != len(self.counts):
            raise ValueError("a denomination stands twice")

    @property
    def total(self) -> Money:
        return Money(sum(value * count for value, count in self.counts), self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerCount:
    """One currency of a drawer as it was counted, beside what it should hold."""

    sums: DrawerSums
    count: CashCount

    def __post_init__(self) -> None:
        if self.count.currency != self.sums.expected.currency:
            raise ValueError("the count must be in the currency of the drawer")

    @property
    def currency(self) -> str:
        return self.count.currency

    @property
    def over_short(self) -> Money:
        """Counted less expected: negative when money is missing."""
        return self.count.total - self.sums.expected


OverShortReason = Literal["", "wrong_change", "not_recorded", "float_wrong", "unknown"]
"""Why a drawer is off, as far as the cashier knows: a code, never typed words."""

OVER_SHORT_REASONS: tuple[OverShortReason, ...] = (
    "wrong_change",
    "not_recorded",
    "float_wrong",
    "unknown",
)


COUNTINGS_MAX = 32
"""How many counts of a drawer are kept: one after the last takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCount:
    """One currency of a count whose result was shown: what should have been there, and was."""

    expected: Money
    count: CashCount

    def __post_init__(self) -> None:
        if self.count.currency != self.expected.currency:
            raise ValueError("the count must be in the currency of the drawer")

    @property
    def over_short(self) -> Money:
        """Counted less expected: negative when money is missing."""
        return self.count.total - self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A count of the drawer whose result somebody saw: kept, whatever is counted afterwards."""

    at: datetime
    by: str
    drawers: tuple[ShownCount, ...]

    def __post_init__(self) -> None:
        require_utc(self.at, "at")
        require_text(self.by, "by")
        if not self.drawers:
            raise ValueError("a counting is of one currency at least")


def counted_before(
    countings: tuple[Counting, ...], drawers: Iterable[DrawerCount]
) -> tuple[Counting, ...]:
    """Return the countings that a closing was not made on: all, but for a last one equal to it."""
    final = {drawer.currency: drawer.count for drawer in drawers}
    if countings and {each.count.currency: each.count for each in countings[-1].drawers} == final:
        return countings[:-1]
    return countings


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftClosing:
    """A closed shift: what was expected, what was counted, and the cashier's note.

    `sums` and `count` are of the till's own currency, `others` of the currencies beside it.
    `approved_by` is the supervisor who signed for a large difference. `before` are counts whose
    result was shown and that were then made anew, oldest first: the first is the blind one.
    """

    shift: Shift
    sums: DrawerSums
    count: CashCount
    note: str = ""
    others: tuple[DrawerCount, ...] = ()
    reason: OverShortReason = ""
    approved_by: str | None = None
    before: tuple[Counting, ...] = ()

    def __post_init__(self) -> None:
        if self.shift.closed_at is None:
            raise ValueError("a closing is of a closed shift")
        currencies = [drawer.currency for drawer in self.drawers]
        if len(set(currencies)) != len(currencies):
            raise ValueError("a currency is counted once")

    @property
    def drawers(self) -> tuple[DrawerCount, ...]:
        """Every currency of the drawer, the till's own first."""
        return (DrawerCount(sums=self.sums, count=self.count), *self.others)

    @property
    def closed_at(self) -> datetime:
        assert self.shift.closed_at is not None, "checked when it was made"
        return self.shift.closed_at

    @property
    def expected(self) -> Money:
        return self.sums.expected

    @property
    def counted(self) -> Money:
        return self.count.total

    @property
    def over_short(self) -> Money:
        """Counted less expected: negative when money is missing."""
        return self.counted - self.expected

    def find_first(self, currency: str) -> ShownCount | None:
        """Return the blind count of a currency that came to another sum than the last, or None."""
        last = {drawer.currency: drawer.count.total for drawer in self.drawers}
        shown = (each for counting in self.before[:1] for each in counting.drawers)
        return next(
            (
                each
                for each in shown
                if each.count.currency == currency and each.count.total != last.get(currency)
            ),
            None,
        )

    def is_within(self, allowed_minor: int) -> bool:
        """Whether the difference is small enough to need no remark."""
        return abs(self.over_short.amount_minor) <= allowed_minor


def business_date_of(at: datetime, zone: str) -> date:
    """The calendar date at the store (`zone` is an IANA name) when the shift opens at `at`.

    Raises:
        BadInput: for a zone nobody knows.
        ValueError: when `at` is not UTC.
    """
    return local_time(at, zone).date()


def local_time(at: datetime, zone: str) -> datetime:
    """`at` (UTC) on the store's clock. Raises BadInput for an unknown zone."""
    require_utc(at, "at")
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            "Check the store's time zone",
            told(
                "There is no time zone called {zone}. Nothing is lost. Ask the office to correct"
                " it, as in America/Guyana.",
                zone=zone,
            ),
        ) from error


def close(
    shift: Shift,
    sums: DrawerSums,
    count: CashCount,
    *,
    closed_at: datetime,
    note: str = "",
    others: tuple[DrawerCount, ...] = (),
) -> ShiftClosing:
    """Close a shift on a count; any difference is recorded as it is.

    Raises:
        RuleBroken: code "shift_closed" when it is closed already.
        BadInput: a note longer than 1,000 characters.
    """
    if shift.closed_at is not None:
        raise RuleBroken(
            "This shift is closed",
            told(
                "Shift {number} was closed before. Nothing is lost. Press Ctrl+P to print its Z"
                " report again.",
                number=shift.number,
            ),
            "shift_closed",
        )
    if len(note) > _NOTE_MAX:
        raise BadInput(
            "That is too long",
            told(
                "A note takes at most {note_max} characters. Nothing is lost. Shorten it.",
                note_max=f"{_NOTE_MAX:,}",
            ),
        )
    closed = replace(shift, closed_at=closed_at)
    return ShiftClosing(shift=closed, sums=sums, count=count, note=note, others=others)
