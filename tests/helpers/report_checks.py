"""A report of everything a till did, against its sales as they were told, one by one."""

from __future__ import annotations

from datetime import timedelta

from domain.day_report import ReportBooks, reckon_report
from domain.report_span import Span
from storage.database import TillDatabase
from tests.helpers.builders import MORNING
from tests.helpers.ledger_checks import read_ledger


def check_report(db: TillDatabase) -> None:
    """Assert that the report of all days is the sum of the operations; nothing was refunded."""
    told = [body for _, body in read_ledger(db).sales()]
    span = Span(MORNING.date() - timedelta(days=30), MORNING.date() + timedelta(days=300))
    with db.reading() as uow:
        books = ReportBooks(
            figures=uow.reporting.figures(span, "GYD"),
            moments=uow.reporting.moments(span, "GYD"),
            lines=uow.reporting.lines(span, "GYD"),
        )
    report = reckon_report(books, span, "America/Guyana")

    assert report.sales.count == len(told)
    assert report.takings.amount_minor == sum(b.total_minor + b.rounding_minor for b in told)
    assert report.vat_total.amount_minor == sum(body.vat_minor for body in told)
