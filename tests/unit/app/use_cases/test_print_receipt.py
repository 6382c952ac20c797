from pathlib import Path

import pytest

from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.find_receipt import find_receipt, read_receipt
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_receipt import list_unprinted, print_last_z, print_receipt, print_z
from app.use_cases.till import Till
from domain.errors import NotFound
from domain.shift import CashCount
from tests.helpers.builders import SUPERVISOR, a_sale, an_open_shift, open_again, tray_of
from tests.helpers.ledger_checks import complaints


def test_the_first_paper_is_the_receipt_and_opens_the_drawer(till: Till) -> None:
    session, _ = an_open_shift(till)
    completed = a_sale(till, session)

    job = print_receipt(till, completed.sale.receipt_number)

    assert tray_of(till).jobs == [job]
    assert (job.job_id, job.lines) == (completed.sale.receipt_number, completed.receipt_lines)
    assert tray_of(till).kicks == 1
    assert list_unprinted(till) == ()


@pytest.mark.parametrize("copy", [False, True])
def test_every_paper_after_the_first_says_copy(till: Till, copy: bool) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    first = print_receipt(till, number)

    second = print_receipt(till, number, copy)
    third = print_receipt(till, number, copy)

    assert second.lines[0].strip() == "COPY 1"
    assert second.lines[1:] == first.lines
    assert third.lines[0].strip() == "COPY 2"
    assert tray_of(till).kicks == 1
    assert len({first.job_id, second.job_id, third.job_id}) == 3


def test_who_asks_for_a_copy_says_that_the_receipt_came_out(till: Till) -> None:
    """As after a crash between print and mark: there must not be two papers without the word."""
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    copy = print_receipt(till, number, copy=True)

    assert copy.lines[0].strip() == "COPY 1"
    assert list_unprinted(till) == ()


def test_a_jammed_printer_changes_no_sale_and_says_what_to_press(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    tray_of(till).is_jammed = True

    with pytest.raises(PrinterFailure) as caught:
        print_receipt(till, number)

    assert caught.value.message == (
        "The printer has no paper. The sale is saved as GY03A-000001 and nothing is lost. Look"
        " after the printer, then press Ctrl+P to print it."
    )
    assert list_unprinted(till) == (number,)
    assert complaints(till.db) == []
    tray_of(till).is_jammed = False
    assert print_receipt(till, number).lines[0].strip() != "COPY 1"


def test_a_jammed_printer_leaves_a_shift_closed(till: Till) -> None:
    session, shift = an_open_shift(till)
    close_shift(
        till,
        session,
        CloseShift(count=CashCount("GYD", ()), reason="unknown", approved_by=SUPERVISOR.staff_id),
    )
    tray_of(till).is_jammed = True

    with pytest.raises(PrinterFailure, match="Shift 1 is closed and saved, and nothing is lost"):
        print_z(till, shift.number)


def test_a_z_that_did_not_come_out_is_printed_before_the_next_shift(till: Till) -> None:
    with pytest.raises(NotFound, match="No shift was closed on this till"):
        print_last_z(till)
    session, _ = an_open_shift(till)
    closed = close_shift(
        till,
        session,
        CloseShift(count=CashCount("GYD", ()), reason="unknown", approved_by=SUPERVISOR.staff_id),
    )
    tray_of(till).is_jammed = True
    with pytest.raises(PrinterFailure):
        print_last_z(till)
    tray_of(till).is_jammed = False

    first, second = print_last_z(till), print_last_z(till)

    assert first.lines == closed.z_lines
    assert second.lines[0].strip() == "COPY 1"
    assert second.lines[1:] == closed.z_lines


def test_after_a_crash_between_commit_and_print_the_receipt_still_waits(
    till: Till, tmp_path: Path
) -> None:
    session, _ = an_open_shift(till)
    numbers = tuple(a_sale(till, session).sale.receipt_number for _ in range(3))
    print_receipt(till, numbers[1])
    till.db.close()

    again = open_again(tmp_path, till)
    waiting = list_unprinted(again)
    again.db.close()

    assert waiting == (numbers[0], numbers[2])


def test_a_receipt_nobody_wrote_is_said(till: Till) -> None:
    with pytest.raises(NotFound, match="Check the number"):
        print_receipt(till, "GY03A-000999")


def test_a_receipt_is_found_by_a_part_of_its_number(till: Till) -> None:
    session, _ = an_open_shift(till)
    sales = [a_sale(till, session) for _ in range(12)]

    found = find_receipt(till, " 00001 ")

    assert [summary.receipt_number for summary in found] == [
        "GY03A-000001",  # digits are first of all the number itself
        "GY03A-000012",
        "GY03A-000011",
        "GY03A-000010",
    ]
    assert read_receipt(till, "GY03A-000012") == sales[-1].receipt_lines
    assert len(find_receipt(till, limit=5)) == 5
    assert find_receipt(till, "gy03b") == ()
