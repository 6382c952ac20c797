from datetime import date, timedelta

import pytest

from app.use_cases.close_shift import CloseShift, close_shift, preview_close
from app.use_cases.find_records import find_records, show_record
from app.use_cases.open_shift import ClockWrong, current_shift, open_shift
from app.use_cases.print_receipt import print_z
from app.use_cases.shift_summary import shift_summary
from app.use_cases.till import Till
from domain.errors import BadInput, NotAllowed, NotFound, RuleBroken
from domain.money import Money
from domain.shift import CashCount
from sync.protocol.bodies import ShiftClosed, ShiftOpened
from tests.helpers.builders import (
    CASHIER,
    OTHER_CASHIER,
    SUPERVISOR,
    a_sale,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
    tray_of,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.drawer_counts import FLOAT_AND_TAPE, counted, may_only, signed

# ------------------------------------------------------------------ opening


def test_a_shift_opens_with_its_float_on_the_stores_own_date(till: Till) -> None:
    clock_of(till).at = clock_of(till).at.replace(day=23, hour=2)  # 22:00 the day before, there

    _, shift = an_open_shift(till)

    assert (shift.number, shift.business_date) == (1, date(2026, 11, 22))
    assert current_shift(till) == shift
    [(facts, body)] = [
        (facts, ShiftOpened.model_validate(facts.body))
        for _, facts in read_ledger(till.db).facts("shift_opened")
    ]
    assert (body.shift, body.float_minor, body.zone) == (1, 2_000_000, "America/Guyana")
    assert facts.day == date(2026, 11, 22)


def test_one_shift_at_a_time(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(RuleBroken, match="Go on selling in it, or close it first") as caught:
        open_shift(till, session, gyd(0))

    assert caught.value.code == "shift_open"


def test_shifts_are_numbered_without_a_gap(till: Till) -> None:
    numbers = []
    for _ in range(3):
        session, shift = an_open_shift(till)
        numbers.append(shift.number)
        close_shift(till, session, signed(CashCount("GYD", ())))

    assert numbers == [1, 2, 3]
    assert current_shift(till) is None
    assert complaints(till.db) == []


@pytest.mark.parametrize("opening_float", [gyd(-1), Money(100, "USD")])
def test_a_float_that_cannot_be_is_said_and_opens_nothing(till: Till, opening_float: Money) -> None:
    with pytest.raises(BadInput, match="The float is an amount in GYD"):
        open_shift(till, a_session(till), opening_float)

    assert current_shift(till) is None


def test_opening_needs_the_right(till: Till) -> None:
    may_only(till, "sell")

    with pytest.raises(NotAllowed, match="A cashier may not open a shift here"):
        open_shift(till, a_session(till), gyd(0))

    assert open_shift(till, a_session(till, SUPERVISOR), gyd(0)).number == 1


def test_a_clock_set_back_opens_no_shift_until_somebody_vouches_for_it(till: Till) -> None:
    clock_of(till).go_on(-timedelta(days=31))

    with pytest.raises(ClockWrong) as caught:
        open_shift(till, a_session(till), gyd(0))

    assert caught.value.title == "This computer's date is wrong"
    assert "It says 22/10/2026" in caught.value.message
    assert "spoke with the office on 22/11/2026" in caught.value.message
    assert "Set the computer's date and time" in caught.value.message
    assert current_shift(till) is None
    assert "ask a supervisor to open it" in caught.value.message
    assert open_shift(till, a_session(till, SUPERVISOR), gyd(0)).business_date.month == 10


def test_a_date_without_rules_opens_no_shift_whoever_vouches_for_it(till: Till) -> None:
    """Such a shift could neither sell nor ever be closed, and no other could open beside it."""
    clock_of(till).go_on(-timedelta(days=365))

    with pytest.raises(ClockWrong) as caught:
        open_shift(till, a_session(till, SUPERVISOR), gyd(0))

    assert "It says 22/11/2025" in caught.value.message
    assert caught.value.message.endswith("Set the computer's date and time, then open the shift.")
    assert current_shift(till) is None


def test_a_clock_set_back_during_a_shift_stops_nobody(till: Till) -> None:
    session, shift = an_open_shift(till)
    clock_of(till).go_on(-timedelta(days=365))

    sale = a_sale(till, session).sale
    closed = close_shift(till, session, counted())

    assert sale.business_date == shift.business_date
    assert closed.closing.shift.closed_at == shift.opened_at
    assert complaints(till.db) == []


# ------------------------------------------------------------------ how it stands


def test_a_summary_says_what_the_drawer_should_hold(till: Till) -> None:
    session, shift = an_open_shift(till)
    a_sale(till, session)
    a_sale(till, session, "pen")

    summary = shift_summary(till)

    assert summary.shift == shift
    assert summary.sale_count == 2
    assert summary.sums.cash_sales == Money(48_000 + 12_500, "GYD")
    assert summary.sums.expected == gyd(20_000) + summary.sums.cash_sales


def test_without_a_shift_there_is_nothing_to_sum_or_close(till: Till) -> None:
    session = a_session(till)

    for action in (
        lambda: shift_summary(till),
        lambda: preview_close(till, session, counted()),
        lambda: close_shift(till, session, counted()),
    ):
        with pytest.raises(RuleBroken, match="Count the float and open a shift first"):
            action()


# ------------------------------------------------------------------ closing


def test_a_shift_closes_on_its_count_and_central_is_told(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)

    closed = close_shift(till, session, counted())

    assert closed.closing.over_short == gyd(0)
    [body] = [
        ShiftClosed.model_validate(facts.body)
        for _, facts in read_ledger(till.db).facts("shift_closed")
    ]
    assert (body.sale_count, body.takings_minor, body.vat_minor) == (1, 48_000, 5_895)
    assert (body.expected_minor, body.counted_minor, body.over_short_minor) == (
        2_048_000,
        2_048_000,
        0,
    )
    assert body.counts == FLOAT_AND_TAPE.counts
    assert (body.first_receipt, body.last_receipt) == ("GY03A-000001", "GY03A-000001")
    assert complaints(till.db) == []


@pytest.mark.parametrize(
    ("notes", "over_short", "word"), [(3, -5_480, "SHORT"), (5, 4_520, "OVER")]
)
def test_a_difference_that_is_explained_and_signed_is_recorded_as_it_is(
    till: Till, notes: int, over_short: int, word: str
) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)

    closed = close_shift(till, session, signed(CashCount("GYD", ((500_000, notes),))))

    assert closed.closing.over_short == gyd(over_short)
    assert any(line.startswith(word) for line in closed.z_lines)
    assert complaints(till.db) == []


def test_what_waits_to_be_sent_never_holds_a_closing_up(till: Till) -> None:
    session, _ = an_open_shift(till)
    for _ in range(3):
        a_sale(till, session)

    closed = close_shift(till, session, signed())

    waiting = next(line for line in closed.z_lines if line.startswith("Waiting to be sent"))
    assert waiting.endswith(" 6")  # stream, shift, three sales and this closing


def test_a_preview_is_the_z_as_it_will_be_and_changes_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)

    preview = preview_close(till, session, counted(note="counted twice"))

    assert current_shift(till) is not None
    assert close_shift(till, session, counted(note="counted twice")) == preview


