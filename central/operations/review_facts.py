"""What was allowed at a till is looked at again: kept, and told where somebody should look into it.

What somebody signed alone, where their store lets that be, is a case until a supervisor has looked.
"""

import sqlalchemy as sa

from central.cases.closing import Closing, close_case_row
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.storable import is_storable
from central.tables import case_file
from domain.second_person import is_waived
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.review_bodies import DeedReviewed

ALONE = "signed_alone"
_SEQ_DIGITS = 18
"""As many digits as every database's whole numbers have."""


def apply_signed_alone(booking: Booking) -> None:
    """Open the case that a supervisor should look at, whether the store's policy allows it or not.

    Raises QuarantineError for words that no database keeps.
    """
    body, by = booking.body, booking.facts.by
    assert isinstance(body, SignedAlone)
    if not all(is_storable(text) for text in (by, body.reason)):
        raise QuarantineError("It cannot be kept", "No database keeps these words.")
    may = is_waived(booking.rules, booking.store_id, booking.facts.day)
    policy = (
        "The store's policy lets that be."
        if may
        else "No policy of this store that central knows lets that be."
    )
    new = NewCase(
        store_id=booking.store_id,
        kind=ALONE,
        title="Signed without a second person",
        message=f"{by} signed alone for: {body.reason}. {policy} Look at it, at the till or here.",
        operation_kind=ALONE,
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, new)


def _settle_alone(booking: Booking, body: DeedReviewed) -> None:
    """Close the case of what was looked at; its number is the stream and the operation's own."""
    stream, _, seq = body.subject.rpartition("-")
    if not seq.isdecimal():
        return
    found = booking.writing.connection.execute(
        sa.select(case_file.c.case_id).where(
            case_file.c.organisation_id == booking.key.organisation_id,
            case_file.c.till_id == booking.key.till_id,
            case_file.c.stream == stream,
            case_file.c.seq == int(seq[:_SEQ_DIGITS]),
            case_file.c.kind == ALONE,
            case_file.c.closed_at.is_(None),
        )
    ).scalars()
    closing = Closing(by=body.approved_by, reason="A supervisor looked at it at the till.")
    for case_id in list(found):
        close_case_row(booking.writing, booking.key.organisation_id, case_id, closing)


def apply_deed_reviewed(booking: Booking) -> None:
    """Open a case where somebody should look into it; what was in order is in the ledger alone.

    Raises QuarantineError for names that no database keeps.
    """
    body = booking.body
    assert isinstance(body, DeedReviewed)
    if not all(is_storable(name) for name in (body.done_by, body.allowed_by, body.approved_by)):
        raise QuarantineError("A review by nobody", "No database keeps these names.")
    if body.deed == ALONE:
        _settle_alone(booking, body)
    if body.verdict == "fine":
        return
    message = (
        f"A supervisor ({body.approved_by}) looked again at {body.deed} of {body.done_at:%Y-%m-%d}:"
        f" done by {body.done_by}, allowed by {body.allowed_by}. Why is in operation"
        f" {booking.key.stream} {booking.key.seq}."
    )
    new = NewCase(
        store_id=booking.store_id,
        kind="deed_review",
        title="A supervisor asks the office to look into something",
        message=message,
        operation_kind="deed_reviewed",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, new)
