from __future__ import annotations

from pathlib import Path

import pytest

from app.devices.printer_settings import (
    FILE_NAME,
    FOLDER,
    PrinterFile,
    Printers,
    PrinterSettings,
    default_printers,
)
from app.devices.printer_switch import PrinterSwitch
from app.use_cases.ports import PrinterFailure, PrintJob
from domain.paper import text_paper
from tests.helpers.escpos_simulator import PrinterSimulator

JOB = PrintJob(job_id="GY03A-000001", paper=text_paper(("TAX INVOICE",)))
NOWHERE = PrinterSettings(name="Nowhere", link="none")


@pytest.fixture
def switch(tmp_path: Path) -> PrinterSwitch:
    return PrinterSwitch(PrinterFile(tmp_path), tmp_path / "receipts")


def test_a_new_till_prints_files_into_its_folder(switch: PrinterSwitch, tmp_path: Path) -> None:
    switch.print_job(JOB)
    switch.kick_drawer()

    assert [file.name for file in (tmp_path / "receipts").iterdir()] == ["GY03A-000001.txt"]


def test_the_next_paper_goes_where_the_devices_page_says(
    switch: PrinterSwitch, tmp_path: Path
) -> None:
    elsewhere = PrinterSettings(name="Office", link="folder", address=str(tmp_path / "office"))
    with PrinterSimulator() as simulator:
        counter = PrinterSettings(name="Counter", link="network", address=simulator.address)
        switch.keep(Printers(printers=(counter, elsewhere, NOWHERE), receipts="Counter"))

        switch.print_job(JOB)
        switch.print_job(PrintJob(job_id="to-office", paper=JOB.paper, printer="Office"))
        switch.print_job(PrintJob(job_id="to-nowhere", paper=JOB.paper, printer="Nowhere"))
        switch.kick_drawer()
        simulator.settle(2)

    assert "TAX INVOICE" in simulator.printed.text
    assert simulator.pulses == [("in turn", 0)]
    assert [file.name for file in (tmp_path / "office").iterdir()] == ["to-office.txt"]


def test_a_printer_is_tried_with_a_page_that_shows_letters_and_codes(
    switch: PrinterSwitch,
) -> None:
    with PrinterSimulator() as simulator:
        counter = PrinterSettings(name="Counter", link="network", address=simulator.address)

        obstacle = switch.find_obstacle(counter)
        switch.print_test(counter)
        simulator.settle(2)

    assert obstacle is None
    assert "0123456789 G$1,234.50 é ñ ç" in simulator.printed.text
    assert simulator.printed.qrs == ["windward printer test"]
    assert simulator.faults == []


def test_a_folder_is_always_ready(switch: PrinterSwitch) -> None:
    assert switch.find_obstacle(default_printers().named(FOLDER)) is None
    assert switch.printers() == default_printers()
    assert switch.list_names() == (FOLDER,)


def test_damaged_settings_cost_paper_and_no_sale(switch: PrinterSwitch, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{")

    with pytest.raises(PrinterFailure, match="Sales go on, and papers wait"):
        switch.print_job(JOB)
    switch.kick_drawer()
    assert switch.list_names() == ()
