"""Papers come out after the commit and outside it: a printer's failure changes no sale."""

from collections.abc import Sequence

from app.use_cases.audit import NOBODY, note_down
from app.use_cases.ports import PrinterFailure, PrintJob
from app.use_cases.till import Till
from domain.errors import NotFound
from domain.ticket import centred

UNPRINTED_MAX = 500
_Z_PRINTED = "z_printed"


def print_receipt(till: Till, receipt_number: str, copy: bool = False) -> PrintJob:
    """Print the receipt of a sale and return the job.

    The first paper is the receipt and opens the drawer; any after it says COPY. With ``copy``
    somebody says that the receipt did come out, whatever is noted: then it no longer waits.
    Raises PrinterFailure (the sale stays and the receipt stays unprinted) and NotFound.
    """
    with till.db.reading() as uow:
        record = uow.sales.get(receipt_number)
    is_copy = copy or record.printed_at is not None
    job = PrintJob(
        job_id=f"{receipt_number}-copy-{record.copy_count + 1}" if is_copy else receipt_number,
        lines=_as_copy(till, record.receipt_lines) if is_copy else record.receipt_lines,
        kick_drawer=not is_copy,
    )
    try:
        till.printer.print_job(job)
    except PrinterFailure as error:
        raise PrinterFailure(
            error.title,
            f"{error.message} The sale is saved as {receipt_number} and nothing is lost. Look after"
            " the printer, then press Ctrl+P to print it.",
        ) from error
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        uow.sales.mark_printed(receipt_number, now, copy=is_copy)
        note_down(uow, now, NOBODY, ("receipt_printed", receipt_number), {"copy": int(is_copy)})
        uow.commit()
    return job


def list_unprinted(till: Till) -> Sequence[str]:
    """The receipts that were committed and never seen to print, oldest first, at most 500.

    After a crash between commit and print these are handed out once more; one that did come out
    just before the crash then exists twice, with the same number.
    """
    with till.db.reading() as uow:
        return tuple(uow.sales.list_unprinted(UNPRINTED_MAX))


def print_z(till: Till, shift_number: int, copy: bool = False) -> PrintJob:
    """Print the Z of a closed shift and return the job. Raises PrinterFailure and NotFound."""
    with till.db.reading() as uow:
        lines = uow.shifts.get_z(shift_number)
        label = uow.till.get_till().label
    suffix = f"-copy-{till.ids.new_id()}" if copy else ""
    job = PrintJob(
        job_id=f"{label}-Z{shift_number:05d}{suffix}",
        lines=_as_copy(till, lines) if copy else lines,
    )
    try:
        till.printer.print_job(job)
    except PrinterFailure as error:
        raise PrinterFailure(
            error.title,
            f"{error.message} Shift {shift_number} is closed and saved, and nothing is lost. Look"
            " after the printer, then press Ctrl+P to print its Z report.",
        ) from error
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        note_down(uow, now, NOBODY, (_Z_PRINTED, str(shift_number)), {"copy": int(copy)})
        uow.commit()
    return job


def print_last_z(till: Till) -> PrintJob:
    """Print the Z of the shift that was closed last, for one that did not come out then.

    Once it did, every further paper says COPY. Raises PrinterFailure, and NotFound before the first
    shift is closed.
    """
    with till.db.reading() as uow:
        number = uow.shifts.find_last_closed()
        was_printed = number is not None and uow.audit.has(_Z_PRINTED, str(number))
    if number is None:
        raise NotFound(
            "No Z report yet",
            "No shift was closed on this till. Nothing is lost. Open a shift to begin.",
        )
    return print_z(till, number, copy=was_printed)


def _as_copy(till: Till, lines: Sequence[str]) -> tuple[str, ...]:
    """The same paper under the word COPY: nothing on it is computed again."""
    return (*centred("COPY", till.receipt_columns), *lines)
