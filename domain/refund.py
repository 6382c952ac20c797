"""Refunds: part of a sale taken back, to the minor unit, and never more than was paid.

The sale stays as it was (a refund is a new fact). What `k` of a line's `n` units are worth is its
gross times k/n, rounded; one refund is worth the difference between two such sums. So however a
line is parted over refunds, they add up to what was paid for it, discounts and VAT included, and
the last one is exact. Money back is rounded the same way where it is cash.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, get_args

from domain.cart_line import WeightSource
from domain.catalog import SoldBy
from domain.errors import RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import BASIS_POINTS, Money, divide_rounded, round_to_step
from domain.money_text import format_money
from domain.pricing import PricedLine, VatSum
from domain.refund_rule import REFUND_REASONS, RefundReason, RefundRule
from domain.sale import Sale
from domain.sentence import told

BackKind = Literal["cash", "store_credit", "bank_card", "exchange", "payment"]
BACK_KINDS: tuple[BackKind, ...] = get_args(BackKind)
REFUNDABLE = "refundable"


def refundable_resource(receipt_number: str) -> str:
    """The name of what is left to give back for a receipt; its unit is a minor unit of money."""
    return f"{REFUNDABLE}:{receipt_number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """A line of a sale as far as a refund needs it: `gross` was paid for all of it.

    `quantity` counts pieces, or grams where it was sold by weight (`sold_by`).
    """

    line_no: int
    kind: Literal["item", "shipment"]
    item_id: str
    name: str
    quantity: int
    gross: Money
    vat: Money
    tax_class: str
    vat_basis_points: int
    sold_by: SoldBy = "each"

    @property
    def is_weighed(self) -> bool:
        return self.sold_by != "each"

    def __post_init__(self) -> None:
        require_int(self.line_no, "line_no", low=1)
        require_int(self.quantity, "quantity", low=1)
        require_text(self.name, "name", longest=500)
        require_text(self.tax_class, "tax_class")
        require_int(self.vat_basis_points, "vat_basis_points", low=0, high=BASIS_POINTS)
        if self.gross.is_negative or self.vat.is_negative or self.vat > self.gross:
            raise ValueError("the VAT of a line is between nothing and what was paid for it")

    def worth(self, units: int) -> tuple[Money, Money]:
        """What this many of its units are worth, and the VAT inside that; all of it for all."""
        require_int(units, "units", low=0, high=self.quantity)
        gross_minor = divide_rounded(self.gross.amount_minor * units, self.quantity)
        vat_minor = divide_rounded(
            self.vat.amount_minor * gross_minor, max(self.gross.amount_minor, 1)
        )
        return Money(gross_minor, self.gross.currency), Money(vat_minor, self.gross.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refundable:
    """A sale with what was given back for it so far.

    `paid` is what the customer paid (total and cash rounding), `given` the money given back,
    `returned` how many units of each line were (by line number).

    Raises:
        ValueError: when more was returned or given back than there was.
    """

    receipt_number: str
    lines: tuple[SoldLine, ...]
    paid: Money
    given: Money
    returned: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        require_text(self.receipt_number, "receipt_number", longest=128)
        quantities = {line.line_no: line.quantity for line in self.lines}
        if not quantities or len(quantities) != len(self.lines):
            raise ValueError("a sale has lines, each under a number of its own")
        for line_no, units in self.returned.items():
            require_int(units, "returned", low=0, high=quantities.get(line_no, -1))
        if self.given.is_negative or self.given > self.paid:
            raise ValueError("what was given back is never more than what was paid")

    @property
    def left(self) -> Money:
        """The most that can still be given back."""
        return self.paid - self.given

    @property
    def is_settled(self) -> bool:
        """Whether every unit was returned."""
        return all(self.units_left(line) == 0 for line in self.lines)

    def units_left(self, line: SoldLine) -> int:
        """How many units of a line can still be returned."""
        return line.quantity - self.returned.get(line.line_no, 0)

    @property
    def returned_worth(self) -> Money:
        """What the units returned so far were sold for."""
        worth = (line.worth(self.returned.get(line.line_no, 0))[0] for line in self.lines)
        return Money.total_of(worth, self.paid.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """Units of one sold line that come back, and what they are worth: `vat` is part of `gross`.

    `quantity` is grams of what was sold by weight; `weight_source` says who read them off.
    """

    sold: SoldLine
    quantity: int
    gross: Money
    vat: Money
    weight_source: WeightSource | None = None

    @property
    def pieces(self) -> int:
        """How many pieces it is: some of what was weighed counts as one."""
        return 1 if self.sold.is_weighed else self.quantity

    @property
    def weight_grams(self) -> int | None:
        return self.quantity if self.sold.is_weighed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What comes back in one refund, with its sums; the VAT is at the sale's own rates."""

    lines: tuple[ReturnedLine, ...]
    total: Money
    vat_total: Money
    vat_by_class: tuple[VatSum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTender:
    """Money given back.

    `approval_code` is what the bank's terminal printed, `reference` a store credit's code, an
    `exchange`'s number, or the id of a `payment` that goes back as it was paid; "" for others.

    Raises:
        ValueError: for an unknown kind, nothing, or a kind without its code.
    """

    kind: BackKind
    amount: Money
    approval_code: str = ""
    reference: str = ""

    def __post_init__(self) -> None:
        if self.kind not in BACK_KINDS:
            raise ValueError(f"unknown kind of tender {self.kind!r}")
        if self.amount.amount_minor <= 0:
            raise ValueError("what is given back is above zero")
        if (self.kind == "bank_card") != bool(self.approval_code):
            raise ValueError("a terminal's approval code, and only there")
        if (self.kind in {"store_credit", "exchange", "payment"}) != bool(self.reference):
            raise ValueError("a store credit's code, an exchange's number, a payment; only there")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundContext:
    """Where and when a refund happens, why, and who signed: `at` is UTC.

    `provisional` is a refund for a receipt of another till that central has not confirmed.
    """

    refund_number: str
    at: datetime
    business_date: date
    shift_number: int
    cashier_id: str
    reason: RefundReason
    approved_by: str | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """A refund as it was given: `rounding` is what was given less what the goods were worth.

    Raises:
        ValueError: when lines, VAT and tenders do not agree to the minor unit, or nobody signed
            for a provisional one.
    """

    context: RefundContext
    of_receipt: str
    returned: Returned
    rounding: Money
    tenders: tuple[BackTender, ...]

    def __post_init__(self) -> None:
        context, total = self.context, self.returned.total
        require_text(context.refund_number, "refund_number", longest=128)
        require_text(context.cashier_id, "cashier_id")
        require_text(self.of_receipt, "of_receipt", longest=128)
        require_utc(context.at, "at")
        require_int(context.shift_number, "shift_number", low=1)
        if context.reason not in REFUND_REASONS:
            raise ValueError(f"unknown reason {context.reason!r}")
        if context.provisional and context.approved_by is None:
            raise ValueError("somebody signs for a provisional refund")
        if not self.tenders or total + self.rounding != self.given:
            raise ValueError("what is given must be the total and its rounding")

    @property
    def given(self) -> Money:
        """The money that goes back to the customer."""
        amounts = (tender.amount for tender in self.tenders)
        return Money.total_of(amounts, self.returned.total.currency)


def refundable_of(sale: Sale) -> Refundable:
    """A sale of which nothing was given back yet."""
    return Refundable(
        receipt_number=sale.receipt_number,
        lines=tuple(
            SoldLine(
                line_no=priced.line.line_no,
                kind=priced.line.kind,
                item_id=_what_was_sold(priced),
                name=priced.line.name,
                quantity=priced.line.quantity * (priced.line.weight_grams or 1),
                gross=priced.gross,
                vat=priced.vat,
                tax_class=priced.line.tax_class,
                vat_basis_points=priced.vat_basis_points,
                sold_by=priced.line.sold_by,
            )
            for priced in sale.lines
        ),
        paid=sale.due,
        given=Money.zero(sale.total.currency),
    )


def _what_was_sold(priced: PricedLine) -> str:
    line = priced.line
    return line.item_id or ("" if line.shipment is None else line.shipment.shipment_id)


def take_back(
    refundable: Refundable, units: Mapping[int, int], on_scale: Collection[int] = ()
) -> Returned:
    """Reckon what comes back: `units` by line number, lines with 0 left out.

    Grams of what was sold by weight are a scale's for the lines `on_scale`, else typed.

    Raises:
        RuleBroken: code "nothing_chosen"; "more_than_sold" naming the line and what is left of it.
    """
    lines = tuple(
        _taken(refundable, line, units[line.line_no], is_on_scale=line.line_no in on_scale)
        for line in refundable.lines
        if units.get(line.line_no, 0)
    )
    if not lines or {line_no for line_no, count in units.items() if count} - {
        line.sold.line_no for line in lines
    }:
        raise RuleBroken(
            "Nothing is chosen",
            "Choose what comes back and how many of it. Nothing was given back and nothing is"
            " lost.",
            "nothing_chosen",
        )
    return summed(lines)


def _taken(
    refundable: Refundable, line: SoldLine, count: int, *, is_on_scale: bool
) -> ReturnedLine:
    left = refundable.units_left(line)
    if not 0 < count <= left:
        raise RuleBroken(
            "More than was sold",
            told(
                "{name}: {quantity} sold, {returned} returned before, {left} left to return."
                " Nothing was given back and nothing is lost. Type {left} or less.",
                name=line.name,
                quantity=_measured(line, line.quantity),
                returned=_measured(line, line.quantity - left),
                left=_measured(line, left),
            ),
            "more_than_sold",
        )
    before = line.quantity - left
    gross_before, vat_before = line.worth(before)
    gross, vat = line.worth(before + count)
    weighed_by: WeightSource = "scale" if is_on_scale else "manual"
    return ReturnedLine(
        sold=line,
        quantity=count,
        gross=gross - gross_before,
        vat=vat - vat_before,
        weight_source=weighed_by if line.is_weighed else None,
    )


def _measured(line: SoldLine, units: int) -> str:
    """How much of a line, as people say it: 3, or 1,250 g."""
    return f"{units:,} g" if line.is_weighed else str(units)


def summed(lines: Sequence[ReturnedLine]) -> Returned:
    """Add lines up, by tax class and rate. There is at least one."""
    currency = lines[0].gross.currency
    groups: dict[tuple[str, int], list[ReturnedLine]] = {}
    for line in lines:
        key = (line.sold.tax_class, line.sold.vat_basis_points)
        groups.setdefault(key, []).append(line)
    by_class = tuple(
        VatSum(
            tax_class=tax_class,
            basis_points=basis_points,
            gross=Money.total_of((line.gross for line in group), currency),
            vat=Money.total_of((line.vat for line in group), currency),
        )
        for (tax_class, basis_points), group in groups.items()
    )
    return Returned(
        lines=tuple(lines),
        total=Money.total_of((line.gross for line in lines), currency),
        vat_total=Money.total_of((line.vat for line in lines), currency),
        vat_by_class=by_class,
    )


def money_back(refundable: Refundable, returned: Returned, step_minor: int = 1) -> Money:
    """What the customer gets for it; `step_minor` is the cash step where it is cash.

    What earlier roundings gave too much or too little is made good, so that many small refunds are
    worth what one is; the last one is all that is left, and none is more (down to the step).
    """
    require_int(step_minor, "step_minor", low=1)
    left_minor = refundable.left.amount_minor
    worth = refundable.returned_worth + returned.total
    most_minor = left_minor - left_minor % step_minor
    if after_refund(refundable, returned, Money.zero(worth.currency)).is_settled:
        return Money(most_minor, worth.currency)
    due_minor = round_to_step((worth - refundable.given).amount_minor, step_minor)
    return Money(max(0, min(due_minor, most_minor)), worth.currency)


def after_refund(refundable: Refundable, returned: Returned, given: Money) -> Refundable:
    """The sale after this came back for that money. Raises ValueError beyond what there was."""
    counts = dict(refundable.returned)
    for line in returned.lines:
        counts[line.sold.line_no] = counts.get(line.sold.line_no, 0) + line.quantity
    return replace(refundable, given=refundable.given + given, returned=MappingProxyType(counts))


def needs_approval(rule: RefundRule, given: Money, *, at_selling_till: bool) -> bool:
    """Whether a supervisor must sign."""
    return not at_selling_till or given.amount_minor > rule.free_minor


def require_within_cap(rule: RefundRule, given: Money, before: Money) -> None:
    """Let a refund elsewhere pass that stays under the cap with what was given there before.

    Raises:
        RuleBroken: code "above_cap".
    """
    most = Money(rule.elsewhere_max_minor, given.currency)
    if before + given > most:
        raise RuleBroken(
            "Too much for a receipt of another till",
            told(
                "Without central, this till gives back up to {most} for it, and {before} was given"
                " before. Nothing was given back and nothing is lost. Ask again when the line is"
                " back, or send the customer to the till that sold it.",
                most=format_money(most),
                before=format_money(before),
            ),
            "above_cap",
        )
