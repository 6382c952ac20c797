"""A sale and its shipments as operations say them: figures and ids, and persons only by id."""

from collections.abc import Mapping

from app.use_cases.operations import personal_part
from app.use_cases.piece_bodies import piece_bodies
from app.use_cases.till import Till
from domain.cart import Cart
from domain.discount import Discount
from domain.packing import is_packing_word
from domain.pricing import PricedLine
from domain.sale import Sale, share_change
from domain.shipment import Party, Piece, ShipmentDraft
from domain.tender import ForeignCash
from storage.records import BookedShipment
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import (
    ForeignCashBody,
    QuoteLineBody,
    SaleCompleted,
    SaleLineBody,
    ShipmentBooked,
    TenderBody,
)
from sync.protocol.line_bodies import DiscountBody
from sync.protocol.line_terms import discount_terms, sold_terms
from sync.protocol.operation import PersonalPart
from sync.protocol.quote_bodies import SpecialBody

NOTES_BYTES_MAX = 40_000
NAME_BYTES_MAX = 120
"""How much of a line's name goes into the facts.

Bytes of UTF-8, as the operation's limit is: a letter may take four of them.
"""
NAMES_BYTES_MAX = 40_000
"""All names of a sale together: its longest, of 1,000 lines, must fit into one operation."""


def sale_body(sale: Sale, cart: Cart, spent: tuple[SpentBody, ...] = ()) -> SaleCompleted:
    """Say a sale, and which marked stock it used up.

    What the tenders settle is the total plus its cash rounding.
    """
    return SaleCompleted(
        receipt=sale.receipt_number,
        shift=sale.shift_number,
        cart_id=cart.cart_id,
        cart_version=cart.version,
        currency=sale.total.currency,
        lines=tuple(_line_body(line, _name_bytes(len(sale.lines))) for line in sale.lines),
        total_minor=sale.total.amount_minor,
        vat_minor=sale.vat_total.amount_minor,
        rounding_minor=sale.rounding.amount_minor,
        tenders=_tender_bodies(sale),
        spent=spent,
        discount=discount_body(cart.discount),
        customer_id=cart.customer_id,
    )


def sale_persons(till: Till, cart: Cart, by: str) -> tuple[PersonalPart, ...]:
    """The words typed with the lines: the customer's part, or of ``by`` who typed for nobody known.

    As many as fit into a part; all of them stay at the till.
    """
    notes: dict[str, str] = {}
    left = NOTES_BYTES_MAX
    for line in cart.lines:
        left -= len(line.note.encode())
        if line.note and left >= 0:
            notes[str(line.line_no)] = line.note
    return (personal_part(till, cart.customer_id or by, {"notes": notes}),) if notes else ()


def discount_body(discount: Discount | None) -> DiscountBody | None:
    """Say a discount; None for none."""
    terms = discount_terms(discount)
    return None if terms is None else DiscountBody.model_validate(terms)


def _tender_bodies(sale: Sale) -> tuple[TenderBody, ...]:
    return tuple(
        TenderBody(
            kind=tender.kind,
            currency=tender.amount.currency,
            amount_minor=(tender.amount - change).amount_minor,
            received_minor=tender.amount.amount_minor,
            change_minor=change.amount_minor,
            foreign=_foreign_body(tender.foreign),
            approval_code=tender.approval_code or None,
            payment_id=tender.payment_id or None,
            reference=tender.reference or None,
            over_minor=None if tender.over is None else tender.over.amount.amount_minor,
            credit=None if tender.over is None else tender.over.credit,
        )
        for tender, change in zip(sale.tenders, share_change(sale), strict=True)
    )


def _foreign_body(foreign: ForeignCash | None) -> ForeignCashBody | None:
    if foreign is None:
        return None
    return ForeignCashBody(
        currency=foreign.handed.currency,
        handed_minor=foreign.handed.amount_minor,
        rate_micro=foreign.rate.micro,
        rate_source=foreign.rate.source,
        rate_at=foreign.rate.at,
    )