def test_a_note_is_the_word_of_who_closed_and_not_a_fact(till: Till) -> None:
    session, _ = an_open_shift(till)

    closed = close_shift(till, session, counted(note="  Ravi took 500 for the bus "))

    [(operation, facts)] = read_ledger(till.db).facts("shift_closed")
    [part] = operation.personal
    assert part.person_id == CASHIER.staff_id
    assert b"Ravi" not in operation.facts
    assert part.part == b'{"note":"Ravi took 500 for the bus"}'
    assert [person for person, _ in facts.personal] == [CASHIER.staff_id]
    assert closed.closing.note == "Ravi took 500 for the bus"


def test_no_note_is_no_part(till: Till) -> None:
    session, _ = an_open_shift(till)

    close_shift(till, session, counted(note="   "))

    [(operation, facts)] = read_ledger(till.db).facts("shift_closed")
    assert (operation.personal, facts.personal) == ((), ())


def test_somebody_else_may_close_and_the_z_names_whose_shift_it_was(till: Till) -> None:
    an_open_shift(till)

    closed = close_shift(till, a_session(till, OTHER_CASHIER), counted())

    assert any(line.endswith(CASHIER.name) for line in closed.z_lines)
    [(_, facts)] = read_ledger(till.db).facts("shift_closed")
    assert facts.by == OTHER_CASHIER.staff_id


def test_closing_needs_the_right(till: Till) -> None:
    session, _ = an_open_shift(till)
    may_only(till, "sell")

    with pytest.raises(NotAllowed, match="may not close a shift here"):
        close_shift(till, session, counted())

    assert current_shift(till) is not None


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (counted(CashCount("USD", ((10_000, 1),))), "The drawer is counted in GYD"),
        (counted(note="x" * 1_001), "at most 1,000 characters"),
        (counted(note="\ud800"), "A character in it is broken"),
    ],
)
def test_what_cannot_be_closed_on_is_said_and_closes_nothing(
    till: Till, request_: CloseShift, sentence: str
) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(BadInput, match=sentence):
        close_shift(till, session, request_)

    assert current_shift(till) is not None


def test_a_z_prints_after_the_commit_and_again_as_a_copy(till: Till) -> None:
    session, shift = an_open_shift(till)
    closed = close_shift(till, session, counted())

    print_z(till, shift.number)
    print_z(till, shift.number, copy=True)

    first, second = tray_of(till).jobs
    assert first.job_id == "GY03-Z00001"
    assert first.lines == closed.z_lines
    assert second.job_id != first.job_id
    assert second.lines[0].strip() == "COPY 1"
    assert second.lines[1:] == first.lines


def test_the_z_of_an_older_shift_is_found_with_its_paper_and_printed_again(till: Till) -> None:
    session, _ = an_open_shift(till)
    older = close_shift(till, session, counted(CashCount("GYD", ((500_000, 4),))))
    print_z(till, 1)
    an_open_shift(till)
    (row,) = (each for each in find_records(till, "Z1").rows if each.kind == "z")
    print_z(till, 1)
    record = show_record(till, row.kind, row.key)

    assert (record.key, record.shift_number, record.copy_count) == ("Z00001", 1, 1)
    assert record.lines == older.z_lines
    assert tray_of(till).jobs[-1].lines[0].strip() == "COPY 1"
    assert [each.key for each in find_records(till, "").rows if each.kind == "z"] == ["Z00001"]


@pytest.mark.parametrize("number", [1, 7])
def test_a_shift_without_a_z_is_said(till: Till, number: int) -> None:
    an_open_shift(till)

    with pytest.raises(NotFound, match="Nothing is lost"):
        print_z(till, number)
