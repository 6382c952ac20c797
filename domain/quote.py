"""What a shipment costs: chargeable weight by piece, then the lines of the rate sheet.

Dimensional weight is volume over a divisor, each divisor with its own units (166 cubic inches a
pound, 6,000 cubic centimetres a kilogram): they are not exact conversions of one another, so the
arithmetic is done in the units of the tariff, in exact fractions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from domain.errors import RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import BASIS_POINTS, Money, divide_rounded, minor_digits
from domain.money_text import format_money
from domain.sentence import told
from domain.shipment import (
    MILLI,
    Length,
    Piece,
    ShipmentDraft,
    Weight,
    WeightUnit,
    format_milli,
    gross_weight_nanograms,
    nanograms_to_milli_lb,
)

SideRounding = Literal["none", "nearest", "up"]
SIDE_ROUNDINGS: Mapping[str, SideRounding] = MappingProxyType(
    {"none": "none", "nearest": "nearest", "up": "up"}
)
"""The ways a side is rounded, by their names in a rate sheet."""

PRICE_ID_PREFIX = "rate_sheet:"
"""What stands before a sheet's name where a line says which price it was sold at."""
SPECIAL_ID_PREFIX = "special_quote:"
"""The same before the id of a special quote."""
_SPECIAL_ID_MAX = 100
_HOURS_MAX = 24 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRule:
    """How a tariff turns size and weight into chargeable weight.

    `divisor` is in cubic inches a pound (`unit="lb"`) or cubic centimetres a kilogram (`"kg"`);
    `sides` says how each side is rounded to whole inches or centimetres first; the larger of
    actual and dimensional weight goes up to the next `step_milli` (thousandths of the unit).
    """

    divisor: int
    unit: WeightUnit
    step_milli: int
    sides: SideRounding

    def __post_init__(self) -> None:
        require_int(self.divisor, "divisor", low=1)
        require_int(self.step_milli, "step_milli", low=1)
        if self.unit not in {"lb", "kg"} or self.sides not in SIDE_ROUNDINGS:
            raise ValueError("a charge rule is in lb or kg, with sides none, nearest or up")


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCharge:
    """One piece's weights in the tariff's unit; `by_size` when its size is what costs."""

    piece_no: int
    dimensional_milli: int
    chargeable_milli: int
    by_size: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSheet:
    """A tariff: money in minor units of `currency`, VAT included, chargeable weight in pounds."""

    name: str
    currency: str
    freight_minor_per_lb: int
    fuel_basis_points: int
    remote_regions: frozenset[int]
    remote_minor: int
    dim_divisor: int
    charge_step_milli_lb: int
    side_rounding: SideRounding
    cover_basis_points: int
    tax_class: str

    def __post_init__(self) -> None:
        require_text(self.name, "name")
        require_text(self.tax_class, "tax_class")
        minor_digits(self.currency)
        require_int(self.freight_minor_per_lb, "freight_minor_per_lb", low=0)
        require_int(self.fuel_basis_points, "fuel_basis_points", low=0, high=BASIS_POINTS)
        require_int(self.remote_minor, "remote_minor", low=0)
        require_int(self.cover_basis_points, "cover_basis_points", low=0, high=BASIS_POINTS)
        for region in self.remote_regions:
            require_int(region, "remote_regions", low=1, high=10)
        _ = self.charge_rule

    @property
    def charge_rule(self) -> ChargeRule:
        return ChargeRule(
            divisor=self.dim_divisor,
            unit="lb",
            step_milli=self.charge_step_milli_lb,
            sides=self.side_rounding,
        )


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One cost of a quote, as the customer reads it."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialTerms:
    """Which special quote a price is, and whose signature it has (a staff id)."""

    quote_id: str
    approved_by: str

    def __post_init__(self) -> None:
        require_text(self.quote_id, "quote_id", longest=_SPECIAL_ID_MAX)
        require_text(self.approved_by, "approved_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price for a shipment, VAT included, good until `valid_until` (UTC).

    Weights are thousandths of a pound. `charges` are the pieces in their order. `special` is there
    where a person made the price (`domain.special_quote`).
    """

    lines: tuple[QuoteLine, ...]
    charges: tuple[PieceCharge, ...]
    gross_weight_milli_lb: int
    chargeable_milli_lb: int
    total: Money
    valid_until: datetime
    sheet_name: str
    tax_class: str
    special: SpecialTerms | None = None

    def __post_init__(self) -> None:
        require_utc(self.valid_until, "valid_until")
        if Money.total_of((line.amount for line in self.lines), self.total.currency) != self.total:
            raise ValueError("the lines of a quote must sum to its total")

    @property
    def price_id(self) -> str:
        """Which price a line is sold at: the rate sheet's, or one that a person made."""
        if self.special is None:
            return f"{PRICE_ID_PREFIX}{self.sheet_name}"
        return f"{SPECIAL_ID_PREFIX}{self.special.quote_id}"


def special_id_of(price_id: str) -> str | None:
    """The id of the special quote that a line is sold at, None for any other price."""
    if not price_id.startswith(SPECIAL_ID_PREFIX):
        return None
    return price_id.removeprefix(SPECIAL_ID_PREFIX)


def read_quote_hours(value: Mapping[str, object]) -> int:
    """Read how long a quote holds, in hours (rule kind `quote_validity`).

    Raises:
        KeyError, TypeError, ValueError: for a rule that cannot be read.
    """
    read_special_hours(value)
    return require_int(value["hours"], "hours", low=1, high=_HOURS_MAX)


def read_special_hours(value: Mapping[str, object]) -> int:
    """Read how long a special quote may hold at most, in hours (rule kind `quote_validity`).

    As long as any quote where nothing is said.

    Raises:
        KeyError, TypeError, ValueError: for a rule that cannot be read.
    """
    longest_h = value.get("special_hours", value["hours"])
    return require_int(longest_h, "special_hours", low=1, high=_HOURS_MAX)


def dimensional_weight(piece: Piece, rule: ChargeRule) -> Fraction:
    """Volume over the tariff's divisor, exact, in the tariff's unit (lb or kg)."""
    length, width, height = (_side(side, rule) for side in piece.sides)
    return length * width * height / rule.divisor


def charge_piece(piece_no: int, piece: Piece, rule: ChargeRule) -> PieceCharge:
    """The larger of actual and dimensional weight, up to the tariff's next step."""
    actual = Fraction(piece.weight.nanograms, Weight(MILLI, rule.unit).nanograms)
    dimensional = dimensional_weight(piece, rule)
    charged = max(actual, dimensional) * MILLI
    return PieceCharge(
        piece_no=piece_no,
        dimensional_milli=divide_rounded(dimensional.numerator * MILLI, dimensional.denominator),
        chargeable_milli=math.ceil(charged / rule.step_milli) * rule.step_milli,
        by_size=dimensional > actual,
    )


def charge_pieces(pieces: Sequence[Piece], rule: ChargeRule) -> tuple[PieceCharge, ...]:
    """Each piece on its own, as the counter's tariffs do; their sum is what freight is paid on."""
    return tuple(charge_piece(number, piece, rule) for number, piece in enumerate(pieces, start=1))


def _side(side: Length, rule: ChargeRule) -> Fraction:
    whole = Length(MILLI, "in" if rule.unit == "lb" else "cm").nanometres
    if rule.sides == "none":
        return Fraction(side.nanometres, whole)
    if rule.sides == "up":
        return Fraction(-(-side.nanometres // whole))
    # A very flat piece still has a side of one: nothing is carried for free.
    return Fraction(max(1, divide_rounded(side.nanometres, whole)))


def quote_shipment(draft: ShipmentDraft, sheet: RateSheet, *, at: datetime, valid_h: int) -> Quote:
    """Price a shipment by a rate sheet; `at` is now (UTC), `valid_h` how many hours it holds.

    Limits are not looked at: a draft over them can be priced piece by piece while it is changed;
    `domain.shipment.require_bookable` guards the booking.

    Raises:
        RuleBroken: code "cover_currency" when the declared value is in another currency.
        ValueError: when `at` is not UTC or `valid_h` is not positive.
    """
    require_utc(at, "at")
    require_int(valid_h, "valid_h", low=1)
    charges = charge_pieces(draft.pieces, sheet.charge_rule)
    chargeable_milli_lb = sum(charge.chargeable_milli for charge in charges)
    lines = _quote_lines(draft, sheet, chargeable_milli_lb)
    return Quote(
        lines=lines,
        charges=charges,
        gross_weight_milli_lb=nanograms_to_milli_lb(gross_weight_nanograms(draft.pieces)),
        chargeable_milli_lb=chargeable_milli_lb,
        total=Money.total_of((line.amount for line in lines), sheet.currency),
        valid_until=at + timedelta(hours=valid_h),
        sheet_name=sheet.name,
        tax_class=sheet.tax_class,
    )


def _quote_lines(
    draft: ShipmentDraft, sheet: RateSheet, chargeable_milli_lb: int
) -> tuple[QuoteLine, ...]:
    rate = Money(sheet.freight_minor_per_lb, sheet.currency)
    freight = Money(
        divide_rounded(chargeable_milli_lb * sheet.freight_minor_per_lb, MILLI), sheet.currency
    )
    lines = [
        QuoteLine(
            told(
                "Freight, {weight} lb \N{MULTIPLICATION SIGN} {rate}",
                weight=format_milli(chargeable_milli_lb),
                rate=format_money(rate),
            ),
            freight,
        )
    ]
    if sheet.fuel_basis_points:
        fuel = freight.share(sheet.fuel_basis_points)
        share = _percent(sheet.fuel_basis_points)
        lines.append(QuoteLine(told("Fuel, {share}", share=share), fuel))
    if draft.consignee.region in sheet.remote_regions:
        remote = Money(sheet.remote_minor, sheet.currency)
        region = draft.consignee.region
        lines.append(QuoteLine(told("Remote area, Region {region}", region=region), remote))
    if draft.declared_value is not None:
        lines.append(_cover_line(draft.declared_value, sheet))
    return tuple(lines)


def _cover_line(declared: Money, sheet: RateSheet) -> QuoteLine:
    if declared.currency != sheet.currency:
        raise RuleBroken(
            "Check the declared value",
            told(
                "This rate sheet covers values in {currency}, not {declared_currency}. Nothing is"
                " lost. Type the value again in that currency.",
                currency=sheet.currency,
                declared_currency=declared.currency,
            ),
            "cover_currency",
        )
    share = _percent(sheet.cover_basis_points)
    label = told("Cover, {share} of {value}", share=share, value=format_money(declared))
    return QuoteLine(label, declared.share(sheet.cover_basis_points))


def _percent(basis_points: int) -> str:
    return f"{format_milli(basis_points * 10)} %"
