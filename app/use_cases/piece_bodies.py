"""The pieces of a shipment as operations say them: measures, and the kind of packing."""

from collections.abc import Sequence

from domain.money import divide_rounded
from domain.packing import packing_of
from domain.shipment import Length, LengthUnit, Piece
from sync.protocol.quote_bodies import PieceBody


def piece_bodies(pieces: Sequence[Piece]) -> tuple[PieceBody, ...]:
    """Say the pieces: measures and kinds of packing, nothing of what is inside."""
    return tuple(_piece_body(number, piece) for number, piece in enumerate(pieces, 1))


def _piece_body(piece_no: int, piece: Piece) -> PieceBody:
    unit = piece.length.unit if len({side.unit for side in piece.sides}) == 1 else "cm"
    length_milli, width_milli, height_milli = (_side_milli(side, unit) for side in piece.sides)
    return PieceBody(
        piece_no=piece_no,
        packing=packing_of(piece.packing).value,
        weight_milli=piece.weight.value_milli,
        weight_unit=piece.weight.unit,
        length_milli=length_milli,
        width_milli=width_milli,
        height_milli=height_milli,
        size_unit=unit,
        weight_source=piece.weight_source,
    )


def _side_milli(side: Length, unit: LengthUnit) -> int:
    """A side in the piece's unit: as entered, or in centimetres where its sides were mixed."""
    if side.unit == unit:
        return side.value_milli
    return divide_rounded(side.nanometres, Length(1, unit).nanometres)
