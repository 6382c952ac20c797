import io
from pathlib import Path

import pytest

from app.devices.printers import ConsolePrinter, FolderPrinter, NullPrinter
from app.use_cases.ports import PrinterFailure, PrintJob
from domain.paper import text_paper

PAPER = PrintJob(job_id="GY03A-000001", paper=text_paper(("TAX INVOICE", "Total  G$100")))


def job(job_id: str, line: str) -> PrintJob:
    return PrintJob(job_id=job_id, paper=text_paper((line,)))


def test_each_paper_becomes_a_whole_file_of_its_own(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "printed")

    printer.print_job(PAPER)
    printer.print_job(job("GY03A-000002", "second"))

    assert sorted(file.name for file in (tmp_path / "printed").iterdir()) == [
        "GY03A-000001.txt",
        "GY03A-000002.txt",
    ]
    first = (tmp_path / "printed" / "GY03A-000001.txt").read_text(encoding="utf-8")
    assert first == "TAX INVOICE\nTotal  G$100\n"


def test_the_same_job_printed_twice_is_one_paper(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)

    printer.print_job(PAPER)
    printer.print_job(PAPER)

    assert [file.name for file in tmp_path.iterdir()] == ["GY03A-000001.txt"]


def test_a_job_id_cannot_leave_the_folder(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "printed")

    printer.print_job(job("../../outside", "x"))
    printer.print_job(job("..", "y"))

    assert sorted(file.name for file in (tmp_path / "printed").iterdir()) == [
        "outside.txt",
        "paper.txt",
    ]


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    in_the_way = tmp_path / "printed"
    in_the_way.write_text("a file where the folder should be")

    with pytest.raises(PrinterFailure) as caught:
        FolderPrinter(in_the_way).print_job(PAPER)

    assert caught.value.title == "The paper was not printed"
    assert "cannot be written" in caught.value.message


def test_the_console_prints_between_cut_lines() -> None:
    stream = io.StringIO()

    ConsolePrinter(stream).print_job(PAPER)

    assert stream.getvalue() == "------------\nTAX INVOICE\nTotal  G$100\n------------\n"


def test_a_closed_console_is_a_printer_failure() -> None:
    stream = io.StringIO()
    stream.close()

    with pytest.raises(PrinterFailure, match="console that stands for the printer is closed"):
        ConsolePrinter(stream).print_job(PAPER)


def test_the_null_printer_takes_every_paper() -> None:
    NullPrinter().print_job(PAPER)
