"""Labels of booked shipments: queued with the sale, printed behind its receipt, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_queue import list_printers, list_prints, print_all, print_queued
from app.use_cases.print_receipt import copy_for_file, print_labels_again, print_receipt
from app.use_cases.till import Till
from domain.errors import NotFound
from storage.print_jobs import NewPrint
from tests.helpers.builders import PaperTray, an_open_shift, pay
from tests.helpers.shipment_builders import a_piece, a_shipment


@dataclass(slots=True)
class TwoPrinters(PaperTray):
    """A tray beside which a label printer stands."""

    names: tuple[str, ...] = field(default=("Counter", "Labels"))

    def has_labels(self) -> bool:
        return True

    def list_names(self) -> tuple[str, ...]:
        return self.names


@pytest.fixture
def tray() -> TwoPrinters:
    return TwoPrinters()


@pytest.fixture
def labelling(till: Till, tray: TwoPrinters) -> Till:
    return replace(till, printer=tray)


def sell_a_shipment(till: Till) -> tuple[str, str]:
    session, _ = an_open_shift(till)
    draft = a_shipment(pieces=(a_piece(), a_piece("Tools")))
    completed = pay(till, session, book_shipment(till, session, draft))
    return completed.sale.receipt_number, completed.waybills[0]


def test_labels_come_out_behind_the_receipt(labelling: Till, tray: TwoPrinters) -> None:
    number, waybill = sell_a_shipment(labelling)
    queued = [record.new.job_id for record in list_prints(labelling)]

    print_receipt(labelling, number)

    receipt, labels = tray.jobs
    assert queued == [number, f"{number}-{waybill}"]
    assert receipt.labels == ()
    assert [label.code for label in labels.labels] == [f"{waybill}-01", f"{waybill}-02"]
    assert labels.labels[0].receiver[0] == "Lilawattie Singh"
    assert "WAYBILL" in labels.lines[0]
    assert list_prints(labelling) == ()


def test_the_queue_holds_no_name_of_a_label(labelling: Till) -> None:
    sell_a_shipment(labelling)

    with labelling.db.reading() as uow:
        assert all(record.new.paper is None for record in uow.prints.list_waiting())
    assert "Lilawattie" not in repr(list_prints(labelling))


def test_labels_come_out_although_the_receipt_does_not(labelling: Till, tray: TwoPrinters) -> None:
    number, waybill = sell_a_shipment(labelling)
    with labelling.db.unit_of_work() as uow:
        uow.prints.redirect(f"{number}-{waybill}", "Labels")
        uow.commit()
    tray.jammed_printers.add("")

    with pytest.raises(PrinterFailure, match="nothing is lost"):
        print_receipt(labelling, number)

    assert [job.job_id for job in tray.jobs] == [f"{number}-{waybill}"]


def test_labels_that_fail_wait_and_the_receipt_does_not(labelling: Till, tray: TwoPrinters) -> None:
    number, waybill = sell_a_shipment(labelling)
    with labelling.db.unit_of_work() as uow:
        uow.prints.redirect(f"{number}-{waybill}", "Labels")
        uow.commit()
    tray.jammed_printers.add("Labels")

    print_receipt(labelling, number)
    waiting = [record.new.kind for record in list_prints(labelling)]
    tray.jammed_printers.clear()

    assert waiting == ["label"]
    assert print_all(labelling).printed_count == 1


def test_a_till_without_a_label_printer_queues_none(till: Till) -> None:
    sell_a_shipment(till)

    assert [record.new.kind for record in list_prints(till)] == ["receipt"]
    assert list_printers(till) == ()


def test_the_printers_to_choose_from_are_those_that_are_there(labelling: Till) -> None:
    assert list_printers(labelling) == ("Counter", "Labels")


def test_a_waybill_nobody_booked_is_said(labelling: Till) -> None:
    with labelling.db.unit_of_work() as uow:
        new = NewPrint(job_id="odd", kind="label", subject="GY03A-W999999")
        uow.prints.add(new, labelling.clock.now())
        uow.commit()

    with pytest.raises(NotFound, match="booked no shipment"):
        print_queued(labelling, "odd")


def test_a_file_of_a_receipt_is_a_counted_copy_and_leaves_the_paper_waiting(till: Till) -> None:
    number, _ = sell_a_shipment(till)

    first, second = copy_for_file(till, number), copy_for_file(till, number)

    assert [paper.lines[0].strip() for paper in (first, second)] == ["PDF COPY 1", "PDF COPY 2"]
    assert print_receipt(till, number).lines[0].strip() != "COPY 1"


def test_labels_are_printed_again_for_a_shipment_found_later(
    labelling: Till, tray: TwoPrinters
) -> None:
    number, waybill = sell_a_shipment(labelling)
    print_receipt(labelling, number)
    before = len(tray.jobs)
    print_labels_again(labelling, waybill)
    print_labels_again(labelling, waybill)

    again = tray.jobs[before:]
    assert [len(job.labels) for job in again] == [2, 2]
    assert len({job.job_id for job in again}) == 2
    assert list_prints(labelling) == ()


def test_labels_that_do_not_come_out_again_wait_in_the_queue(
    labelling: Till, tray: TwoPrinters
) -> None:
    number, waybill = sell_a_shipment(labelling)
    print_receipt(labelling, number)
    tray.is_jammed = True
    with pytest.raises(PrinterFailure):
        print_labels_again(labelling, waybill)
    [waiting] = list_prints(labelling)

    assert (waiting.new.kind, waiting.new.subject) == ("label", waybill)


def test_labels_of_a_waybill_that_this_till_did_not_book_are_not_printed(labelling: Till) -> None:
    with pytest.raises(NotFound):
        print_labels_again(labelling, "GY99A-W00001")

    assert list_prints(labelling) == ()
