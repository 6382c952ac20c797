"""A supervisor looked again at what was allowed at a till: kept, and told where it is doubted."""

from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.storable import is_storable
from sync.protocol.review_bodies import DeedReviewed


def apply_deed_reviewed(booking: Booking) -> None:
    """Open a case where somebody should look into it; what was in order is in the ledger alone.

    Raises QuarantineError for names that no database keeps.
    """
    body = booking.body
    assert isinstance(body, DeedReviewed)
    if not all(is_storable(name) for name in (body.done_by, body.allowed_by, body.approved_by)):
        raise QuarantineError("A review by nobody", "No database keeps these names.")
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
