"""The print queue: papers come out after the commit, one by one, and what fails waits.

All of it runs on the devices' own lane. A printer that is off, out of paper or slow holds up that
lane for a bounded time and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from app.use_cases.audit import NOBODY, note_down
from app.use_cases.ports import DrawerFailure, PrinterFailure, PrintJob
from app.use_cases.receipt_papers import labels_of, paper_of
from app.use_cases.till import Till
from domain.paper import Paper
from domain.sentence import as_told, told
from storage.print_jobs import LISTED_MAX, NewPrint, PaperKind, PrintRecord

__all__ = [
    "ChoiceOfPrinters",
    "Drained",
    "NewPrint",
    "PaperKind",
    "PrintRecord",
    "drop_print",
    "list_printers",
    "list_prints",
    "print_all",
    "print_queued",
    "print_slip",
    "redirect_print",
]

REFUND_PRINTED = "refund_printed"
_DONE_WORD: dict[PaperKind, str] = {
    "receipt": "receipt_printed",
    "z": "z_printed",
    "slip": "slip_printed",
    "label": "label_printed",
    "refund": REFUND_PRINTED,
}


@dataclass(frozen=True, slots=True)
class Drained:
    """What printing the whole queue did: how many came out, and the first failure, if any."""

    printed_count: int
    waiting_count: int
    failure: PrinterFailure | None = None


def list_prints(till: Till) -> Sequence[PrintRecord]:
    """The papers that wait, oldest first, at most 500."""
    with till.db.reading() as uow:
        return uow.prints.list_waiting(LISTED_MAX)


def print_slip(till: Till, name: str, paper: Paper) -> PrintJob:
    """Print something that is kept nowhere else: an X report, a float slip, a list.

    It must name no customer: the queue outlives an erasure. Raises PrinterFailure; the paper waits.
    """
    new = NewPrint(job_id=f"{name}-{till.ids.new_id()}", kind="slip", subject=name, paper=paper)
    with till.db.unit_of_work() as uow:
        uow.prints.add(new, till.clock.now())
        uow.commit()
    return print_queued(till, new.job_id)


def print_queued(till: Till, job_id: str) -> PrintJob:
    """Print one job of the queue and return it; one that is done is returned and not printed.

    The drawer opens first, at the first try only, and whatever the paper does. Raises
    PrinterFailure (the paper waits), DrawerFailure (the paper is out) and NotFound.
    """
    with till.db.reading() as uow:
        record = uow.prints.get_job(job_id)
        paper, labels = paper_of(uow, record, till.receipt_columns), labels_of(uow, record)
    job = PrintJob(job_id=job_id, paper=paper, printer=record.new.printer, labels=labels)
    if not record.is_waiting:
        return job
    closed = _open_drawer(till, record)
    try:
        till.printer.print_job(job)
    except PrinterFailure as error:
        _note_failure(till, record, error)
        raise _told(record.new, error) from error
    _note_printed(till, record.new)
    if closed is not None:
        raise DrawerFailure(
            closed.title,
            told(
                "{message} The sale is saved as {subject}. Use the key, or press F10 to try again.",
                message=as_told(closed.message),
                subject=record.new.subject,
            ),
        ) from closed
    return job


def print_all(till: Till) -> Drained:
    """Print what waits, oldest first, once through; a printer that fails is asked no second time.

    Raises nothing of the world's: the first failure is in the answer.
    """
    printed, failed = 0, dict[str, PrinterFailure]()
    for record in list_prints(till):
        if record.new.printer in failed:
            continue
        try:
            print_queued(till, record.new.job_id)
        except PrinterFailure as error:
            failed[record.new.printer] = error
            continue
        except DrawerFailure:
            pass  # nobody waits at the drawer for a paper of the queue
        printed += 1
    with till.db.reading() as uow:
        waiting = uow.prints.count_waiting()
    return Drained(printed, waiting, next(iter(failed.values()), None))


def redirect_print(till: Till, job_id: str, printer: str) -> PrintJob:
    """Send a waiting paper to another printer and print it there.

    Raises PrinterFailure, DrawerFailure, and NotFound for a paper that waits no more.
    """
    with till.db.unit_of_work() as uow:
        uow.prints.redirect(job_id, printer)
        note_down(uow, till.clock.now(), NOBODY, ("print_redirected", job_id), {"printer": printer})
        uow.commit()
    return print_queued(till, job_id)


def drop_print(till: Till, job_id: str) -> None:
    """Take a paper out of the queue unprinted; what it shows stays. Raises NotFound."""
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        uow.prints.get_job(job_id)
        if uow.prints.note_done(job_id, "dropped", now):
            note_down(uow, now, NOBODY, ("print_dropped", job_id))
        uow.commit()


def _open_drawer(till: Till, record: PrintRecord) -> DrawerFailure | None:
    """Open the drawer for a paper that is printed for the first time; return why it stayed shut."""
    if not record.new.opens_drawer or record.tries:
        return None
    try:
        till.printer.kick_drawer()
    except DrawerFailure as error:
        return error
    return None


def _note_failure(till: Till, record: PrintRecord, error: PrinterFailure) -> None:
    with till.db.unit_of_work() as uow:
        uow.prints.note_failure(record.new.job_id, error.message, till.clock.now())
        uow.commit()


def _note_printed(till: Till, new: NewPrint) -> None:
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        if uow.prints.note_done(new.job_id, "printed", now):
            if new.kind == "receipt":
                uow.sales.mark_printed(new.subject, now, copy=new.copy_no > 0)
                uow.buyers.mark_printed(new.subject, now)
            note_down(uow, now, NOBODY, (_DONE_WORD[new.kind], new.subject), {"copy": new.copy_no})
        uow.commit()


def _told(new: NewPrint, error: PrinterFailure) -> PrinterFailure:
    """Say what is saved although no paper came, and what to press."""
    match new.kind:
        case "receipt":
            saved = told("The sale is saved as {subject} and nothing is lost.", subject=new.subject)
            it = told("it")
        case "z":
            saved = told(
                "Shift {subject} is closed and saved, and nothing is lost.", subject=new.subject
            )
            it = told("its Z report")
        case _:
            saved = told("The paper waits in the queue and nothing is lost.")
            it = told("it")
    return PrinterFailure(
        error.title,
        told(
            "{message} {saved} Look after the printer, then press Ctrl+P to print {it}.",
            message=as_told(error.message),
            saved=saved,
            it=it,
        ),
    )


@runtime_checkable
class ChoiceOfPrinters(Protocol):
    """A printer that is several: it can say which."""

    def list_names(self) -> Sequence[str]: ...


def list_printers(till: Till) -> Sequence[str]:
    """The names of the printers that a paper can be sent to; none where there is but one."""
    printer = till.printer
    return printer.list_names() if isinstance(printer, ChoiceOfPrinters) else ()
