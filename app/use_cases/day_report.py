"""What some business dates brought: read in one moment, shown, and kept as a file by who may."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.use_cases.audit import note_down
from app.use_cases.rights import business_day, require_permission
from app.use_cases.till import Session, Till
from domain.day_report import DayReport, ReportBooks, reckon_report
from domain.report_span import Span, SpanKind, span_of, typed_span
from domain.staff import Permission

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
    """A report as it stood at one moment (``made_at``, UTC), and whose it is."""

    report: DayReport
    made_at: datetime
    organisation_name: str
    store_name: str
    till_label: str
    zone: str


def read_report(till: Till, session: Session, question: ReportQuestion) -> ReadReport:
    """Return the report of some days at this till; *today* is the business date.

    Whoever may close a shift may read it. Raises BadInput for what is no day, and NotAllowed.
    """
    now = till.clock.now()
    with till.db.reading() as uow:
        today = business_day(uow, now)
        require_permission(uow, session, Permission.CLOSE_SHIFT, today)
        span = _span(question, today)
        record = uow.till.get_till()
        currency = record.store.currency
        books = ReportBooks(
            figures=uow.reporting.figures(span, currency),
            moments=uow.reporting.moments(span, currency),
            lines=uow.reporting.lines(span, currency),
            names={member.staff_id: member.name for member in uow.staff.list_staff()},
        )
    return ReadReport(
        report=reckon_report(books, span, record.store.zone),
        made_at=now,
        organisation_name=record.store.organisation_name,
        store_name=record.store.name,
        till_label=record.label,
        zone=record.store.zone,
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


def _span(question: ReportQuestion, today: date) -> Span:
    if question.kind == "typed":
        return typed_span(question.first, question.last)
    return span_of(question.kind, today)
