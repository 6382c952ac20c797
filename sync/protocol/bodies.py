"""What each kind of operation says.

One frozen model a kind, used by the till to write and by central to read.

Amounts are integer minor units beside an ISO currency. No body holds a name, a phone number, an
address or a note: those are personal parts. Unknown fields are kept out by the till and refused
here, so that nothing is silently half-read.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.allotment_bodies import AllotmentReturned, AllotmentsDeclared, SpentBody
from sync.protocol.body_parts import Body, Code, Currency, Minor, Positive, Text
from sync.protocol.cart_bodies import CartDropped, CartParked, CartRecalled, CartsMerged
from sync.protocol.case_bodies import OperationCorrected, OperationDamaged
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.customer_bodies import ConsentGiven, ConsentWithdrawn, CustomerSaved
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.refund_bodies import SaleRefunded
from sync.protocol.line_bodies import DiscountBody, SaleLineTerms

LINES_MAX = 2_000


class StreamOpened(Body):
    """The first operation of every stream.

    Why it began, and the head of the stream before it, if any.
    """

    reason: Literal[
        "enrolled",
        "restored_backup",
        "behind_mark",
        "beside_mark",
        "mark_missing",
        "assigned",
        "lost_key",
    ]
    previous_stream: Code | None = None
    previous_seq: Positive | None = None
    previous_hash: Code | None = None
    program_version: Code


class ShiftOpened(Body):
    """A shift began with a float in the drawer."""

    shift: Annotated[int, Field(ge=1)]
    currency: Currency
    float_minor: Positive
    zone: Code


class SaleLineBody(SaleLineTerms, Body):
    """One line of a sale, VAT included in ``gross_minor``: what was paid for it.

    ``unit_minor`` is what one costs before any discount. ``feed_position`` is where its price was
    read (rule 12 of the ledger).
    """

    line_no: Annotated[int, Field(ge=1)]
    kind: Literal["item", "shipment"]
    item_id: Code
    name: Text
    quantity: Annotated[int, Field(ge=1, le=9_999)]
    unit_minor: Positive
    gross_minor: Positive
    tax_class: Code
    vat_basis_points: Annotated[int, Field(ge=0, le=10_000)]
    vat_minor: Positive
    price_id: Code
    feed_position: Positive
    price_source: Literal["catalog", "typed", "quote"]
    approved_by: Code | None = None


class TenderBody(Body):
    """One tender. The ``amount_minor`` of a sale's tenders add up to its total plus rounding."""

    kind: Literal["cash"]
    currency: Currency
    amount_minor: Positive
    received_minor: Positive
    change_minor: Positive


class SaleCompleted(Body):
    """A sale, tendered and receipted.

    ``discount`` is one on the whole sale; ``total_minor`` is what is left after all discounts.
    ``customer_id`` names the customer, if somebody said who it is.
    """

    receipt: Code
    shift: Annotated[int, Field(ge=1)]
    cart_id: Code
    cart_version: Annotated[int, Field(ge=1)]
    currency: Currency
    lines: Annotated[tuple[SaleLineBody, ...], Field(min_length=1, max_length=LINES_MAX)]
    total_minor: Positive
    vat_minor: Positive
    rounding_minor: Minor
    tenders: Annotated[tuple[TenderBody, ...], Field(min_length=1, max_length=16)]
    spent: Annotated[tuple[SpentBody, ...], Field(max_length=LINES_MAX)] = ()
    discount: DiscountBody | None = None
    customer_id: Code | None = None


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


class QuoteLineBody(Body):
    """One charge of a quote."""

    label: Text
    amount_minor: Minor


class ShipmentBooked(Body):
    """A shipment, booked and paid with the sale whose receipt it names.

    Persons are named by id only.
    """

    shipment_id: Code
    waybill: Code
    receipt: Code
    consignor_id: Code
    consignee_id: Code
    destination_region: Annotated[int, Field(ge=0, le=99)]
    pieces: Annotated[tuple[PieceBody, ...], Field(min_length=1, max_length=100)]
    currency: Currency
    declared_minor: Positive | None = None
    gross_milli_lb: Positive
    chargeable_milli_lb: Positive
    sheet_name: Code
    quote_lines: Annotated[tuple[QuoteLineBody, ...], Field(max_length=50)]
    quote_total_minor: Positive
    quote_valid_until: datetime
    spent: Annotated[tuple[SpentBody, ...], Field(max_length=1)] = ()


class ShiftClosed(Body):
    """A shift ended with a count.

    A note, if any, is in the personal part of the member of staff who wrote it.
    """

    shift: Annotated[int, Field(ge=1)]
    currency: Currency
    business_date: date
    sale_count: Positive
    takings_minor: Positive
    vat_minor: Positive
    expected_minor: Minor
    counted_minor: Positive
    over_short_minor: Minor
    counts: Annotated[tuple[tuple[Positive, Positive], ...], Field(max_length=64)]
    first_receipt: Code | None = None
    last_receipt: Code | None = None


BODIES: Mapping[str, type[Body]] = {
    "stream_opened": StreamOpened,
    "shift_opened": ShiftOpened,
    "sale_completed": SaleCompleted,
    "shipment_booked": ShipmentBooked,
    "shift_closed": ShiftClosed,
    "allotment_returned": AllotmentReturned,
    "allotments_declared": AllotmentsDeclared,
    "cart_parked": CartParked,
    "cart_recalled": CartRecalled,
    "carts_merged": CartsMerged,
    "cart_dropped": CartDropped,
    "operation_corrected": OperationCorrected,
    "operation_damaged": OperationDamaged,
    "receipt_mailed": ReceiptMailed,
    "customer_saved": CustomerSaved,
    "consent_given": ConsentGiven,
    "consent_withdrawn": ConsentWithdrawn,
    "sale_refunded": SaleRefunded,
    "credit_issued": CreditIssued,
}
"""Each known kind and its model.

A kind that is not here waits as *awaiting upgrade* (sync rule 3.6).
"""


def kind_of(body: Body) -> str:
    """Return the kind under which a body is written.

    Raises KeyError for a model that is no operation.
    """
    for kind, model in BODIES.items():
        if type(body) is model:
            return kind
    raise KeyError(type(body).__name__)