def _name_bytes(line_count: int) -> int:
    """How much of each name is said, so that all of them stay within their bound."""
    return min(NAME_BYTES_MAX, NAMES_BYTES_MAX // line_count)


def _line_body(priced: PricedLine, name_bytes: int) -> SaleLineBody:
    line = priced.line
    is_item = line.shipment is None
    plain = SaleLineBody(
        line_no=line.line_no,
        kind=line.kind,
        item_id=(line.item_id or "") if line.shipment is None else line.shipment.shipment_id,
        name=_name_fact(line.name, name_bytes),
        quantity=line.quantity,
        unit_minor=line.unit_price.amount_minor,
        gross_minor=priced.gross.amount_minor,
        tax_class=line.tax_class,
        vat_basis_points=priced.vat_basis_points,
        vat_minor=priced.vat.amount_minor,
        price_id=line.price_id,
        feed_position=line.feed_position,
        price_source=line.price_source if is_item else "quote",
        approved_by=line.approved_by,
    )
    terms = {**sold_terms(line), **_taken_off(priced)}
    return SaleLineBody.model_validate({**plain.model_dump(), **terms}) if terms else plain


def _taken_off(priced: PricedLine) -> Mapping[str, int]:
    """What came off a line, by its own discount and by the whole sale's; nothing is not said."""
    off = {"discount_minor": priced.line.off, "cart_discount_minor": priced.cart_off}
    return {name: money.amount_minor for name, money in off.items() if not money.is_zero}


def _name_fact(name: str, name_bytes: int) -> str:
    """The beginning of a name, never with half a character at its end."""
    return name.encode()[:name_bytes].decode(errors="ignore")


def shipment_body(booked: BookedShipment, spent: tuple[SpentBody, ...] = ()) -> ShipmentBooked:
    """Say a booked shipment, and the agent's booking that it used up.

    What is inside the pieces is personal and not here. Nor are the words somebody typed for the
    packing: only which kind it is.
    """
    draft, quote = booked.draft, booked.quote
    return ShipmentBooked(
        shipment_id=draft.shipment_id,
        waybill=booked.waybill,
        receipt=booked.receipt_number,
        consignor_id=draft.consignor.person_id,
        consignee_id=draft.consignee.person_id,
        destination_region=draft.consignee.region,
        pieces=piece_bodies(draft.pieces),
        currency=quote.total.currency,
        declared_minor=None if draft.declared_value is None else draft.declared_value.amount_minor,
        gross_milli_lb=quote.gross_weight_milli_lb,
        chargeable_milli_lb=quote.chargeable_milli_lb,
        sheet_name=quote.sheet_name,
        quote_lines=tuple(
            QuoteLineBody(label=line.label, amount_minor=line.amount.amount_minor)
            for line in quote.lines
        ),
        quote_total_minor=quote.total.amount_minor,
        quote_valid_until=quote.valid_until,
        spent=spent,
        special=None
        if quote.special is None
        else SpecialBody(quote_id=quote.special.quote_id, approved_by=quote.special.approved_by),
    )


def shipment_persons(till: Till, draft: ShipmentDraft) -> tuple[PersonalPart, ...]:
    """One part for each person; the consignor's also says what was typed of the pieces.

    Somebody who sends to themselves is one person, with one part.
    """
    typed = {
        "contents": [piece.description for piece in draft.pieces],
        "packing": [_packing_words(piece) for piece in draft.pieces],
    }
    sender = {"consignor": {**_party(draft.consignor), **typed}}
    receiver = {"consignee": _party(draft.consignee)}
    if draft.consignor.person_id == draft.consignee.person_id:
        return (personal_part(till, draft.consignor.person_id, {**sender, **receiver}),)
    return (
        personal_part(till, draft.consignor.person_id, sender),
        personal_part(till, draft.consignee.person_id, receiver),
    )


def _packing_words(piece: Piece) -> str:
    """What was typed for the packing, where it says more than its code in the facts."""
    return "" if is_packing_word(piece.packing) else piece.packing


def _party(party: Party) -> Mapping[str, object]:
    return {
        "name": party.name,
        "phone": party.phone,
        "lot_street": party.lot_street,
        "village": party.village,
        "region": party.region,
        "landmark": party.landmark,
    }
