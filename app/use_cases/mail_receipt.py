"""A customer wants the receipt by e-mail: it is written down, and central sends it when it can."""

from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.email_address import email_address
from sync.protocol.mail_bodies import ReceiptMailed


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReceipt:
    """Which receipt, and the address as it was typed.

    ``person_id`` is the customer's, empty for somebody this till knows nothing else of.
    """

    receipt_number: str
    address: str
    person_id: str = ""


def mail_receipt(till: Till, session: Session, request: MailReceipt) -> str:
    """Queue a receipt for e-mail, online or offline, and return the address as it was kept.

    Raises BadInput for an address that no server takes, and NotFound.
    """
    address = email_address(request.address)
    ensure_stream(till)
    now = till.clock.now()
    person_id = request.person_id or till.ids.new_id()
    with till.db.unit_of_work() as uow:
        record = uow.sales.get(request.receipt_number)
        shift = uow.shifts.find_open()
        body = ReceiptMailed(
            receipt=request.receipt_number,
            person_id=person_id,
            lines=record.receipt_lines,
            code=uow.prints.find_code(request.receipt_number) or "",
        )
        day = record.sale.business_date if shift is None else shift.business_date
        said = Said(by=session.staff_id, at=now, day=day)
        part = personal_part(till, person_id, {"email": address})
        append_operation(uow, till, said, body, (part,))
        note_down(uow, now, session.staff_id, ("receipt_mailed", request.receipt_number))
        uow.commit()
    return address
