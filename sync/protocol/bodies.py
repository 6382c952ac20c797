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
from sync.protocol.approval_bodies import (
    ApprovalAnswered,
    ApprovalAsked,
    ApprovalCancelled,
    ApprovalUsed,
    SignedAlone,
)
from sync.protocol.body_parts import Body, Code, Currency, Minor, Positive, Text
from sync.protocol.buyer_bodies import BuyerNamed
from sync.protocol.cart_bodies import CartDropped, CartParked, CartRecalled, CartsMerged
from sync.protocol.case_bodies import OperationCorrected, OperationDamaged
from sync.protocol.compliance_bodies import IdentityChecked, IdentityNotShown
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.customer_bodies import ConsentGiven, ConsentWithdrawn, CustomerSaved
from sync.protocol.line_bodies import DiscountBody, SaleLineTerms
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.payment_bodies import (
    PaymentCancelled,
    PaymentChecked,
    PaymentClaimed,
    PaymentDecided,
    PaymentRequested,
    RuleNames,
)
from sync.protocol.quote_bodies import PieceBody, QuoteAnswered, QuoteRequested, SpecialBody
from sync.protocol.refund_bodies import SaleRefunded
from sync.protocol.reversal_bodies import PaymentReversalAsked
from sync.protocol.review_bodies import DeedReviewed
from sync.protocol.shift_bodies import (
    COUNTINGS_MAX,
    CURRENCIES_MAX,
    FIGURES_MAX,
    VAT_CLASSES_MAX,
    CountingBody,
    Counts,
    DrawerCountBody,
    DrawerMoved,
    FigureBody,
    FloatBody,
    OverShortReason,
    PerpetualBody,
    SureSumBody,
    VatBody,
)

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
    """A shift began with a float in the drawer.

    ``counts`` are its notes and coins, where it was counted; ``others`` the floats of currencies
    beside the till's own.
    """

    shift: Annotated[int, Field(ge=1)]
    currency: Currency
    float_minor: Positive
    zone: Code
    counts: Counts = ()
    others: Annotated[tuple[FloatBody, ...], Field(max_length=CURRENCIES_MAX)] = ()


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


class ForeignCashBody(Body):
    """Cash of another currency as it was handed over, and the rate that it was taken at.

    ``rate_micro`` millionths of a unit of the sale's currency are one unit of this one, as
    ``rate_source`` said at ``rate_at``: how old it was at the sale is the difference.
    """

    currency: Currency
    handed_minor: Positive
    rate_micro: Annotated[int, Field(ge=1, le=10**15)]
    rate_source: Annotated[str, Field(min_length=1, max_length=80)]
    rate_at: datetime


class TenderBody(Body):
    """One tender. The ``amount_minor`` of a sale's tenders add up to its total plus rounding.

    All sums are in the sale's currency; only cash has change. ``reference`` is a credit's id or a
    voucher's code: what it paid is in the sale's ``spent``. ``payment_id`` names the payment that
    somebody else confirms (``mmg``, ``card_qr``), claimed or verified before the sale. That of an
    ``exchange`` is the refund, told just before the sale, whose goods pay. ``over_minor`` is what
    the payment is more than ``amount_minor``: owed as the store credit with the code ``credit``,
    which is issued just after the sale.
    """

    kind: Literal["cash", "store_credit", "voucher", "bank_card", "mmg", "card_qr", "exchange"]
    currency: Currency
    amount_minor: Positive
    received_minor: Positive
    change_minor: Positive
    foreign: ForeignCashBody | None = None
    payment_id: Code | None = None
    approval_code: Annotated[str, Field(pattern=r"^[A-Z0-9-]{2,12}$")] | None = None
    reference: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    over_minor: Annotated[int, Field(ge=1, le=10**15)] | None = None
    credit: Annotated[str, Field(pattern=r"^[A-Z0-9-]{3,40}$")] | None = None


class SaleCompleted(Body):
    """A sale, tendered and receipted.

    ``discount`` is one on the whole sale; ``total_minor`` is what is left after all discounts.
    ``customer_id`` names the customer, if somebody said who it is.
    ``tender_rules`` are those of the risk policy that asked for a second look at a tender that
    nobody else confirms, ``tenders_approved_by`` the staff id of who accepted it in place.
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
    tender_rules: RuleNames = ()
    tenders_approved_by: Code | None = None


class QuoteLineBody(Body):
    """One charge of a quote."""

    label: Text
    amount_minor: Minor


class ShipmentBooked(Body):
    """A shipment, booked and paid with the sale whose receipt it names.

    Persons are named by id only. ``special`` names the special quote that it was priced by.
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
    special: SpecialBody | None = None


class ShiftClosed(Body):
    """A shift ended with a count.

    A note, if any, is in the personal part of the member of staff who wrote it. ``figures`` are the
    shift's own, person by person; ``perpetual`` those since the till began; ``payments`` say how
    sure the money of MMG and cards by code was. Tills of before they were told have none.
    ``counted_before`` are the counts whose result was shown before the one it closed on, oldest
    first; None where there was only one. ``whole_x_count`` is how often the whole X of this shift
    was read, which tells what the drawer should hold; None where nobody did.
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
    others: Annotated[tuple[DrawerCountBody, ...], Field(max_length=CURRENCIES_MAX)] = ()
    reason: OverShortReason = ""
    approved_by: Code | None = None
    figures: Annotated[tuple[FigureBody, ...], Field(max_length=FIGURES_MAX)] = ()
    vat: Annotated[tuple[VatBody, ...], Field(max_length=VAT_CLASSES_MAX)] = ()
    perpetual: PerpetualBody | None = None
    payments: Annotated[tuple[SureSumBody, ...], Field(max_length=6)] | None = None
    counted_before: Annotated[
        tuple[CountingBody, ...] | None, Field(min_length=1, max_length=COUNTINGS_MAX)
    ] = None
    whole_x_count: Annotated[int, Field(ge=1, le=10**6)] | None = None


BODIES: Mapping[str, type[Body]] = {
    "stream_opened": StreamOpened,
    "shift_opened": ShiftOpened,
    "sale_completed": SaleCompleted,
    "shipment_booked": ShipmentBooked,
    "shift_closed": ShiftClosed,
    "drawer_moved": DrawerMoved,
    "allotment_returned": AllotmentReturned,
    "allotments_declared": AllotmentsDeclared,
    "cart_parked": CartParked,
    "cart_recalled": CartRecalled,
    "carts_merged": CartsMerged,
    "cart_dropped": CartDropped,
    "customer_saved": CustomerSaved,
    "consent_given": ConsentGiven,
    "consent_withdrawn": ConsentWithdrawn,
    "sale_refunded": SaleRefunded,
    "credit_issued": CreditIssued,
    "operation_corrected": OperationCorrected,
    "operation_damaged": OperationDamaged,
    "receipt_mailed": ReceiptMailed,
    "payment_claimed": PaymentClaimed,
    "payment_requested": PaymentRequested,
    "payment_cancelled": PaymentCancelled,
    "payment_decided": PaymentDecided,
    "payment_checked": PaymentChecked,
    "payment_reversal_asked": PaymentReversalAsked,
    "approval_asked": ApprovalAsked,
    "approval_cancelled": ApprovalCancelled,
    "approval_answered": ApprovalAnswered,
    "approval_used": ApprovalUsed,
    "signed_alone": SignedAlone,
    "identity_checked": IdentityChecked,
    "identity_not_shown": IdentityNotShown,
    "deed_reviewed": DeedReviewed,
    "buyer_named": BuyerNamed,
    "quote_requested": QuoteRequested,
    "quote_answered": QuoteAnswered,
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
