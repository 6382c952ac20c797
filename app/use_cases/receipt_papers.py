"""What is printed for a deed, written down in the deed's own transaction."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from app.use_cases.till import Till
from domain.buyer import buyer_lines, with_buyer
from domain.errors import NotFound
from domain.paper import BarcodeRow, Paper, QrRow, as_copy, text_paper
from domain.piece_label import PieceLabel, piece_labels, waybill_paper
from domain.sale import Sale
from domain.sentence import told
from storage.print_jobs import NewPrint, PrintRecord
from storage.records import BookedShipment
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.operation import SignedOperation
from sync.protocol.receipt_code import ReceiptFacts, write_receipt_code


def queue_receipt(
    uow: UnitOfWork,
    till: Till,
    sale: Sale,
    operation: SignedOperation,
    *,
    gives_cash: bool = False,
) -> None:
    """Sign the code of a sale's receipt, and put its paper in the queue.

    Only cash opens the drawer: what was paid in it, or (``gives_cash``) goes back in an exchange.
    """
    facts = ReceiptFacts(
        receipt=sale.receipt_number,
        till=uow.till.get_till().till_id,
        stream=operation.stream,
        seq=operation.seq,
        hash=operation.hash.hex(),
        total_minor=sale.total.amount_minor,
        currency=sale.total.currency,
        date=sale.business_date,
    )
    uow.prints.keep_code(sale.receipt_number, write_receipt_code(facts, till.signer))
    uow.prints.add(
        NewPrint(
            job_id=sale.receipt_number,
            kind="receipt",
            subject=sale.receipt_number,
            opens_drawer=gives_cash or any(tender.kind == "cash" for tender in sale.tenders),
        ),
        sale.at,
    )
    if isinstance(till.printer, PrintsLabels) and till.printer.has_labels():
        for booked in _booked_with(uow, sale):
            uow.prints.add(_labels_of(sale.receipt_number, booked.waybill), sale.at)


@runtime_checkable
class PrintsLabels(Protocol):
    """A printer that may have labels in it."""

    def has_labels(self) -> bool: ...


def _booked_with(uow: UnitOfWork, sale: Sale) -> tuple[BookedShipment, ...]:
    if all(priced.line.shipment is None for priced in sale.lines):
        return ()
    return uow.shipments.list_by_receipt(sale.receipt_number)


def _labels_of(receipt_number: str, waybill: str) -> NewPrint:
    return NewPrint(job_id=f"{receipt_number}-{waybill}", kind="label", subject=waybill)


def labels_of(uow: Reading, record: PrintRecord) -> tuple[PieceLabel, ...]:
    """Return the labels of a job, named now: of an erased person nothing is left to print."""
    if record.new.kind != "label":
        return ()
    booked = require_booked(uow, record.new.subject)
    return piece_labels(booked.draft, booked.waybill)


def require_booked(uow: Reading, waybill: str) -> BookedShipment:
    """Return a shipment that this till booked. Raises NotFound."""
    found = uow.shipments.find_by_waybill(waybill)
    if found is None:
        raise NotFound(
            "No such waybill",
            told(
                "This till booked no shipment {waybill}. Nothing is lost. Check the number.",
                waybill=waybill,
            ),
        )
    return found


def queue_z(uow: UnitOfWork, shift_number: int, at: datetime) -> None:
    """Put the Z of a shift that is closing in the queue."""
    job_id = z_job_id(uow.till.get_till().label, shift_number)
    uow.prints.add(NewPrint(job_id=job_id, kind="z", subject=str(shift_number)), at)


def z_job_id(label: str, shift_number: int) -> str:
    """Return the name of a Z's paper; its copies add theirs."""
    return f"{label}-Z{shift_number:05d}"


def paper_of(uow: Reading, record: PrintRecord, columns: int) -> Paper:
    """Return what a job prints, read now: what was erased since is not on it. Raises NotFound."""
    new = record.new
    if new.paper is not None:
        return new.paper
    if new.kind == "label":
        return waybill_paper(require_booked(uow, new.subject).draft, new.subject, columns)
    is_z = new.kind == "z"
    paper = z_paper(uow, int(new.subject)) if is_z else receipt_paper(uow, new.subject)
    return as_copy(paper, new.copy_no, columns) if new.copy_no else paper


def receipt_paper(uow: Reading, receipt_number: str) -> Paper:
    """Return a receipt as it was printed: its lines, its number as barcode, its signed code.

    A registered buyer is named on it, as known now: of an erased person nothing is left to print.
    Raises NotFound.
    """
    record = uow.sales.get(receipt_number)
    lines = record.receipt_lines
    if record.customer_id is not None:
        wide = max(map(len, lines))
        buyer = buyer_lines(uow.customers.find(record.customer_id), wide)
        lines = with_buyer(lines, buyer)
    code = uow.prints.find_code(receipt_number)
    codes = (BarcodeRow(receipt_number), *(() if code is None else (QrRow(code),)))
    return text_paper(lines, codes=codes)


def z_paper(uow: Reading, shift_number: int) -> Paper:
    """Return the Z of a closed shift as it was printed. Raises NotFound."""
    return text_paper(uow.shifts.get_z(shift_number))
