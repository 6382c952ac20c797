"""Shipments: pieces in the units they were measured in, parties, and the hard limits.

A measure keeps its value and unit as entered. Comparisons use whole nanograms and nanometres,
in which a thousandth of a pound (1 lb = 453.59237 g) and of an inch (1 in = 25.4 mm) are exact,
so 200 lb is exactly the limit and neither 90.7 kg nor a rounding decides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from domain.errors import BadInput, RuleBroken
from domain.invariants import require_int, require_text
from domain.limit_words import needs_you
from domain.money import Money, divide_rounded
from domain.sentence import together, told

WeightUnit = Literal["lb", "kg"]
LengthUnit = Literal["in", "cm"]
WeightSource = Literal["scale", "manual"]
"""Whether a scale that stood still said a weight, or somebody typed it."""

_NANOGRAMS: Mapping[str, int] = MappingProxyType({"lb": 453_592_370, "kg": 1_000_000_000})
_NANOMETRES: Mapping[str, int] = MappingProxyType({"in": 25_400, "cm": 10_000})
"""Of a thousandth of each unit."""

MILLI = 1_000
_MEASURE_MAX_MILLI = 10**9
_PIECES_MAX = 99
_TEXT_MAX = 200
_TYPED = re.compile(r"(?P<whole>[0-9]{1,6})(?:\.(?P<part>[0-9]*))?\s*(?P<unit>[a-zA-Z]*)")
_PART_DIGITS = 3
_WEIGHT, _SIZE = told("weight"), told("size")

REGION_NAMES: Mapping[int, str] = MappingProxyType(
    {
        1: "Barima-Waini",
        2: "Pomeroon-Supenaam",
        3: "Essequibo Islands-West Demerara",
        4: "Demerara-Mahaica",
        5: "Mahaica-Berbice",
        6: "East Berbice-Corentyne",
        7: "Cuyuni-Mazaruni",
        8: "Potaro-Siparuni",
        9: "Upper Takutu-Upper Essequibo",
        10: "Upper Demerara-Berbice",
    }
)
"""Guyana's ten administrative regions (ISO 3166-2:GY has no numbers; counters use them)."""


def format_milli(value_milli: int) -> str:
    """Thousandths as a person writes them: 46500 is `46.5`, 200000 is `200`."""
    whole, part = divmod(value_milli, MILLI)
    return f"{whole:,}.{part:03d}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight in thousandths of the unit it was read in (`lb` or `kg`)."""

    value_milli: int
    unit: WeightUnit

    def __post_init__(self) -> None:
        require_int(self.value_milli, "value_milli", low=0, high=_MEASURE_MAX_MILLI)
        if self.unit not in _NANOGRAMS:
            raise ValueError(f"unknown unit of weight {self.unit!r}")

    @property
    def nanograms(self) -> int:
        """Exact; compare and add in this."""
        return self.value_milli * _NANOGRAMS[self.unit]

    @property
    def grams(self) -> int:
        """Rounded to the gram, for display and other systems."""
        return divide_rounded(self.nanograms, 10**9)

    @property
    def text(self) -> str:
        return f"{format_milli(self.value_milli)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Length:
    """A length in thousandths of the unit it was measured in (`in` or `cm`)."""

    value_milli: int
    unit: LengthUnit

    def __post_init__(self) -> None:
        require_int(self.value_milli, "value_milli", low=0, high=_MEASURE_MAX_MILLI)
        if self.unit not in _NANOMETRES:
            raise ValueError(f"unknown unit of length {self.unit!r}")

    @property
    def nanometres(self) -> int:
        """Exact; compare and multiply in this."""
        return self.value_milli * _NANOMETRES[self.unit]

    @property
    def millimetres(self) -> int:
        """Rounded to the millimetre, for display and other systems."""
        return divide_rounded(self.nanometres, 10**6)

    @property
    def text(self) -> str:
        return f"{format_milli(self.value_milli)} {self.unit}"


def parse_weight(text: str, unit: WeightUnit) -> Weight:
    """Read a weight as typed or sent by a scale: `46.5`, `46.5 lb`, `21 kg`; `unit` if none given.

    Raises:
        BadInput: not a figure above zero, another unit, or finer than a thousandth.
    """
    value_milli, typed_unit = _parse_milli(text, _WEIGHT)
    match typed_unit or unit:
        case "lb" | "lbs":
            return Weight(value_milli, "lb")
        case "kg" | "kgs":
            return Weight(value_milli, "kg")
        case other:
            raise _bad_measure(_WEIGHT, _bad_unit(other, "lb or kg"))


