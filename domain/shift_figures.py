"""What a shift did, figure by figure: sales, tenders, refunds, voids and discounts, by cashier.

The figures of a shift are its Z; those of all shifts of a till together are its perpetual totals,
which never begin again (French law asks for both: CGI 286-I-3 bis, reference: sync.md 6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from domain.invariants import require_int, require_text
from domain.money import Money
from domain.pricing import VatSum
from domain.refund import Refund
from domain.sale import Sale, share_change

FigureKind = Literal[
    "sale",
    "rounding",
    "tender",
    "discount",
    "override",
    "void",
    "refund",
    "refund_vat",
    "refund_rounding",
    "refund_tender",
]

FIGURE_KINDS: frozenset[str] = frozenset(get_args(FigureKind))

_SIGNED = frozenset({"rounding", "tender", "refund_rounding"})
_KEY_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFigure:
    """How often somebody did something in a shift, and what it came to in the till's currency.

    `key` parts a kind: a tender's is what paid (`cash`, `cash:USD`, `bank_card` …). Everything but
    rounding and tenders is counted upwards: a refund's amount is positive too.

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
    """The figures that a sale adds to: itself, its rounding, what paid it, what was taken off."""
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
        *_discounts(sale),
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
