"""What some business dates brought: read in one moment, shown, and kept as a file by who may.

The day of an open shift is left out for who may not approve: its drawer is counted blind.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from app.use_cases.audit import note_down
from app.use_cases.rights import business_day, has_permission, require_permission
from app.use_cases.till import Session, Till
from domain.day_report import DayReport, ReportBooks, reckon_report
from domain.report_span import Span, SpanKind, span_of, typed_span
from domain.shift_figures import ShiftFigures
from domain.staff import Permission
from storage.unit_of_work import Reading

FileKind = Literal["csv", "pdf"]
REPORT_SAVED = "report_saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuestion:
    """Which days: a name, or ``typed`` with the days as typed."""

    kind: SpanKind = "today"
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A report as it stood at one moment (``made_at``, UTC), and whose it is.

    ``left_out`` is the day of the open shift where its sums are shown only after its count.
    """

    report: DayReport
    made_at: datetime
    organisation_name: str
    store_name: str
    till_label: str
    zone: str
    left_out: date | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether no other day was asked for."""
        return self.left_out is not None and self.report.span.first >= self.left_out


def read_report(till: Till, session: Session, question: ReportQuestion) -> ReadReport:
    """Return the report of some days at this till; *today* is the business date.

    Whoever may close a shift may read it; who may not approve, without the day of the open shift
    and what came after it. Raises BadInput for what is no day, and NotAllowed.
    """
    now = till.clock.now()
    with till.db.reading() as uow:
        today = business_day(uow, now)
        require_permission(uow, session, Permission.CLOSE_SHIFT, today)
        span = _span(question, today)
        left_out = _left_out(uow, session, span)
        record = uow.till.get_till()
        currency = record.store.currency
        if left_out is None:
            books = _books(uow, span, currency)
        elif left_out > span.first:
            span = Span(span.first, left_out - timedelta(days=1))
            books = _books(uow, span, currency)
        else:
            books = ReportBooks(figures=ShiftFigures(currency))
    return ReadReport(
        report=reckon_report(books, span, record.store.zone),
        made_at=now,
        organisation_name=record.store.organisation_name,
        store_name=record.store.name,
        till_label=record.label,
        zone=record.store.zone,
        left_out=left_out,
    )


def note_report_saved(till: Till, session: Session, shown: ReadReport, kind: FileKind) -> None:
    """Keep on record who wrote a report into a file, before it is written.

    Raises NotAllowed.
    """
    now, span = till.clock.now(), shown.report.span
    with till.db.unit_of_work() as uow:
        require_permission(uow, session, Permission.CLOSE_SHIFT, business_day(uow, now))
        detail = {"from": span.first.isoformat(), "to": span.last.isoformat()}
        note_down(uow, now, session.staff_id, (REPORT_SAVED, kind), detail)
        uow.commit()


def _left_out(uow: Reading, session: Session, span: Span) -> date | None:
    """The day of the open shift, for who may not know yet what its drawer should hold."""
    shift = uow.shifts.find_open()
    if shift is None or shift.business_date > span.last:
        return None
    if has_permission(uow, session, Permission.APPROVE, shift.business_date):
        return None
    return shift.business_date


def _books(uow: Reading, span: Span, currency: str) -> ReportBooks:
    return ReportBooks(
        figures=uow.reporting.figures(span, currency),
        moments=uow.reporting.moments(span, currency),
        lines=uow.reporting.lines(span, currency),
        names={member.staff_id: member.name for member in uow.staff.list_staff()},
    )


def _span(question: ReportQuestion, today: date) -> Span:
    if question.kind == "typed":
        return typed_span(question.first, question.last)
    return span_of(question.kind, today)
