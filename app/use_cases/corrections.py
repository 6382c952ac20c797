"""What can be put right in an operation that central did not take, and the body that says so.

Pure: an old body and typed words go in, a new body comes out. The figures that follow from others
are worked out anew; what was paid, sold and sent stays as it was.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput
from domain.money import Money
from domain.money_text import format_money
from domain.pricing import vat_inside
from domain.rules import RuleBook
from domain.sentence import together, told
from domain.shipment import (
    Length,
    Piece,
    Weight,
    check_limits,
    format_milli,
    gross_weight_nanograms,
    nanograms_to_milli_lb,
    parse_length,
    parse_weight,
)
from sync.protocol.bodies import SaleCompleted, SaleLineBody, ShiftClosed, ShipmentBooked
from sync.protocol.body_parts import Body
from sync.protocol.quote_bodies import PieceBody

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MEASURES = 4
_COUNT_MAX = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FixField:
    """One thing that may be typed anew: what it is, and what it says now."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """What a correction works with: the rules of the old business date, and a fresh number."""

    rules: RuleBook
    day: date
    take_receipt: Callable[[], str]


def fields_of(body: Body) -> tuple[FixField, ...]:
    """Return what may be typed anew; none for a kind that no till puts right (sync rule 11.3)."""
    if isinstance(body, SaleCompleted):
        return (FixField(label="Receipt number (clear it to take a new one)", text=body.receipt),)
    if isinstance(body, ShiftClosed):
        return tuple(
            FixField(label=format_money(Money(value, body.currency)), text=str(count))
            for value, count in body.counts
        )
    if isinstance(body, ShipmentBooked):
        return tuple(
            FixField(label=f"Piece {piece.piece_no}, {piece.packing}", text=_measures(piece))
            for piece in body.pieces
        )
    return ()


def corrected(body: Body, values: Sequence[str], anew: Anew) -> Body:
    """Return the body told anew.

    Raises BadInput for words that make no sense or leave it as wrong as it was, ValueError for
    another number of values than there are fields.
    """
    if len(values) != len(fields_of(body)):
        raise ValueError("a correction needs one value for each field")
    if isinstance(body, SaleCompleted):
        return _sale(body, values[0].strip(), anew)
    if isinstance(body, ShiftClosed):
        return _closing(body, values)
    if isinstance(body, ShipmentBooked):
        return _shipment(body, values, anew)
    raise _not_here()


def _sale(sale: SaleCompleted, receipt: str, anew: Anew) -> SaleCompleted:
    if receipt not in {"", sale.receipt}:
        raise BadInput(
            "Check the receipt number",
            "Leave it as it is, or clear it: the till then takes its next one. Nothing was sent.",
        )
    lines = _with_vat(sale, anew)
    return sale.model_copy(
        update={
            "receipt": receipt or anew.take_receipt(),
            "lines": lines,
            "vat_minor": sum(line.vat_minor for line in lines),
        }
    )


def _with_vat(sale: SaleCompleted, anew: Anew) -> tuple[SaleLineBody, ...]:
    """VAT by the rates in force that day, rounded once a class, its rest on the class's last."""
    by_class: dict[str, list[SaleLineBody]] = {}
    for line in sale.lines:
        by_class.setdefault(line.tax_class, []).append(line)
    told: dict[int, SaleLineBody] = {}
    for tax_class, lines in by_class.items():
        rate = anew.rules.vat_basis_points(tax_class, anew.day)
        gross = Money(sum(line.gross_minor for line in lines), sale.currency)
        rest = vat_inside(gross, rate).amount_minor
        for line in lines[:-1]:
            share = min(rest, vat_inside(Money(line.gross_minor, sale.currency), rate).amount_minor)
            told[line.line_no] = _line(line, rate, share)
            rest -= share
        told[lines[-1].line_no] = _line(lines[-1], rate, rest)
    return tuple(told[line.line_no] for line in sale.lines)


def _line(line: SaleLineBody, rate: int, vat_minor: int) -> SaleLineBody:
    return line.model_copy(update={"vat_basis_points": rate, "vat_minor": vat_minor})


def _closing(closing: ShiftClosed, values: Sequence[str]) -> ShiftClosed:
    counts = tuple(
        (value, _count(text)) for (value, _), text in zip(closing.counts, values, strict=True)
    )
    counted = sum(value * count for value, count in counts)
    return closing.model_copy(
        update={
            "counts": counts,
            "counted_minor": counted,
            "over_short_minor": counted - closing.expected_minor,
        }
    )


def _count(text: str) -> int:
    typed = text.strip().replace(",", "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(_COUNT_MAX)):
        raise BadInput(
            "Check the count",
            told(
                "{value} is no number of notes or coins. Nothing was sent.",
                value=text.strip() or told("Nothing"),
            ),
        )
    return int(typed)


def _shipment(shipment: ShipmentBooked, values: Sequence[str], anew: Anew) -> ShipmentBooked:
    pieces = tuple(_piece(piece, text) for piece, text in zip(shipment.pieces, values, strict=True))
    measured = tuple(_measured(piece) for piece in pieces)
    breaches = check_limits(measured, anew.rules.shipment_limits(anew.day))
    if breaches:
        raise BadInput(
            "It is still over a limit",
            together(
                (
                    *(breach.sentence for breach in breaches),
                    told("Nothing was sent. If the goods really are that large, ask the office."),
                )
            ),
        )
    gross = nanograms_to_milli_lb(gross_weight_nanograms(measured))
    return shipment.model_copy(update={"pieces": pieces, "gross_milli_lb": gross})


def _measures(piece: PieceBody) -> str:
    sides = (piece.length_milli, piece.width_milli, piece.height_milli)
    return (
        f"{format_milli(piece.weight_milli)} {piece.weight_unit}, "
        f"{' x '.join(map(format_milli, sides))} {piece.size_unit}"
    )


def _piece(piece: PieceBody, text: str) -> PieceBody:
    numbers = _NUMBER.findall(text.replace(",", ""))
    if len(numbers) != _MEASURES:
        raise BadInput(
            "Check the piece",
            told(
                "Piece {piece_no} needs four numbers, as in {measures}. Nothing was sent.",
                piece_no=piece.piece_no,
                measures=_measures(piece),
            ),
        )
    weight, *sides = numbers
    length, width, height = (parse_length(side, piece.size_unit).value_milli for side in sides)
    weight_milli = parse_weight(weight, piece.weight_unit).value_milli
    is_as_weighed = weight_milli == piece.weight_milli
    return piece.model_copy(
        update={
            "weight_milli": weight_milli,
            "weight_source": piece.weight_source if is_as_weighed else "manual",
            "length_milli": length,
            "width_milli": width,
            "height_milli": height,
        }
    )


def _measured(piece: PieceBody) -> Piece:
    return Piece(
        description="-",  # what is inside is personal, and no limit depends on it
        packing=piece.packing,
        weight=Weight(piece.weight_milli, piece.weight_unit),
        length=Length(piece.length_milli, piece.size_unit),
        width=Length(piece.width_milli, piece.size_unit),
        height=Length(piece.height_milli, piece.size_unit),
    )


def _not_here() -> BadInput:
    return BadInput(
        "Only the office can settle this", "This till cannot put it right. Nothing was sent."
    )


KINDS: Mapping[str, str] = {
    "sale_completed": "Sale",
    "shipment_booked": "Shipment",
    "shift_closed": "Closing of a shift",
    "operation_corrected": "Correction",
}
"""What a kind of operation is called at the counter; others are told by central's words alone."""
