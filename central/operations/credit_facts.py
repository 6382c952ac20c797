"""Booking the credits that tills issue."""

from typing import Protocol

from central.allotments.books import HoldingPlace
from central.allotments.movements import Complaint
from central.credits.issuing import take_in_issued
from central.operation_key import OperationKey
from central.operations.allotting import Booking, open_complaint
from sync.protocol.body_parts import Body
from sync.protocol.credit_bodies import CreditIssued


class CreditBooking(Booking, Protocol):
    """An operation that is being booked, with what it says."""

    @property
    def key(self) -> OperationKey: ...
    @property
    def body(self) -> Body: ...


def apply_credit_issued(application: CreditBooking) -> None:
    """Take the credit into the books, held by the stream that issued it (ledger rule 7)."""
    body, key = application.body, application.key
    assert isinstance(body, CreditIssued)
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
