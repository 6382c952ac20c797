"""Booking the credits that tills issue."""

from typing import Protocol

from central.allotments.books import HoldingPlace
from central.allotments.movements import Complaint
from central.credits.issuing import take_in_issued
from central.operation_key import OperationKey
from central.operations.allotting import Booking, open_complaint
from central.operations.cases import NewCase, open_case
from central.payments.credit_instead import Instead, note_credited
from central.payments.paid_over import Owed, is_owed, note_owed_credit
from central.payments.rows import find_payment
from central.storable import is_storable
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.body_parts import Body
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.credit_names import code_end


class CreditBooking(Booking, Protocol):
    """An operation that is being booked, with what it says."""

    @property
    def key(self) -> OperationKey: ...
    @property
    def body(self) -> Body: ...


def apply_credit_issued(application: CreditBooking) -> None:
    """Take the credit into the books, held by the stream that issued it (ledger rule 7).

    One of a payment that nobody has seen is in no book before it is verified (sync rule 16.27).
    """
    body, key = application.body, application.key
    assert isinstance(body, CreditIssued)
    if not body.awaits:
        place = HoldingPlace(
            organisation_id=key.organisation_id,
            till_id=key.till_id,
            stream=key.stream,
            resource=body.resource,
        )
        if not take_in_issued(application.writing, place, body.quantity):
            complaint = Complaint(
                "A store credit was issued twice under one code",
                f"{body.resource} was known already. Both amounts count. A copied till can do this:"
                " find out who has the slips.",
            )
            open_complaint(application, key, complaint)
    doubts = (
        "" if body.of_payment is None else _note_owed(application, body, body.of_payment),
        "" if body.instead_of is None else _note_instead(application, body, body.instead_of),
    )
    for doubt in filter(None, doubts):
        case = NewCase(
            store_id=application.store_id,
            kind="payment_sale",
            title="A store credit does not fit its payment",
            message=(
                f"{code_end(body.resource)}, {format_money(Money(body.quantity, body.currency))}:"
                f" {doubt}. What a till holds of it counts; nothing else of it is paid out. See"
                " 'payments show'."
            ),
            operation_kind="credit_issued",
        )
        open_case(application.writing, application.central.surroundings, key, case)


def _note_instead(application: CreditBooking, body: CreditIssued, payment_id: str) -> str:
    """Note that it stands in the place of a payment that did not go back; return what is wrong."""
    writing, key = application.writing, application.key
    row = find_payment(writing.connection, key.organisation_id, payment_id, lock=True)
    if row is None or row.till_id != key.till_id:
        return "it stands for no payment of this till"
    given = Instead(resource=body.resource, quantity=body.quantity, refund=body.of_refund or "")
    return note_credited(writing, row, given)


def _note_owed(application: CreditBooking, body: CreditIssued, payment_id: str) -> str:
    """Note the credit with its payment; return what does not fit, or nothing."""
    writing, key = application.writing, application.key
    row = find_payment(writing.connection, key.organisation_id, payment_id, lock=True)
    if row is None:
        return "it names no payment that central knows"
    if row.till_id != key.till_id:
        return "it names a payment of another till"
    if is_owed(writing.connection, key.organisation_id, body.resource):
        return "its code is another credit's"
    customer = body.customer_id
    owed = Owed(
        resource=body.resource,
        quantity=body.quantity,
        customer_id=customer if customer is not None and is_storable(customer) else None,
        is_held=not body.awaits,
    )
    return note_owed_credit(writing, application.central.surroundings, row, owed)
