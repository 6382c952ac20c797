"""Receipts and Z reports go to paper through the queue: a printer's failure changes no sale."""

from collections.abc import Sequence
from contextlib import suppress

from app.use_cases.audit import NOBODY, note_down
from app.use_cases.ports import PrinterFailure, PrintJob
from app.use_cases.print_queue import list_prints, print_queued
from app.use_cases.receipt_papers import receipt_copy, require_booked, z_job_id, z_paper
from app.use_cases.till import Till
from domain.errors import NotFound
from domain.paper import Paper, as_copy
from storage.print_jobs import NewPrint
from storage.unit_of_work import Reading, UnitOfWork

Z_PRINTED = "z_printed"
FILED = "receipt_filed"


def print_receipt(till: Till, receipt_number: str, copy: bool = False) -> PrintJob:
    """Print the receipt of a sale and return the job.

    The first paper is the receipt and opens the drawer; any after it says COPY and which. With
    ``copy`` somebody says that the receipt did come out, whatever is noted: then it no longer
    waits. Raises PrinterFailure (the sale stays and the paper waits in the queue), DrawerFailure
    (the paper is out) and NotFound.
    """
    with till.db.unit_of_work() as uow:
        new = _queue_receipt(uow, till, receipt_number, copy=copy)
        uow.commit()
    try:
        return print_queued(till, new.job_id)
    finally:
        _print_labels(till, receipt_number)


def _print_labels(till: Till, receipt_number: str) -> None:
    """Print the labels of the shipments that a sale booked; what fails waits in the queue."""
    for waiting in list_prints(till):
        if waiting.new.kind == "label" and waiting.new.job_id.startswith(f"{receipt_number}-"):
            with suppress(PrinterFailure):  # the receipt is out: the queue says what waits
                print_queued(till, waiting.new.job_id)


def print_labels_again(till: Till, waybill: str) -> PrintJob:
    """Print the labels of a shipment once more, as its pieces are named now.

    Where no printer has labels the waybill comes out on the receipt printer. Raises NotFound for a
    waybill that this till did not book, and PrinterFailure: the labels wait in the queue.
    """
    with till.db.unit_of_work() as uow:
        require_booked(uow, waybill)
        new = NewPrint(job_id=f"{waybill}-{till.ids.new_id()}", kind="label", subject=waybill)
        uow.prints.add(new, till.clock.now())
        note_down(uow, till.clock.now(), NOBODY, ("labels_asked", waybill))
        uow.commit()
    return print_queued(till, new.job_id)


def _queue_receipt(uow: UnitOfWork, till: Till, number: str, *, copy: bool) -> NewPrint:
    """Queue the paper that is wanted, unless it waits already."""
    record, now = uow.sales.get(number), till.clock.now()
    new = NewPrint(job_id=number, kind="receipt", subject=number)
    if copy or record.printed_at is not None:
        if uow.prints.note_done(number, "printed", now):
            uow.sales.mark_printed(number, now)
        new = _again(uow, number, record.copy_count + 1)
    uow.prints.add(new, now)
    return new


def _again(uow: Reading, number: str, copy_no: int) -> NewPrint:
    """A copy; or the first paper with a buyer who was named since, which is none of another."""
    named = uow.buyers.find(number)
    if named is not None and named.printed_at is None:
        return NewPrint(job_id=f"{number}-buyer-{named.naming_no}", kind="receipt", subject=number)
    return NewPrint(
        job_id=f"{number}-copy-{copy_no}", kind="receipt", subject=number, copy_no=copy_no
    )


def copy_for_file(till: Till, receipt_number: str) -> Paper:
    """Return a receipt for a file, counted and marked as a copy like any other. Raises NotFound."""
    with till.db.unit_of_work() as uow:
        paper = receipt_copy(uow, receipt_number, till.receipt_columns)
        return _counted_copy(till, uow, receipt_number, paper)


def z_for_file(till: Till, shift_number: int) -> tuple[str, Paper]:
    """Return the name and the Z of a closed shift for a file, counted and marked as a copy.

    Raises NotFound.
    """
    with till.db.unit_of_work() as uow:
        name = z_job_id(uow.till.get_till().label, shift_number)
        paper = z_paper(uow, shift_number)
        return name, _counted_copy(till, uow, name, paper)


def _counted_copy(till: Till, uow: UnitOfWork, name: str, paper: Paper) -> Paper:
    copy_no = uow.audit.count(FILED, name) + 1
    note_down(uow, till.clock.now(), NOBODY, (FILED, name), {"copy": copy_no})
    uow.commit()
    return as_copy(paper, copy_no, till.receipt_columns, where="PDF ")


def list_unprinted(till: Till) -> Sequence[str]:
    """The receipts that wait for a printer, oldest first, at most 500.

    After a crash between commit and print these are handed out once more; one that did come out
    just before the crash then exists twice, with the same number.
    """
    return tuple(
        waiting.new.subject
        for waiting in list_prints(till)
        if waiting.new.kind == "receipt" and not waiting.new.copy_no
    )


def print_z(till: Till, shift_number: int, copy: bool = False) -> PrintJob:
    """Print the Z of a closed shift and return the job; any after the first says COPY.

    Raises PrinterFailure and NotFound.
    """
    subject = str(shift_number)
    with till.db.unit_of_work() as uow:
        uow.shifts.get_z(shift_number)
        job_id, copy_no = z_job_id(uow.till.get_till().label, shift_number), 0
        printed_count = uow.audit.count(Z_PRINTED, subject)
        if copy or printed_count:
            copy_no = max(printed_count, 1)
            uow.prints.note_done(job_id, "printed", till.clock.now())
            job_id = f"{job_id}-copy-{copy_no}"
        new = NewPrint(job_id=job_id, kind="z", subject=subject, copy_no=copy_no)
        uow.prints.add(new, till.clock.now())
        uow.commit()
    return print_queued(till, new.job_id)


def print_last_z(till: Till) -> PrintJob:
    """Print the Z of the shift that was closed last, for one that did not come out then.

    Once it did, every further paper says COPY. Raises PrinterFailure, and NotFound before the first
    shift is closed.
    """
    with till.db.reading() as uow:
        number = uow.shifts.find_last_closed()
    if number is None:
        raise NotFound(
            "No Z report yet",
            "No shift was closed on this till. Nothing is lost. Open a shift to begin.",
        )
    return print_z(till, number)
