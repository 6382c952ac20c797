"""What was said of a payment before central knew it: put aside then, booked when the payment comes.

Where central was put back, the till that decides may be heard before the one that has the payment:
a copy of the till, or its stream of before (sync rule 16.11a).
"""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from central.cases.closing import SYSTEM, Closing, close_case_row
from central.operation_key import OperationKey
from central.operations.cart_facts import Booking
from central.operations.quarantine import QuarantineError
from central.operations.said_before import said_before
from central.tables import case_file, operation
from sync.protocol.operation import read_facts

_NOBODY_KNOWS = "A payment that nobody knows"
_CAME_LATER = "The payment came after it: it is booked now."
_KEY = (
    operation.c.organisation_id,
    operation.c.till_id,
    operation.c.stream,
    operation.c.branch,
    operation.c.seq,
)


def of_nobody_known() -> QuarantineError:
    """Return why something said of a payment is put aside until that payment comes."""
    return QuarantineError(_NOBODY_KNOWS, "What it says is of no payment that came to central.")


def hear_early(
    booking: Booking, payment_id: str, appliers: Mapping[str, Callable[[Booking], None]]
) -> None:
    """Book what was put aside because nobody knew this payment, in the order in which it came.

    ``appliers`` are those of the kinds that say something of a payment.
    """
    for key in _list_early(booking, payment_id, sorted(appliers)):
        early = said_before(booking, key)
        appliers[early.facts.kind](early)
        of_early = [operation.c[name] == value for name, value in key.columns().items()]
        booking.writing.connection.execute(
            sa.update(operation).where(*of_early).values(state="applied", title=None, message=None)
        )
        _close_case(booking, key)


def _list_early(booking: Booking, payment_id: str, kinds: list[str]) -> list[OperationKey]:
    asked = (
        sa.select(*_KEY, operation.c.facts)
        .where(
            operation.c.state == "quarantined",
            operation.c.kind.in_(kinds),
            operation.c.organisation_id == booking.key.organisation_id,
            operation.c.title == _NOBODY_KNOWS,
        )
        .order_by(operation.c.received_at, *_KEY)
    )
    return [
        OperationKey(**{column.name: row[column.name] for column in _KEY})
        for row in booking.writing.connection.execute(asked).mappings().all()
        if read_facts(bytes(row["facts"])).body["payment_id"] == payment_id
    ]


def _close_case(booking: Booking, key: OperationKey) -> None:
    case_id = booking.writing.connection.scalar(
        sa.select(case_file.c.case_id).where(
            *(case_file.c[name] == value for name, value in key.columns().items()),
            case_file.c.kind == "quarantine",
            case_file.c.closed_at.is_(None),
        )
    )
    if case_id is not None:
        closing = Closing(by=SYSTEM, reason=_CAME_LATER)
        close_case_row(booking.writing, key.organisation_id, case_id, closing)
