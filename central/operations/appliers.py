"""One function a kind of operation: it books what the facts say, or raises why it cannot.

An applier writes rows that begin with the operation's key, so a second application would break the
primary key: *exactly once* is a constraint, not a habit. It runs within a savepoint of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.movements import take_back, take_declaration
from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.allotting import open_complaint
from central.operations.approval_facts import (
    apply_approval_answered,
    apply_approval_asked,
    apply_approval_cancelled,
    apply_approval_used,
)
from central.operations.buyer_facts import apply_buyer_named
from central.operations.cart_facts import apply_cart_fact, note_payment
from central.operations.cash_facts import (
    apply_identity_checked,
    apply_identity_not_shown,
    note_cash,
)
from central.operations.checks import check_closing, check_sale, check_shipment
from central.operations.credit_facts import apply_credit_issued
from central.operations.exceptions import note_exceptions
from central.operations.exchange_facts import note_exchange
from central.operations.mail_facts import apply_receipt_mailed
from central.operations.payment_facts import (
    apply_payment_cancelled,
    apply_payment_checked,
    apply_payment_claimed,
    apply_payment_decided,
    apply_payment_requested,
    note_sale_payments,
)
from central.operations.people_facts import apply_consent, apply_customer_saved, note_parties
from central.operations.price_cases import note_discounts, note_prices
from central.operations.quarantine import QuarantineError
from central.operations.quote_bookings import note_special_quote
from central.operations.quote_facts import apply_quote_answered, apply_quote_requested
from central.operations.rate_ages import note_rate_age
from central.operations.refund_facts import apply_sale_refunded
from central.operations.reversal_facts import apply_payment_reversal_asked
from central.operations.review_facts import apply_deed_reviewed, apply_signed_alone
from central.operations.sale_lines import line_columns
from central.operations.shift_facts import apply_drawer_moved, note_closing
from central.operations.tender_caps import note_tender_caps
from central.operations.tender_facts import note_tenders
from central.tables import sale, sale_line, shift, shipment
from domain.rules import RuleBook
from sync.protocol.allotment_bodies import AllotmentReturned, AllotmentsDeclared
from sync.protocol.bodies import (
    SaleCompleted,
    ShiftClosed,
    ShiftOpened,
    ShipmentBooked,
    StreamOpened,
)
from sync.protocol.body_parts import Body
from sync.protocol.operation import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An operation about to be booked: where, for which store, by which rules.

    ``writing`` is its transaction, for appliers that publish changes or open cases.
    """

    central: Central
    writing: Writing
    key: OperationKey
    store_id: str
    rules: RuleBook
    facts: Facts
    body: Body

    @property
    def connection(self) -> sa.Connection:
        """The transaction's connection."""
        return self.writing.connection

    def insert(self, table: sa.Table, **values: object) -> None:
        """Insert one row of this operation."""
        row = {**self.key.columns(), "store_id": self.store_id, **values}
        self.connection.execute(table.insert(), row)  # apart: its statement is compiled once


Applier = Callable[[Application], None]


def apply_stream_opened(application: Application) -> None:
    """Nothing to book: that a stream began, and after which head, is kept in the operation."""
    assert isinstance(application.body, StreamOpened)
    if application.key.seq != 1:
        raise QuarantineError(
            "A stream opened twice", "This is not the first operation of its stream."
        )


def apply_shift_opened(application: Application) -> None:
    """Book the opening of a shift."""
    body, facts = application.body, application.facts
    assert isinstance(body, ShiftOpened)
    application.insert(
        shift,
        event="opened",
        shift=body.shift,
        staff_id=facts.by,
        business_date=facts.day,
        at=facts.at,
        currency=body.currency,
        float_minor=body.float_minor,
    )


def apply_sale_completed(application: Application) -> None:
    """Book a sale with its lines, once it adds up."""
    body, facts = application.body, application.facts
    assert isinstance(body, SaleCompleted)
    check_sale(body, facts, application.rules)
    _refuse_known_receipt(application, body.receipt)
    application.insert(
        sale,
        receipt=body.receipt,
        shift=body.shift,
        cashier_id=facts.by,
        business_date=facts.day,
        sold_at=facts.at,
        currency=body.currency,
        total_minor=body.total_minor,
        vat_minor=body.vat_minor,
        rounding_minor=body.rounding_minor,
    )
    application.connection.execute(
        sa.insert(sale_line),
        [{**application.key.columns(), **line_columns(line)} for line in body.lines],
    )
    note_tenders(application, body)
    note_payment(application, body.cart_id, body.receipt)
    note_exchange(application, body)
    note_sale_payments(application, body)
    note_prices(application, body)
    note_discounts(application, body)
    note_tender_caps(application, body)
    note_rate_age(application, body)
    note_exceptions(application, body.spent)
    note_cash(application, body)


