from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.devices.printer_settings import PrinterFile, Printers, PrinterSettings
from app.devices.printer_switch import PrinterSwitch
from app.use_cases.ports import DrawerFailure, PrinterFailure
from app.use_cases.print_queue import (
    drop_print,
    list_prints,
    print_all,
    print_queued,
    print_slip,
    redirect_print,
)
from app.use_cases.print_receipt import list_unprinted, print_receipt
from app.use_cases.till import Till
from domain.errors import NotFound
from domain.paper import BarcodeRow, QrRow, text_paper
from sync.protocol.receipt_code import is_signed_by, read_receipt_code
from tests.helpers.builders import a_sale, an_open_shift, open_again, tray_of
from tests.helpers.escpos_simulator import PrinterSimulator
from tests.helpers.ledger_checks import complaints


def waiting(till: Till) -> list[str]:
    return [record.new.job_id for record in list_prints(till)]


def test_a_sale_and_its_paper_are_one_commit(till: Till) -> None:
    """The paper waits before anybody asked a printer anything."""
    session, _ = an_open_shift(till)

    number = a_sale(till, session).sale.receipt_number

    assert waiting(till) == [number]
    assert tray_of(till).jobs == []


def test_a_receipt_carries_its_number_and_a_code_that_another_till_believes(till: Till) -> None:
    session, _ = an_open_shift(till)
    sale = a_sale(till, session).sale

    paper = print_receipt(till, sale.receipt_number).paper

    assert paper.rows[-3] == BarcodeRow(sale.receipt_number)
    code = paper.rows[-2]
    assert isinstance(code, QrRow)
    facts = read_receipt_code(code.data)
    assert is_signed_by(code.data, till.signer.public_bytes)
    assert (facts.receipt, facts.total_minor) == (sale.receipt_number, sale.total.amount_minor)
    assert (facts.currency, facts.date) == (sale.total.currency, sale.business_date)
    with till.db.reading() as uow:
        operation = uow.outbox.find_operation(facts.stream, facts.seq)
    assert operation is not None
    assert (operation.hash.hex(), operation.kind) == (facts.hash, "sale_completed")


def test_a_copy_carries_the_same_code(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    first, copy = print_receipt(till, number), print_receipt(till, number)

    assert copy.paper.rows[1:] == first.paper.rows


def test_papers_wait_while_the_printer_fails_and_come_out_in_order(till: Till) -> None:
    session, _ = an_open_shift(till)
    tray_of(till).is_jammed = True
    numbers = [a_sale(till, session).sale.receipt_number for _ in range(3)]
    for number in numbers:
        with pytest.raises(PrinterFailure, match="The sale is saved as"):
            print_receipt(till, number)
    failing = print_all(till)
    tray_of(till).is_jammed = False

    done = print_all(till)

    assert (failing.printed_count, failing.waiting_count) == (0, 3)
    assert failing.failure is not None
    assert (done.printed_count, done.waiting_count, done.failure) == (3, 0, None)
    assert [job.job_id for job in tray_of(till).jobs] == numbers
    assert list_unprinted(till) == ()
    assert complaints(till.db) == []


def test_the_drawer_opens_at_the_sale_and_not_when_its_paper_comes_later(till: Till) -> None:
    session, _ = an_open_shift(till)
    tray_of(till).is_jammed = True
    number = a_sale(till, session).sale.receipt_number
    with pytest.raises(PrinterFailure):
        print_receipt(till, number)
    kicks = tray_of(till).kicks
    tray_of(till).is_jammed = False

    print_all(till)

    assert kicks == 1
    assert tray_of(till).kicks == 1


def test_a_stuck_drawer_costs_no_paper_and_is_said(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    tray_of(till).is_drawer_stuck = True

    with pytest.raises(DrawerFailure, match=f"saved as {number}. Use the key, or press F10"):
        print_receipt(till, number)

    assert [job.job_id for job in tray_of(till).jobs] == [number]
    assert waiting(till) == []


def test_a_stuck_drawer_does_not_stop_the_queue(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    tray_of(till).is_drawer_stuck = True

    assert print_all(till).printed_count == 1


def test_a_paper_that_is_out_is_not_printed_again_by_a_second_press(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    print_receipt(till, number)

    print_queued(till, number)

    assert len(tray_of(till).jobs) == 1


def test_a_paper_is_sent_to_another_printer(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    job = redirect_print(till, number, "Office")

    assert (job.printer, job.job_id) == ("Office", number)
    with pytest.raises(NotFound, match="waits no more"):
        redirect_print(till, number, "Office")


def test_one_printer_that_fails_does_not_hold_up_the_papers_of_another(till: Till) -> None:
    session, _ = an_open_shift(till)
    numbers = [a_sale(till, session).sale.receipt_number for _ in range(3)]
    tray_of(till).jammed_printers.add("")
    tray_of(till).is_jammed = True
    with pytest.raises(PrinterFailure):
        redirect_print(till, numbers[1], "Office")
    tray_of(till).is_jammed = False

    drained = print_all(till)

    assert (drained.printed_count, drained.waiting_count) == (1, 2)
    assert [job.job_id for job in tray_of(till).jobs] == [numbers[1]]
    assert tray_of(till).tries == 3  # the jammed one was asked once more, and once only


def test_a_dropped_paper_is_gone_and_its_sale_is_not(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    drop_print(till, number)
    drop_print(till, number)

    assert waiting(till) == []
    assert print_receipt(till, number).lines[0].strip() != "COPY 1"
    assert tray_of(till).kicks == 0
    with pytest.raises(NotFound, match="not in the queue"):
        drop_print(till, "nothing")


def test_a_slip_waits_like_any_paper(till: Till) -> None:
    tray_of(till).is_jammed = True

    with pytest.raises(PrinterFailure, match="The paper waits in the queue and nothing is lost"):
        print_slip(till, "X report", text_paper(("X",)))

    tray_of(till).is_jammed = False
    assert print_all(till).printed_count == 1
    assert tray_of(till).jobs[0].lines == ("X",)


def test_papers_wait_over_a_restart(till: Till, tmp_path: Path) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    till.db.close()

    again = open_again(tmp_path, till)
    drained = print_all(again)
    again.db.close()

    assert drained.printed_count == 1
    assert tray_of(again).jobs[-1].job_id == number


def test_a_day_with_a_printer_that_fails_in_every_way_loses_no_sale_and_no_paper(
    till: Till, tmp_path: Path
) -> None:
    """The real printer's code over a real connection, against the simulated printer."""
    session, _ = an_open_shift(till)
    with PrinterSimulator() as simulator:
        counter = PrinterSettings(name="Counter", link="network", address=simulator.address)
        file = PrinterFile(tmp_path)
        file.keep(Printers(printers=(counter,), receipts="Counter"))
        real = replace(till, printer=PrinterSwitch(file, tmp_path / "receipts"))
        numbers = []
        for fault in ("paper_out", "cover_open", "hangs_up"):
            number = a_sale(real, session).sale.receipt_number
            numbers.append(number)
            setattr(simulator, fault, True)
            with pytest.raises(PrinterFailure, match="nothing is lost"):
                print_receipt(real, number)
            setattr(simulator, fault, False)

        drained = print_all(real)

        assert drained.waiting_count == 0
        assert simulator.printed.barcodes == numbers
        assert simulator.pulses == [("at once", 0), ("at once", 0)]  # none at the one hung up on
        assert simulator.faults == []
    assert complaints(till.db) == []
