"""The drawer is counted blind: before the count a cashier's X and report tell nothing of its cash.

Whoever may approve sees the whole of it, and that is kept: on the Z and in the closing's facts.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from app.use_cases.close_shift import close_shift, preview_close
from app.use_cases.day_report import ReportQuestion, read_report
from app.use_cases.move_cash import NOT_IN_DRAWER, MoveCash, move_cash
from app.use_cases.open_shift import open_shift
from app.use_cases.shift_report import WHOLE_X_READ, read_x
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from domain.report_span import Span
from domain.z_report import CASH_LATER
from sync.protocol.bodies import ShiftClosed
from tests.helpers.builders import (
    CASHIER,
    OTHER_CASHIER,
    SUPERVISOR,
    a_sale,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.drawer_counts import counted

TODAY = ReportQuestion()
AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d\d)?$")


def amounts(lines: Sequence[str]) -> list[int]:
    """What stands at the ends of lines, in whole dollars."""
    found = (AMOUNT.search(line) for line in lines)
    return [int(each[0].replace(",", "").split(".")[0]) for each in found if each is not None]


def expected_dollars(till: Till) -> int:
    with till.db.reading() as uow:
        shift = uow.shifts.get_open()
        return uow.shifts.sums(shift.number).expected.amount_minor // 100


def tells_of_cash(till: Till, lines: Sequence[str]) -> bool:
    """Whether what should be in the drawer stands there, or follows from two or three sums."""
    told, expected = amounts(lines), expected_dollars(till)
    pairs = {one + other for one in told for other in told}
    return expected in {*told, *pairs} or any(str(line).startswith("Cash (") for line in lines)


def closed_facts(till: Till) -> ShiftClosed:
    ((_, facts),) = read_ledger(till.db).facts("shift_closed")
    return ShiftClosed.model_validate(facts.body)


def test_a_cashiers_x_does_not_tell_what_the_drawer_should_hold(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    paper = read_x(till, session)

    assert not paper.is_whole
    assert not tells_of_cash(till, paper.lines)
    assert CASH_LATER in " ".join(" ".join(paper.lines).split())
    assert not any(word in line for line in paper.lines for word in ("float", "VAT 1", "G$"))
    with till.db.reading() as uow:
        assert uow.audit.count(WHOLE_X_READ, "1") == 0


def test_the_whole_x_gives_the_count_away_so_the_check_can_fail(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)

    assert tells_of_cash(till, read_x(till, a_session(till, SUPERVISOR)).lines)


def test_that_somebody_read_the_whole_x_is_on_record_on_the_z_and_in_the_facts(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    supervisor = a_session(till, SUPERVISOR)
    for who in (supervisor, session, supervisor):
        read_x(till, who)
    with till.db.reading() as uow:
        noted = [each for each in uow.audit.list_entries() if each.action == WHOLE_X_READ]
    seen = preview_close(till, session, counted())
    closed = close_shift(till, session, counted())

    assert [(each.by, each.subject) for each in noted] == [(SUPERVISOR.staff_id, "1")] * 2
    assert seen.z_lines == closed.z_lines
    assert [line.split()[-2:] for line in closed.z_lines if line.startswith("Whole X read")] == [
        ["2", "x"]
    ]
    assert closed_facts(till).whole_x_count == 2
    assert complaints(till.db) == []


def test_a_shift_whose_x_nobody_saw_whole_says_nothing_of_it(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    read_x(till, session)
    closed = close_shift(till, session, counted())

    assert not any("Whole X" in line for line in closed.z_lines)
    assert closed_facts(till).whole_x_count is None


def test_an_x_without_a_shift_is_refused(till: Till) -> None:
    with pytest.raises(RuleBroken) as caught:
        read_x(till, a_session(till, SUPERVISOR))

    assert caught.value.code == "no_shift"


def test_a_cashiers_report_leaves_the_day_of_the_open_shift_out_until_it_is_counted(
    till: Till,
) -> None:
    session, shift = an_open_shift(till)
    a_sale(till, session)
    during = read_report(till, session, TODAY)
    whole = read_report(till, a_session(till, SUPERVISOR), TODAY)
    close_shift(till, session, counted())
    after = read_report(till, session, TODAY)

    assert during.is_left_out
    assert during.left_out == shift.business_date
    assert during.report.is_empty
    assert (whole.left_out, whole.report.sales.count) == (None, 1)
    assert (after.left_out, after.report.sales.count) == (None, 1)


def test_days_before_the_open_shifts_are_reported_without_it(till: Till) -> None:
    session, first = an_open_shift(till)
    a_sale(till, session)
    close_shift(till, session, counted())
    clock_of(till).go_on(timedelta(days=1))
    other = a_session(till, OTHER_CASHIER)
    second = open_shift(till, other, gyd(0))
    a_sale(till, other)
    both = ReportQuestion(kind="typed", first="22/11/2026", last="23/11/2026")
    shown = read_report(till, other, both)

    assert shown.left_out == second.business_date
    assert not shown.is_left_out
    assert shown.report.span == Span(first.business_date, first.business_date)
    assert shown.report.sales.count == 1
    assert {part.key for part in shown.report.cashiers} == {CASHIER.staff_id}


def test_who_left_the_list_sees_no_more_than_a_cashier(till: Till) -> None:
    an_open_shift(till)
    gone = Session(
        staff_id="staff-gone",
        name="Gone",
        role=SUPERVISOR.role,
        signed_in_at=clock_of(till).now(),
    )

    assert not read_x(till, gone).is_whole


def test_amounts_that_are_tried_at_the_drawer_are_kept_and_large_ones_are_signed_for_first(
    till: Till,
) -> None:
    """Else a cashier finds what it should hold by trying: refused, less, refused, less."""
    session, _ = an_open_shift(till)
    drop = MoveCash(move="drop", amount=gyd(20_001), reason="safe")
    out = MoveCash(move="pay_out", amount=gyd(20_001), reason="supplier")
    held = MoveCash(move="pay_out", amount=gyd(19_999), reason="supplier")
    codes = []
    for request in (drop, out, held):
        with pytest.raises(RuleBroken) as caught:
            move_cash(till, session, request)
        codes.append(caught.value.code)
    with till.db.reading() as uow:
        tried = [each for each in uow.audit.list_entries() if each.action == NOT_IN_DRAWER]

    assert codes == ["not_in_drawer", "needs_signature", "needs_signature"]
    assert [(each.by, each.subject) for each in tried] == [(CASHIER.staff_id, "1")]
    assert tried[0].detail == {"amount_minor": 2_000_100, "currency": "GYD", "move": "drop"}
    assert complaints(till.db) == []