def apply_shipment_booked(application: Application) -> None:
    """Book a shipment, once it is within the limits and adds up. Its pieces stay in the facts."""
    body, facts = application.body, application.facts
    assert isinstance(body, ShipmentBooked)
    check_shipment(body, facts, application.rules)
    application.insert(
        shipment,
        shipment_id=body.shipment_id,
        waybill=body.waybill,
        receipt=body.receipt,
        consignor_id=body.consignor_id,
        consignee_id=body.consignee_id,
        destination_region=body.destination_region,
        business_date=facts.day,
        booked_at=facts.at,
        piece_count=len(body.pieces),
        gross_milli_lb=body.gross_milli_lb,
        chargeable_milli_lb=body.chargeable_milli_lb,
        sheet_name=body.sheet_name,
        currency=body.currency,
        declared_minor=body.declared_minor,
        total_minor=body.quote_total_minor,
    )
    note_parties(application)
    note_special_quote(application, body)
    note_exceptions(application, body.spent)


def apply_shift_closed(application: Application) -> None:
    """Book the closing of a shift, once its count adds up."""
    body, facts = application.body, application.facts
    assert isinstance(body, ShiftClosed)
    check_closing(body)
    application.insert(
        shift,
        event="closed",
        shift=body.shift,
        staff_id=facts.by,
        business_date=body.business_date,
        at=facts.at,
        currency=body.currency,
        takings_minor=body.takings_minor,
        expected_minor=body.expected_minor,
        counted_minor=body.counted_minor,
        over_short_minor=body.over_short_minor,
    )
    note_closing(application)


def apply_allotment_returned(application: Application) -> None:
    """Put into the pool what the till gave back (sync rule 9.14)."""
    body = application.body
    assert isinstance(body, AllotmentReturned)
    complaint = take_back(application.writing, application.key, body)
    open_complaint(application, application.key, complaint)


def apply_allotments_declared(application: Application) -> None:
    """Believe what the stream holds (sync rule 9.12)."""
    body = application.body
    assert isinstance(body, AllotmentsDeclared)
    complaint = take_declaration(application.writing, application.key, body)
    open_complaint(application, application.key, complaint)


APPLIERS: Mapping[str, Applier] = {
    "stream_opened": apply_stream_opened,
    "shift_opened": apply_shift_opened,
    "sale_completed": apply_sale_completed,
    "shipment_booked": apply_shipment_booked,
    "shift_closed": apply_shift_closed,
    "drawer_moved": apply_drawer_moved,
    "allotment_returned": apply_allotment_returned,
    "allotments_declared": apply_allotments_declared,
    "cart_parked": apply_cart_fact,
    "cart_recalled": apply_cart_fact,
    "carts_merged": apply_cart_fact,
    "cart_dropped": apply_cart_fact,
    "receipt_mailed": apply_receipt_mailed,
    "sale_refunded": apply_sale_refunded,
    "credit_issued": apply_credit_issued,
    "customer_saved": apply_customer_saved,
    "consent_given": apply_consent,
    "consent_withdrawn": apply_consent,
    "payment_claimed": apply_payment_claimed,
    "payment_requested": apply_payment_requested,
    "payment_cancelled": apply_payment_cancelled,
    "payment_decided": apply_payment_decided,
    "payment_checked": apply_payment_checked,
    "payment_reversal_asked": apply_payment_reversal_asked,
    "approval_asked": apply_approval_asked,
    "approval_cancelled": apply_approval_cancelled,
    "approval_answered": apply_approval_answered,
    "approval_used": apply_approval_used,
    "signed_alone": apply_signed_alone,
    "identity_checked": apply_identity_checked,
    "identity_not_shown": apply_identity_not_shown,
    "deed_reviewed": apply_deed_reviewed,
    "buyer_named": apply_buyer_named,
    "quote_requested": apply_quote_requested,
    "quote_answered": apply_quote_answered,
}
"""The kinds this central knows; any other waits as *awaiting upgrade* (sync rule 3.6)."""


def _refuse_known_receipt(application: Application, receipt: str) -> None:
    """A receipt number is used once in a history; the two histories of a fork may share one."""
    key = application.key
    asked = {
        "of_organisation": key.organisation_id,
        "of_till": key.till_id,
        "of_branch": key.branch,
        "asked": receipt,
    }
    known = application.connection.execute(_BY_RECEIPT, asked).first()
    if known is not None:
        raise QuarantineError(
            "A receipt number came twice", f"Receipt {receipt} is booked already."
        )


_BY_RECEIPT = sa.select(sale.c.seq).where(
    sale.c.organisation_id == sa.bindparam("of_organisation"),
    sale.c.till_id == sa.bindparam("of_till"),
    sale.c.receipt == sa.bindparam("asked"),
    sale.c.branch == sa.bindparam("of_branch"),
)
