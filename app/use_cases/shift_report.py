"""What a shift's papers are made of, at one moment; and the X report, which changes nothing.

Float and cash taken are what the count should come to. Before the count they are for who may
approve, and that somebody read them is kept for the Z and for central.
"""

from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.ports import PrintJob
from app.use_cases.print_queue import print_slip
from app.use_cases.receipt_header import receipt_header
from app.use_cases.rights import has_permission, require_open_shift
from app.use_cases.till import Session, Till
from domain.paper import text_paper
from domain.payment_sums import sure_sums
from domain.shift import Shift
from domain.staff import Permission
from domain.z_report import PeriodReport, XReport, render_x
from storage.unit_of_work import Reading

WHOLE_X_READ = "whole_x_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class XPaper:
    """The X report of the open shift, line by line, as it stood when it was asked for.

    ``is_whole``: it tells of the cash, too.
    """

    shift_number: int
    lines: tuple[str, ...]
    is_whole: bool


def period_report(uow: Reading, shift: Shift, waiting_count: int) -> PeriodReport:
    """Everything a paper says of a shift but its count, as it is in this transaction."""
    currency = shift.opening_float.currency
    kinds = uow.drawer.sums_by_kind(shift.number)
    return PeriodReport(
        shift=shift,
        totals=uow.shifts.totals(shift.number),
        figures=uow.figures.of_shift(shift.number, currency),
        names={member.staff_id: member.name for member in uow.staff.list_staff()},
        no_sale_count=sum(count for (_, kind), (count, _) in kinds.items() if kind == "no_sale"),
        waiting_count=waiting_count,
        payments=sure_sums(uow.payments.sums_of_shift(shift.number)),
        whole_x_count=count_whole_x(uow, shift.number),
    )


def count_whole_x(uow: Reading, shift_number: int) -> int:
    """Return how often somebody read the whole X of a shift."""
    return uow.audit.count(WHOLE_X_READ, str(shift_number))


def read_x(till: Till, session: Session) -> XPaper:
    """Return the X report of the open shift: the whole of it to who may approve, on record.

    Raises RuleBroken (``no_shift``).
    """
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_open_shift(uow)
        number = shift.number
        is_whole = has_permission(uow, session, Permission.APPROVE, shift.business_date)
        currencies = dict.fromkeys((shift.opening_float.currency, *uow.drawer.sums(number)))
        report = XReport(
            period=period_report(uow, shift, uow.outbox.waiting_count()),
            drawers=tuple(uow.shifts.sums(number, currency) for currency in currencies)
            if is_whole
            else (),
            at=max(now, shift.opened_at),
        )
        header = receipt_header(uow, shift.opened_by, shift.business_date)
        lines = render_x(report, header, columns=till.receipt_columns)
        if is_whole:
            note_down(uow, now, session.staff_id, (WHOLE_X_READ, str(number)))
            uow.commit()
    return XPaper(shift_number=number, lines=lines, is_whole=is_whole)


def print_x(till: Till, paper: XPaper) -> PrintJob:
    """Print an X report as it was shown. Raises PrinterFailure; the paper waits in the queue."""
    return print_slip(till, f"X{paper.shift_number:05d}", text_paper(paper.lines))
