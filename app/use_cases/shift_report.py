"""What a shift's papers are made of, at one moment; and the X report, which changes nothing."""

from dataclasses import dataclass

from app.use_cases.ports import PrintJob
from app.use_cases.print_queue import print_slip
from app.use_cases.receipt_header import receipt_header
from app.use_cases.rights import require_open_shift
from app.use_cases.till import Till
from domain.paper import text_paper
from domain.payment_sums import sure_sums
from domain.shift import Shift
from domain.z_report import PeriodReport, XReport, render_x
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class XPaper:
    """The X report of the open shift, line by line, as it stood when it was asked for."""

    shift_number: int
    lines: tuple[str, ...]


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
    )


def read_x(till: Till) -> XPaper:
    """Return the X report of the open shift. Raises RuleBroken (``no_shift``)."""
    now = till.clock.now()
    with till.db.reading() as uow:
        shift = require_open_shift(uow)
        currencies = dict.fromkeys((shift.opening_float.currency, *uow.drawer.sums(shift.number)))
        report = XReport(
            period=period_report(uow, shift, uow.outbox.waiting_count()),
            drawers=tuple(uow.shifts.sums(shift.number, currency) for currency in currencies),
            at=max(now, shift.opened_at),
        )
        header = receipt_header(uow, shift.opened_by, shift.business_date)
    lines = render_x(report, header, columns=till.receipt_columns)
    return XPaper(shift_number=shift.number, lines=lines)


def print_x(till: Till, paper: XPaper) -> PrintJob:
    """Print an X report as it was shown. Raises PrinterFailure; the paper waits in the queue."""
    return print_slip(till, f"X{paper.shift_number:05d}", text_paper(paper.lines))
