"""Our printer against a printer that was written from the command reference."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import zxingcpp

from app.devices.escpos_printer import EscposPrinter
from app.devices.printer_settings import PrinterSettings
from app.use_cases.ports import DrawerFailure, PrinterFailure, PrintJob
from domain.paper import BarcodeRow, Paper, QrRow, as_copy, text_paper
from tests.helpers.escpos_simulator import PrinterSimulator

CODE = "W1." + "aB3-_" * 60 + "." + "x" * 86
LINES = ("Kaieteur Shipping Ltd", "TAX INVOICE", "1 x Café señor  G$9,500", "Total  G$9,500")
PAPER = text_paper(LINES, codes=(BarcodeRow("GY03A-000101"), QrRow(CODE)))


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as printer:
        yield printer


def printer_at(simulator: PrinterSimulator, profile: str = "TM-T88V") -> EscposPrinter:
    settings = PrinterSettings(
        name="Counter", link="network", address=simulator.address, profile=profile
    )
    return EscposPrinter(settings, finish_s=0.3, answer_s=0.3)


def a_job(paper: Paper = PAPER) -> PrintJob:
    return PrintJob(job_id="GY03A-000101", paper=paper)


def test_a_receipt_comes_out_with_its_codes_and_is_cut(simulator: PrinterSimulator) -> None:
    printer_at(simulator).print_job(a_job())
    simulator.settle()

    assert simulator.printed.text.rstrip("\n").splitlines()[:4] == list(LINES)
    assert simulator.printed.barcodes == ["GY03A-000101"]
    assert simulator.printed.qrs == [CODE]
    assert simulator.printed.cuts == 1
    assert simulator.pulses == []
    assert simulator.faults == []


def test_a_printer_without_codes_draws_them_and_a_reader_reads_them(
    simulator: PrinterSimulator,
) -> None:
    """58 mm paper: no barcode, no QR, no blade. The reader is another program than the writer."""
    printer_at(simulator, "POS-5890").print_job(a_job())

    assert (simulator.printed.barcodes, simulator.printed.qrs) == ([], [])
    assert simulator.printed.cuts == 0
    assert all(len(raster.rows[0]) <= 384 for raster in simulator.printed.rasters)
    assert _read_all(simulator) == ["GY03A-000101", CODE]
    assert "GY03A-000101" in simulator.printed.text
    assert simulator.faults == []


def _read_all(simulator: PrinterSimulator) -> list[str]:
    from PIL import Image  # noqa: PLC0415  for the reader only

    read = []
    for raster in simulator.printed.rasters:
        size = (len(raster.rows[0]), len(raster.rows))
        picture = Image.new("L", (size[0] + 80, size[1] + 80), 255)
        picture.paste(Image.frombytes("L", size, raster.grey()), (40, 40))
        read += [found.text for found in zxingcpp.read_barcodes(picture)]
    return read


def test_lines_wider_than_the_paper_go_narrow_and_nothing_is_lost(
    simulator: PrinterSimulator,
) -> None:
    """As when a receipt for 80 mm is sent to the printer with 58 mm."""
    wide = "x" * 42

    printer_at(simulator, "POS-5890").print_job(a_job(text_paper((wide, "y" * 50))))

    assert simulator.printed.text.splitlines()[:3] == [wide, "y" * 42, "y" * 8]
    assert simulator.printed.narrow_lines == 3


def test_a_copy_says_so_in_bold(simulator: PrinterSimulator) -> None:
    printer_at(simulator).print_job(a_job(as_copy(text_paper(("x",)), 2, 42)))

    assert [line.strip() for line in simulator.printed.strong] == ["COPY 2"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("paper_out", "The printer has no paper."),
        ("cover_open", "The printer's cover is open."),
    ],
)
def test_a_printer_that_cannot_print_says_why_and_keeps_no_half_paper(
    simulator: PrinterSimulator, fault: str, sentence: str
) -> None:
    setattr(simulator, fault, True)
    printer = printer_at(simulator)

    with pytest.raises(PrinterFailure, match=sentence):
        printer.print_job(a_job())

    assert printer.find_obstacle() == sentence
    assert simulator.kept_for_later == b""
    simulator.load_paper()
    assert printer.find_obstacle() is None
    printer.print_job(a_job())
    assert simulator.printed.qrs == [CODE]


def test_paper_that_ends_in_the_middle_is_no_printed_paper(simulator: PrinterSimulator) -> None:
    simulator.paper_left = 2

    with pytest.raises(PrinterFailure, match=r"no paper\. A part of the paper may have come out"):
        printer_at(simulator).print_job(a_job())


def test_a_printer_that_never_finishes_holds_up_for_a_bounded_time(
    simulator: PrinterSimulator,
) -> None:
    printer = printer_at(simulator)
    printer.print_job(a_job(text_paper(("once it answered",))))
    simulator.is_stuck = True

    with pytest.raises(PrinterFailure, match=r"did not finish\. A part of the paper"):
        printer.print_job(a_job())


def test_a_printer_that_never_says_that_it_is_done_is_not_waited_for_twice(
    simulator: PrinterSimulator,
) -> None:
    simulator.never_says_done = True
    printer = printer_at(simulator)

    for _ in range(2):
        printer.print_job(a_job())
    simulator.settle(2)

    assert simulator.questions_in_turn == 1
    assert simulator.printed.qrs == [CODE, CODE]


def test_a_printer_that_says_nothing_is_believed_to_print(simulator: PrinterSimulator) -> None:
    simulator.is_dumb = True

    printer_at(simulator).print_job(a_job())
    printer_at(simulator).kick_drawer()
    simulator.settle(2)

    assert simulator.printed.barcodes == ["GY03A-000101"]
    assert simulator.pulses == [("in turn", 0)]


def test_a_printer_that_hangs_up_or_is_off_is_a_failure(simulator: PrinterSimulator) -> None:
    simulator.hangs_up = True
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    off = EscposPrinter(PrinterSettings(name="Off", link="network", address=f"127.0.0.1:{port}"))

    with pytest.raises(PrinterFailure, match="The printer Counter does not answer"):
        printer_at(simulator).print_job(a_job())
    with pytest.raises(PrinterFailure, match="The printer Off does not answer"):
        off.print_job(a_job())
    with pytest.raises(DrawerFailure, match="does not answer"):
        off.kick_drawer()
    assert str(off.find_obstacle()).startswith("The printer Off does not answer")


@pytest.mark.parametrize("fault", ["paper_out", "cover_open"])
def test_the_drawer_opens_at_once_while_the_paper_is_out_and_never_later(
    simulator: PrinterSimulator, fault: str
) -> None:
    setattr(simulator, fault, True)

    printer_at(simulator).kick_drawer()
    simulator.settle()

    assert simulator.pulses == [("at once", 0)]
    assert simulator.kept_for_later == b""


@pytest.mark.parametrize(("pin", "pulses"), [(2, [("in turn", 0)]), (5, [("in turn", 1)]), (0, [])])
def test_the_drawer_hangs_where_the_settings_say(
    simulator: PrinterSimulator, pin: int, pulses: list[tuple[str, int]]
) -> None:
    settings = PrinterSettings(
        name="Counter",
        link="network",
        address=simulator.address,
        drawer_pin=pin,  # type: ignore[arg-type]  # any of its values
    )

    EscposPrinter(settings).kick_drawer()
    if pin:
        simulator.settle()

    assert simulator.pulses == pulses
