"""Labels of a shipment's pieces, n of m, and its waybill as a paper.

They name the persons of the shipment: they are made when they print and kept nowhere.
"""

from dataclasses import dataclass, field

from domain.invariants import require_int, require_text
from domain.paper import BarcodeRow, Paper, text_paper
from domain.shipment import REGION_NAMES, Party, ShipmentDraft
from domain.ticket import centred, clean, pair, require_columns, ruled, wrap


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLabel:
    """One label. ``code`` is the piece's own: the waybill and which piece, in Code 128."""

    waybill: str
    piece_no: int
    piece_count: int
    sender: str = field(repr=False)
    receiver: tuple[str, ...] = field(repr=False)
    region: int
    weight: str
    contents: str = field(repr=False)

    def __post_init__(self) -> None:
        require_text(self.waybill, "waybill", longest=36)
        require_int(self.piece_count, "piece_count", low=1, high=99)
        require_int(self.piece_no, "piece_no", low=1, high=self.piece_count)

    @property
    def code(self) -> str:
        return f"{self.waybill}-{self.piece_no:02d}"

    @property
    def count_text(self) -> str:
        return f"{self.piece_no} of {self.piece_count}"


def piece_labels(draft: ShipmentDraft, waybill: str) -> tuple[PieceLabel, ...]:
    """Return a label for each piece of a booked shipment, in their order."""
    return tuple(
        PieceLabel(
            waybill=waybill,
            piece_no=number,
            piece_count=len(draft.pieces),
            sender=clean(draft.consignor.name),
            receiver=_address(draft.consignee),
            region=draft.consignee.region,
            weight=piece.weight.text,
            contents=clean(piece.description),
        )
        for number, piece in enumerate(draft.pieces, start=1)
    )


def waybill_paper(draft: ShipmentDraft, waybill: str, columns: int) -> Paper:
    """Return the waybill for a receipt printer: who sends what to whom, and its barcode.

    Raises:
        ValueError: for paper narrower or wider than receipts have.
    """
    require_columns(columns)
    out = [*centred("WAYBILL", columns), *pair("No.", waybill, columns), ruled(columns)]
    for words, party in (("From", draft.consignor), ("To", draft.consignee)):
        out += [f"{words}:"]
        for line in _address(party):
            out += wrap(line, columns)
    out.append(ruled(columns))
    for number, piece in enumerate(draft.pieces, start=1):
        out += pair(f"{number} {piece.packing}", piece.weight.text, columns)
        out += wrap(piece.description, columns)
    out += [ruled(columns), "", "Sign: ____________________"]
    return text_paper(out, codes=(BarcodeRow(waybill),))


def _address(party: Party) -> tuple[str, ...]:
    region = f"Region {party.region}, {REGION_NAMES[party.region]}"
    lines = (party.name, party.lot_street, party.village, party.landmark, region, party.phone)
    return tuple(clean(line) for line in lines if line.strip())
