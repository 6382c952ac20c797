"""What a shift did, figure by figure: sales, tenders, refunds, voids and discounts, by cashier.

The figures of a shift are its Z; those of all shifts of a till together are its perpetual totals,
which never begin again (French law asks for both: CGI 286-I-3 bis, reference: sync.md 6).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from domain.invariants import require_int, require_text
from domain.money import Money
from domain.money_text import abs_money
from domain.pricing import VatSum
from domain.refund import Refund
from domain.sale import Sale, share_change

FigureKind = Literal[
    "sale",
    "rounding",
    "tender",
    "over",
    "discount",
    "override",
    "sample",
    "void",
    "no_sale",
    "refund",
    "refund_vat",
    "refund_rounding",
    "refund_tender",
]

VoidKey = Literal["line", "sale", "parked"]
"""What was taken out: of one line, of the whole sale, or a parked sale that nobody came for."""

FIGURE_KINDS: frozenset[str] = frozenset(get_args(FigureKind))

_SIGNED = frozenset({"rounding", "tender", "refund_rounding"})
_KEY_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFigure:
    """How often somebody did something in a shift, and what it came to in the till's currency.

    `key` parts a kind: a tender's is what paid (`cash`, `cash:USD`, `bank_card` …), that of what
    was paid over the same (`mmg`: owed as store credits), an override's whether it made the line
    cheaper or dearer (`down`, `up`), a sample's and a drawer opening's the
    reason, a void's what was taken out (`line`, `sale`, `parked`). Everything but rounding and
    tenders is counted upwards: a refund's amount is positive too.

    Raises:
        ValueError: an unknown kind, or a count or amount below zero that cannot be.
    """

    by: str
    kind: FigureKind
    key: str = ""
    count: int
    amount: Money

    def __post_init__(self) -> None:
        require_text(self.by, "by")
        require_int(self.count, "count", low=0)
        if self.kind not in FIGURE_KINDS:
            raise ValueError(f"unknown kind of figure {self.kind!r}")
        if len(self.key) > _KEY_MAX:
            raise ValueError(f"a key has at most {_KEY_MAX} characters")
        if self.amount.is_negative and self.kind not in _SIGNED:
            raise ValueError(f"a {self.kind} is counted upwards")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSum:
    """Several figures as one: how many, and how much."""

    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """All figures of a shift, or of all shifts, in one currency."""

    currency: str
    figures: tuple[ShiftFigure, ...] = ()

    def total(self, kind: FigureKind) -> FigureSum:
        """Everything of a kind."""
        return self._sum(figure for figure in self.figures if figure.kind == kind)

    def by_key(self, kind: FigureKind) -> tuple[tuple[str, FigureSum], ...]:
        """A kind parted by key, in the keys' order."""
        keys = sorted({figure.key for figure in self.figures if figure.kind == kind})
        return tuple(
            (key, self._sum(f for f in self.figures if (f.kind, f.key) == (kind, key)))
            for key in keys
        )

    def people(self) -> tuple[str, ...]:
        """Who sold, refunded or voided: staff ids, in their order."""
        return tuple(sorted({figure.by for figure in self.figures}))

    def of(self, by: str) -> "ShiftFigures":
        """What one person did."""
        return replace(self, figures=tuple(f for f in self.figures if f.by == by))

    @property
    def takings(self) -> Money:
        """What came in for good: sales and their rounding, less refunds."""
        sold = self.total("sale").amount + self.total("rounding").amount
        return sold - self.total("refund").amount - self.total("refund_rounding").amount

    def _sum(self, figures: Iterable[ShiftFigure]) -> FigureSum:
        chosen = tuple(figures)
        return FigureSum(
            count=sum(figure.count for figure in chosen),
            amount=Money.total_of((figure.amount for figure in chosen), self.currency),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetual:
    """What a till has done since it began, over all its shifts up to one: it never goes down.

    `z_count` shifts were closed, `grand_total` is everything ever sold; refunds stand beside it.
    """

    z_count: int
    figures: ShiftFigures
    vat_by_class: tuple[VatSum, ...] = ()

    def __post_init__(self) -> None:
        require_int(self.z_count, "z_count", low=0)

    @property
    def grand_total(self) -> Money:
        return self.figures.total("sale").amount


def figures_of_sale(sale: Sale) -> tuple[ShiftFigure, ...]:
    """The figures that a sale adds to: itself, its rounding, what paid it, what it gave away."""
    by = sale.cashier_id
    tenders = zip(sale.tenders, share_change(sale), strict=True)
    return (
        ShiftFigure(by=by, kind="sale", count=1, amount=sale.total),
        ShiftFigure(by=by, kind="rounding", count=1, amount=sale.rounding),
        *(
            ShiftFigure(
                by=by,
                kind="tender",
                key=_tender_key(tender.kind, tender.handed_over.currency, sale.total.currency),
                count=1,
                amount=tender.amount - change,
            )
            for tender, change in tenders
        ),
        *(
            ShiftFigure(by=by, kind="over", key=tender.kind, count=1, amount=tender.over.amount)
            for tender in sale.tenders
            if tender.over is not None
        ),
        *_discounts(sale),
        *_overrides(sale),
        *_samples(sale),
    )


def figures_of_refund(given: Refund) -> tuple[ShiftFigure, ...]:
    """The figures that a refund adds to: itself, the VAT in it, its rounding, what it was paid in.

    All of them are counted upwards; they stand beside what was sold and change none of it.
    """
    by, returned = given.context.cashier_id, given.returned
    return (
        ShiftFigure(by=by, kind="refund", count=1, amount=returned.total),
        ShiftFigure(by=by, kind="refund_rounding", count=1, amount=given.rounding),
        *(
            ShiftFigure(
                by=by,
                kind="refund_vat",
                key=f"{line.sold.tax_class}:{line.sold.vat_basis_points}"[:_KEY_MAX],
                count=1,
                amount=line.vat,
            )
            for line in returned.lines
        ),
        *(
            ShiftFigure(by=by, kind="refund_tender", key=tender.kind, count=1, amount=tender.amount)
            for tender in given.tenders
        ),
    )


def figure_of_void(by: str, key: VoidKey, worth: Money) -> ShiftFigure:
    """The figure that goods add to which left a sale before it was paid, at what they cost."""
    return ShiftFigure(by=by, kind="void", key=key, count=1, amount=worth)


def figure_of_no_sale(by: str, reason: str, currency: str) -> ShiftFigure:
    """The figure that a drawer adds to which was opened without a sale; nothing moved."""
    return ShiftFigure(by=by, kind="no_sale", key=reason, count=1, amount=Money.zero(currency))


def add_up_figures(figures: Sequence[ShiftFigure], currency: str) -> ShiftFigures:
    """One figure for each person, kind and key, in the order in which they first came."""
    sums: dict[tuple[str, str, str], ShiftFigure] = {}
    for figure in figures:
        key = (figure.by, figure.kind, figure.key)
        before = sums.get(key)
        sums[key] = (
            figure
            if before is None
            else replace(
                figure, count=before.count + figure.count, amount=before.amount + figure.amount
            )
        )
    return ShiftFigures(currency, tuple(sums.values()))


def _tender_key(kind: str, currency: str, own: str) -> str:
    return kind if currency == own else f"{kind}:{currency}"


def _discounts(sale: Sale) -> tuple[ShiftFigure, ...]:
    """How many lines cost less than their price, and by how much; nothing where none did."""
    off = [line.off for line in sale.lines if not line.off.is_zero]
    if not off:
        return ()
    amount = Money.total_of(off, sale.total.currency)
    return (ShiftFigure(by=sale.cashier_id, kind="discount", count=len(off), amount=amount),)


def _overrides(sale: Sale) -> Iterator[ShiftFigure]:
    """Lines that were sold at another price than the catalog's, and by how much they differ.

    What has no price in the catalog had to be typed: that replaces nothing and is not counted.
    """
    for line in (priced.line for priced in sale.lines):
        if line.price_source == "typed" and line.list_price is not None:
            more = line.full - line.normal_value
            yield ShiftFigure(
                by=sale.cashier_id,
                kind="override",
                key="down" if more.is_negative else "up",
                count=1,
                amount=abs_money(more),
            )


def _samples(sale: Sale) -> Iterator[ShiftFigure]:
    """Lines that were given free, at their normal value (VAT Policy 22)."""
    for line in (priced.line for priced in sale.lines):
        if line.sample_reason is not None:
            yield ShiftFigure(
                by=sale.cashier_id,
                kind="sample",
                key=line.sample_reason,
                count=1,
                amount=line.normal_value,
            )
