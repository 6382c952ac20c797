"""A report is read from a real till, by whoever may close a shift, and agrees with its Z."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.day_report import ReportQuestion, note_report_saved, read_report
from app.use_cases.open_shift import open_shift
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed
from domain.report_span import Span
from domain.shift import CashCount
from tests.helpers.builders import (
    OTHER_CASHIER,
    SUPERVISOR,
    a_sale,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
)

TODAY = ReportQuestion()


def test_the_report_of_a_day_is_what_its_shift_says(till: Till) -> None:
    session, shift = an_open_shift(till)
    for _ in range(3):
        a_sale(till, session)
        clock_of(till).go_on(timedelta(minutes=40))
    shown = read_report(till, a_session(till, SUPERVISOR), TODAY)
    with till.db.reading() as uow:
        figures = uow.figures.of_shift(shift.number, "GYD")

    assert shown.report.span == Span(shift.business_date, shift.business_date)
    assert shown.report.takings == figures.takings
    assert shown.report.sales.count == 3
    assert [part.key for part in shown.report.hours] == ["08", "09"]
    assert [part.name for part in shown.report.cashiers] == [session.name]
    assert shown.made_at == clock_of(till).now()
    assert (shown.till_label, shown.zone) == ("GY03", "America/Guyana")
    assert shown.organisation_name == "Kaieteur Shipping Ltd"


def test_what_was_sold_after_midnight_belongs_to_the_day_of_its_shift(till: Till) -> None:
    session, shift = an_open_shift(till)
    clock_of(till).go_on(timedelta(hours=17))  # 01:00 in Georgetown
    a_sale(till, session)

    supervisor = a_session(till, SUPERVISOR)
    shown = read_report(till, supervisor, TODAY)
    other = read_report(till, supervisor, ReportQuestion(kind="yesterday"))

    assert shown.report.sales.count == 1
    assert shown.report.days[0].key == shift.business_date.isoformat()
    assert [part.key for part in shown.report.hours] == ["01"]
    assert other.report.is_empty


def test_typed_days_reach_back_over_shifts_and_people(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    with till.db.reading() as uow:
        expected = uow.shifts.sums(1).expected.amount_minor
    close_shift(till, session, CloseShift(count=CashCount("GYD", ((100, expected // 100),))))
    clock_of(till).go_on(timedelta(days=1))
    other = a_session(till, OTHER_CASHIER)
    open_shift(till, other, gyd(0))
    a_sale(till, other)

    both = ReportQuestion(kind="typed", first="22/11/2026", last="23/11/2026")
    shown = read_report(till, a_session(till, SUPERVISOR), both)

    assert shown.report.sales.count == 2
    assert [part.count for part in shown.report.days] == [1, 1]
    assert {part.key for part in shown.report.cashiers} == {session.staff_id, other.staff_id}
    with pytest.raises(BadInput):
        read_report(till, other, replace(both, last="soon"))


def test_whoever_is_no_longer_on_the_list_reads_nothing_and_keeps_nothing(
    till: Till, session: Session
) -> None:
    shown = read_report(till, session, TODAY)
    gone = replace(session, staff_id="staff-gone")

    with pytest.raises(NotAllowed):
        read_report(till, gone, TODAY)
    with pytest.raises(NotAllowed):
        note_report_saved(till, gone, shown, "csv")


def test_saving_is_on_record_with_who_and_which_days(till: Till, session: Session) -> None:
    shown = read_report(till, session, TODAY)
    note_report_saved(till, session, shown, "csv")
    with till.db.reading() as uow:
        entry = uow.audit.list_entries()[0]

    assert (entry.by, entry.action, entry.subject) == (session.staff_id, "report_saved", "csv")
    assert entry.detail == {"from": "2026-11-22", "to": "2026-11-22"}
