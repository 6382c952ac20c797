"""What is printed for a deed, written down in the deed's own transaction."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from app.use_cases.till import Till
from domain.buyer import as_tax_invoice, buyer_lines, with_buyer
from domain.errors import NotFound
from domain.paid_state import paid_lines, paid_state
from domain.paper import BarcodeRow, Paper, QrRow, as_copy, text_paper
from domain.piece_label import PieceLabel, piece_labels, waybill_paper
from domain.sale import Sale
from domain.sentence import told
from domain.shift import local_time
from storage.print_jobs import NewPrint, PrintRecord
from storage.records import BookedShipment, SaleRecord
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
    match new.kind:
        case "label":
            return waybill_paper(require_booked(uow, new.subject).draft, new.subject, columns)
        case "z":
            paper = z_paper(uow, int(new.subject))
        case "refund":
            paper = refund_paper(uow, new.subject)
        case _ if new.copy_no:
            paper = receipt_copy(uow, new.subject, columns)
        case _:
            paper = receipt_paper(uow, new.subject)
    return as_copy(paper, new.copy_no, columns) if new.copy_no else paper


def receipt_paper(uow: Reading, receipt_number: str) -> Paper:
    """Return a receipt as it was printed: its lines, its number as barcode, its signed code.

    A registered buyer is named on it, as known now: of an erased person nothing is left to print.
    Raises NotFound.
    """
    lines = receipt_lines(uow, receipt_number)
    code = uow.prints.find_code(receipt_number)
    codes = (BarcodeRow(receipt_number), *(() if code is None else (QrRow(code),)))
    return text_paper(lines, codes=codes)


def receipt_copy(uow: Reading, receipt_number: str, columns: int) -> Paper:
    """Return a receipt as it was printed, under how its payments stand by now. Raises NotFound."""
    payments = uow.payments.list_of_receipts([receipt_number])
    steps = uow.payments.goods_steps([each.payment_id for each in payments])
    states = (paid_state(each, steps.get(each.payment_id)) for each in payments)
    now = paid_lines(states, uow.till.get_till().store.zone, columns)
    paper = receipt_paper(uow, receipt_number)
    return Paper((*text_paper(now).rows, *paper.rows)) if now else paper


def receipt_lines(uow: Reading, receipt_number: str) -> tuple[str, ...]:
    """Return the lines of a receipt as they print now: kept ones, and its buyer. Raises NotFound.

    The credit note of an exchange is at its end, and has the buyer of the receipt that it is of.
    """
    lines, back = _parted(uow, uow.sales.get(receipt_number))
    return (*with_buyer(*_with_head(uow, receipt_number, lines)), *back)


def parted_receipt(uow: Reading, receipt_number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a receipt's lines without whom they name, and the rows that name them, if any.

    The credit note of an exchange, at its end, names nobody a second time. Raises NotFound.
    """
    record = uow.sales.get(receipt_number)
    own, _ = _parted(uow, record)
    lines, buyer = _with_head(uow, receipt_number, own)
    return (*lines, *record.receipt_lines[len(own) :]), buyer


def bought_by(uow: Reading, receipt_number: str) -> str | None:
    """Return the customer of a receipt: who was named last, or whom the sale was for."""
    named = uow.buyers.find(receipt_number)
    return uow.finding.find_customer_of(receipt_number) if named is None else named.customer_id


def refund_lines(uow: Reading, refund_number: str) -> tuple[str, ...]:
    """Return the lines of a credit note as they print now: kept ones, and the receipt's buyer.

    Of a receipt that another till sold nobody is named: only that till knows. Raises NotFound.
    """
    record = uow.refunds.get(refund_number)
    lines = record.receipt_lines
    return with_buyer(lines, _buyer_of(uow, record.of_receipt, max(map(len, lines))))


def refund_paper(uow: Reading, refund_number: str) -> Paper:
    """Return a credit note: its number as a barcode, and the code of a store credit to be scanned.

    Raises NotFound.
    """
    credit_code = uow.refunds.get(refund_number).credit_code
    codes = (refund_number, credit_code) if credit_code else (refund_number,)
    return text_paper(
        refund_lines(uow, refund_number), codes=tuple(BarcodeRow(code) for code in codes)
    )


def _parted(uow: Reading, record: SaleRecord) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the kept lines of an exchange: the sale's own, and its credit note as it prints now."""
    lines = record.receipt_lines
    for tender in record.sale.tenders:
        if tender.kind == "exchange":
            kept = uow.refunds.get(tender.reference).receipt_lines
            return lines[: -len(kept)], refund_lines(uow, tender.reference)
    return lines, ()


def _buyer_of(uow: Reading, receipt_number: str, columns: int) -> tuple[str, ...]:
    """Return the rows of whoever bought: who was named last, or whom the sale was for."""
    customer_id = bought_by(uow, receipt_number)
    return () if customer_id is None else buyer_lines(uow.customers.find(customer_id), columns)


def _with_head(
    uow: Reading, receipt_number: str, lines: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines as they print now, and the rows of the buyer that belong into their head."""
    wide = max(map(len, lines))
    named = uow.buyers.find(receipt_number)
    if named is None:
        return lines, _buyer_of(uow, receipt_number, wide)
    local = local_time(named.at, uow.till.get_till().store.zone)
    customer = uow.customers.find(named.customer_id)
    buyer = buyer_lines(customer, wide, f"{local:%d/%m/%Y at %H:%M}")
    return as_tax_invoice(lines, wide), buyer


def z_paper(uow: Reading, shift_number: int) -> Paper:
    """Return the Z of a closed shift as it was printed. Raises NotFound."""
    return text_paper(uow.shifts.get_z(shift_number))
