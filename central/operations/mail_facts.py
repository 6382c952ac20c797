"""A till's wish that a receipt is mailed: written down here, done by the jobs (ledger rule 13)."""

from typing import Protocol

import sqlalchemy as sa

from central.database import Writing
from central.mail.tables import mail_job
from central.operation_key import OperationKey
from central.operations.quarantine import QuarantineError
from central.storable import is_storable
from sync.protocol.body_parts import Body
from sync.protocol.mail_bodies import ReceiptMailed


class Booking(Protocol):
    """An operation that is being booked."""

    @property
    def writing(self) -> Writing: ...
    @property
    def key(self) -> OperationKey: ...
    @property
    def store_id(self) -> str: ...
    @property
    def body(self) -> Body: ...


def apply_receipt_mailed(booking: Booking) -> None:
    """Queue the letter. It waits where this central has no mail server."""
    body = booking.body
    assert isinstance(body, ReceiptMailed)
    if not (is_storable(body.receipt) and is_storable(body.person_id)):
        raise QuarantineError("A receipt for nobody", "No database keeps these names.")
    booking.writing.connection.execute(
        sa.insert(mail_job).values(
            **booking.key.columns(),
            store_id=booking.store_id,
            receipt=body.receipt,
            person_id=body.person_id,
            state="waiting",
            tries=0,
            next_at=booking.writing.at,
            failure="",
        )
    )
