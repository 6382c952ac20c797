"""A customer wants the receipt by e-mail: it is written down, and central sends it when it can."""

from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.receipt_papers import bought_by, parted_receipt
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.email_address import email_address
from sync.protocol.mail_bodies import ReceiptMailed


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReceipt:
    """Which receipt, and the address as it was typed."""

    receipt_number: str
    address: str


def find_address(till: Till, receipt_number: str) -> str:
    """Return the e-mail address of the customer a receipt is for, empty where none is known."""
    with till.db.reading() as uow:
        person_id = bought_by(uow, receipt_number)
        customer = None if person_id is None else uow.customers.find(person_id)
    return "" if customer is None else customer.text("email")


def mail_receipt(till: Till, session: Session, request: MailReceipt) -> str:
    """Queue a receipt for e-mail, online or offline, and return the address as it was kept.

    The address is the customer's own, where one is known: it goes with their erasure. So are the
    rows of a registered buyer, which the facts do not hold.

    Raises BadInput for an address that no server takes, and NotFound.
    """
    address = email_address(request.address)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        record = uow.sales.get(request.receipt_number)
        person_id = bought_by(uow, request.receipt_number) or till.ids.new_id()
        shift = uow.shifts.find_open()
        lines, buyer = parted_receipt(uow, request.receipt_number)
        body = ReceiptMailed(
            receipt=request.receipt_number,
            person_id=person_id,
            lines=lines,
            code=uow.prints.find_code(request.receipt_number) or "",
        )
        day = record.sale.business_date if shift is None else shift.business_date
        said = Said(by=session.staff_id, at=now, day=day)
        texts = {"email": address} | ({"buyer": "\n".join(buyer)} if buyer else {})
        part = personal_part(till, person_id, texts)
        append_operation(uow, till, said, body, (part,))
        note_down(uow, now, session.staff_id, ("receipt_mailed", request.receipt_number))
        uow.commit()
    return address
