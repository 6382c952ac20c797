"""Special quotes on the wire: asked for, answered with a signature, used once (sync rules 15b).

No body holds a name or what is inside a piece: that stays in the draft of the till that asked, and
is told with the booking.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from domain.shipment import Length, Piece, Weight
from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Positive, Text

SpecialDecision = Literal["price", "decline"]


class PieceBody(Body):
    """One piece as it was entered, in thousandths of the unit named.

    What is inside is in the consignor's personal part.
    """

    piece_no: Annotated[int, Field(ge=1)]
    packing: Text
    weight_milli: Positive
    weight_unit: Literal["lb", "kg"]
    length_milli: Positive
    width_milli: Positive
    height_milli: Positive
    size_unit: Literal["in", "cm"]
    weight_source: Literal["scale", "manual"] = "manual"


def measured(piece: PieceBody) -> Piece:
    """Return a piece as the facts know it: what is inside is personal, and nothing here needs it.

    Raises BadInput for a measure of zero.
    """
    return Piece(
        description="-",
        packing=piece.packing,
        weight=Weight(piece.weight_milli, piece.weight_unit),
        length=Length(piece.length_milli, piece.size_unit),
        width=Length(piece.width_milli, piece.size_unit),
        height=Length(piece.height_milli, piece.size_unit),
        weight_source=piece.weight_source,
    )


Pieces = Annotated[tuple[PieceBody, ...], Field(min_length=1, max_length=100)]
Whys = Annotated[tuple[Code, ...], Field(min_length=1, max_length=8)]


class QuoteRequested(Body):
    """A cashier asks for a price that no rate sheet may make.

    ``shipment_id`` is the id under which it will be booked, ``why`` the limits that are passed
    (``domain.special_quote.WhyNoPrice``). ``consignor_id`` names the sender by id only.
    """

    quote_id: Annotated[str, Field(min_length=1, max_length=100)]
    shipment_id: Code
    consignor_id: Code
    destination_region: Annotated[int, Field(ge=0, le=99)]
    pieces: Pieces
    currency: Currency
    declared_minor: Positive | None = None
    gross_milli_lb: Positive
    why: Whys


class QuoteAnswered(Body):
    """Somebody with the right to approve made a price, or declined, with a PIN.

    ``price_minor``, VAT included, and ``valid_until`` are there with a price, and only then.
    ``approved_by`` is whose PIN it was.
    """

    quote_id: Code
    decision: SpecialDecision
    currency: Currency
    price_minor: Annotated[int, Field(ge=1, le=10**15)] | None = None
    valid_until: datetime | None = None
    reason: Text
    approved_by: Code


class SpecialBody(Body):
    """The special quote that a booking was priced by, and who signed for its price."""

    quote_id: Code
    approved_by: Code


class SpecialQuoteChanged(ChangeBody):
    """A special quote as central knows it. The change's key is the quote's id.

    ``state`` is one of ``domain.special_quote.STATES``. What follows it is of the answer: the first
    one that central heard, or the one that was booked with.
    """

    till_id: Code
    till: Code
    shipment_id: Code
    asked_by: Code
    asked_at: datetime
    consignor_id: Code
    destination_region: int
    pieces: Pieces
    currency: Currency
    declared_minor: Positive | None = None
    why: Whys
    state: Code
    price_minor: Positive | None = None
    valid_until: datetime | None = None
    answered_by: Annotated[str, Field(max_length=128)] = ""
    answered_at: datetime | None = None
    reason: Text = ""


class SpecialQuoteRemoved(ChangeBody):
    """A tombstone: it was used or declined long ago, or nobody used or answered it."""