def parse_length(text: str, unit: LengthUnit) -> Length:
    """Read one side as typed: `24`, `24 in`, `61 cm`; `unit` if none is given.

    Raises:
        BadInput: not a figure above zero, another unit, or finer than a thousandth.
    """
    value_milli, typed_unit = _parse_milli(text, _SIZE)
    match typed_unit or unit:
        case "in":
            return Length(value_milli, "in")
        case "cm":
            return Length(value_milli, "cm")
        case other:
            raise _bad_measure(_SIZE, _bad_unit(other, "in or cm"))


def _parse_milli(text: str, what: str) -> tuple[int, str]:
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise _bad_measure(what, told("Type figures, as in 46.5."))
    if len(part := found["part"] or "") > _PART_DIGITS:
        too_many = told("At most {digits} digits after the point.", digits=_PART_DIGITS)
        raise _bad_measure(what, too_many)
    value_milli = int(found["whole"]) * MILLI + int(part.ljust(_PART_DIGITS, "0"))
    if value_milli == 0:
        raise _bad_measure(what, told("It must be above zero."))
    return value_milli, found["unit"].lower()


def _bad_unit(typed: str, known: str) -> str:
    return told("{unit} is not a unit here. Use {known}.", unit=typed, known=known)


def _bad_measure(what: str, sentence: str) -> BadInput:
    return BadInput(
        told("Check the {what}", what=what),
        told("{sentence} Nothing is lost. Type the {what} again.", sentence=sentence, what=what),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One box, barrel or bag: what is inside, how it is packed, its gross weight and three sides.

    Contents and size are stated because customs expects them on the manifest. `weight_source` says
    whether a scale weighed it: a typed weight stays marked as typed.

    Raises:
        BadInput: no description, a text too long, or a measure of zero.
    """

    description: str
    packing: str
    weight: Weight
    length: Length
    width: Length
    height: Length
    weight_source: WeightSource = "manual"

    def __post_init__(self) -> None:
        _require_typed(self.description, told("what is inside"))
        _require_typed(self.packing, told("the packing"))
        if self.weight.value_milli == 0:
            raise _bad_measure(_WEIGHT, told("It must be above zero."))
        if any(side.value_milli == 0 for side in self.sides):
            raise _bad_measure(_SIZE, told("Each side must be above zero."))

    @property
    def sides(self) -> tuple[Length, Length, Length]:
        return (self.length, self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Consignor or consignee. Personal: everything but the ids stays out of facts and of logs.

    Guyana has no postcodes: lot and street, village, region 1 to 10 and a landmark find the
    place. Only the name and the region are required.

    Raises:
        BadInput: no name, a text too long, or a region that is not 1 to 10.
    """

    person_id: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    lot_street: str = field(repr=False)
    village: str = field(repr=False)
    region: int
    landmark: str = field(repr=False)

    def __post_init__(self) -> None:
        require_text(self.person_id, "person_id")
        require_int(self.region, "region")
        _require_typed(self.name, told("the name"))
        for text in (self.phone, self.lot_street, self.village, self.landmark):
            _require_short(text)
        if self.region not in REGION_NAMES:
            raise BadInput(
                "Check the region",
                told(
                    "Guyana has regions 1 to 10, not {region}. Nothing is lost. Choose the region"
                    " again.",
                    region=self.region,
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentDraft:
    """A shipment being put together; `declared_value` is what the cover is for, None for none.

    A draft may be over the limits (the screen shows how far); booking it may not.

    Raises:
        BadInput: no piece, more than 99, or a declared value that is not above zero.
    """

    shipment_id: str
    consignor: Party
    consignee: Party
    pieces: tuple[Piece, ...]
    declared_value: Money | None = None

    def __post_init__(self) -> None:
        require_text(self.shipment_id, "shipment_id")
        if not 1 <= len(self.pieces) <= _PIECES_MAX:
            raise BadInput(
                "Check the pieces",
                told(
                    "A shipment has 1 to {pieces_max} pieces. Nothing is lost. Press Ins to add a"
                    " piece, or make a second shipment.",
                    pieces_max=_PIECES_MAX,
                ),
            )
        if self.declared_value is not None and self.declared_value.amount_minor <= 0:
            raise BadInput(
                "Check the declared value",
                "It must be above zero. Nothing is lost. Type it again, or leave it empty.",
            )


def _require_typed(text: str, what: str) -> None:
    if not text.strip():
        raise BadInput("Something is missing", told("Type {what}. Nothing is lost.", what=what))
    _require_short(text)


def _require_short(text: str) -> None:
    if len(text) > _TEXT_MAX:
        raise BadInput(
            "That is too long",
            told(
                "A field takes at most {text_max} characters. Nothing is lost. Shorten it.",
                text_max=_TEXT_MAX,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentLimits:
    """What may be booked without a special quote; a value at the limit is within it."""

    piece_weight_milli_lb: int
    shipment_weight_milli_lb: int
    side_milli_in: int
    piece_count_max: int

    def __post_init__(self) -> None:
        for name in self.__slots__:
            require_int(getattr(self, name), name, low=1, high=_MEASURE_MAX_MILLI)


BreachCode = Literal["piece_weight", "side", "shipment_weight", "piece_count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBreach:
    """One limit passed: `piece_no` counts from 1, None for the whole shipment."""

    piece_no: int | None
    code: BreachCode
    sentence: str


class OverLimit(RuleBroken):
    """The shipment needs a special quote; `breaches` says why, one sentence each."""

    def __init__(self, breaches: tuple[LimitBreach, ...]) -> None:
        sentences = together(breach.sentence for breach in breaches)
        super().__init__(
            "This shipment needs a special quote",
            told(
                "{sentences} Nothing is lost. Press F5 for a special quote, or change the pieces.",
                sentences=sentences,
            ),
            "over_limit",
        )
        self.args = (breaches,)
        self.breaches = breaches


def gross_weight_nanograms(pieces: Sequence[Piece]) -> int:
    """The exact sum of the pieces' weights."""
    return sum(piece.weight.nanograms for piece in pieces)


def nanograms_to_milli_lb(nanograms: int) -> int:
    """To the nearest thousandth of a pound; exact for weights read in pounds."""
    return divide_rounded(nanograms, _NANOGRAMS["lb"])


def check_limits(pieces: Sequence[Piece], limits: ShipmentLimits) -> tuple[LimitBreach, ...]:
    """Every limit these pieces pass, piece by piece, then for the whole; empty when bookable.

    The limits are the hard ones of the trade: 200 lb a piece, 500 lb in all, 120 in a side,
    10 pieces; a value exactly at a limit passes. Compared exactly, whatever unit was entered.
    """
    numbered = enumerate(pieces, start=1)
    breaches = [one for no, piece in numbered for one in _check_piece(no, piece, limits)]
    over_ng = gross_weight_nanograms(pieces) - limits.shipment_weight_milli_lb * _NANOGRAMS["lb"]
    if over_ng > 0:
        limit = format_milli(limits.shipment_weight_milli_lb)
        over = _over(over_ng, "lb")
        why = told("It is {over} over the limit of {limit} lb.", over=over, limit=limit)
        sentence = needs_you(None, why)
        breaches.append(LimitBreach(piece_no=None, code="shipment_weight", sentence=sentence))
    if len(pieces) > limits.piece_count_max:
        why = told(
            "It has {count} pieces, and {limit} are the limit.",
            count=len(pieces),
            limit=limits.piece_count_max,
        )
        sentence = needs_you(None, why)
        breaches.append(LimitBreach(piece_no=None, code="piece_count", sentence=sentence))
    return tuple(breaches)


def _check_piece(piece_no: int, piece: Piece, limits: ShipmentLimits) -> list[LimitBreach]:
    found: list[LimitBreach] = []
    if (over_ng := piece.weight.nanograms - limits.piece_weight_milli_lb * _NANOGRAMS["lb"]) > 0:
        why = told("It is {over} over the limit for one piece.", over=_over(over_ng, "lb"))
        sentence = needs_you(piece_no, why)
        found.append(LimitBreach(piece_no=piece_no, code="piece_weight", sentence=sentence))
    over_nm = max(s.nanometres for s in piece.sides) - limits.side_milli_in * _NANOMETRES["in"]
    if over_nm > 0:
        why = told(
            "Its longest side is {over} over the limit of {limit} in.",
            over=_over(over_nm, "in"),
            limit=format_milli(limits.side_milli_in),
        )
        sentence = needs_you(piece_no, why)
        found.append(LimitBreach(piece_no=piece_no, code="side", sentence=sentence))
    return found


def _over(amount_nano: int, unit: Literal["lb", "in"]) -> str:
    of_milli = _NANOGRAMS["lb"] if unit == "lb" else _NANOMETRES["in"]
    return f"{format_milli(-(-amount_nano // of_milli))} {unit}"  # up: never "0 lb over"


def require_bookable(draft: ShipmentDraft, limits: ShipmentLimits) -> None:
    """Let a shipment within the limits pass.

    Raises:
        OverLimit: with every breach; it needs a special quote and is never booked silently.
    """
    if breaches := check_limits(draft.pieces, limits):
        raise OverLimit(breaches)
