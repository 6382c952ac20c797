from __future__ import annotations

import re
import socket
import threading
from pathlib import Path

import pytest

from app.devices.printer_settings import PrinterFile, Printers, PrinterSettings, default_printers
from app.devices.printer_switch import PrinterSwitch
from app.devices.zpl_printer import ZplPrinter, label_zpl
from app.use_cases.ports import PrinterFailure, PrintJob
from domain.paper import text_paper
from domain.piece_label import PieceLabel

LABEL = PieceLabel(
    waybill="GY03B-W000318",
    piece_no=2,
    piece_count=3,
    sender="Kelvin ^XZ Example",
    receiver=("Íñigo Example", "Lot 12_B"),
    region=9,
    weight="25 lb",
    contents="Clothes~",
)
JOB = PrintJob(job_id="labels", paper=text_paper(("WAYBILL",)), labels=(LABEL, LABEL))


def fields(zpl: bytes) -> list[str]:
    """What ^FD prints, its hexadecimal read as ^FH says."""
    return [
        re.sub(rb"_([0-9A-F]{2})", lambda match: bytes.fromhex(match[1].decode()), data).decode()
        for data in re.findall(rb"\^FD(.*?)\^FS", zpl)
    ]


def test_a_label_says_region_piece_persons_weight_and_code() -> None:
    shown = fields(label_zpl(LABEL))

    assert shown == [
        "Region 9",
        "2 of 3",
        "To",
        "Íñigo Example",
        "Lot 12_B",
        "From Kelvin ^XZ Example",
        "25 lb",
        "Clothes~",
        "GY03B-W000318-02",
        "GY03B-W000318-02",
    ]


def test_no_name_can_be_a_command_of_the_printer() -> None:
    zpl = label_zpl(LABEL)

    assert zpl.isascii()
    assert zpl.count(b"^XZ") == 1
    assert b"~" not in zpl
    assert b"^BCN,260" in zpl


def test_all_labels_go_over_one_connection(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        came: list[bytes] = []
        thread = threading.Thread(target=_take, args=(server, came))
        thread.start()
        port = server.getsockname()[1]
        labels = PrinterSettings(
            name="Labels", link="network", address=f"127.0.0.1:{port}", language="zpl"
        )
        file = PrinterFile(tmp_path)
        file.keep(Printers(printers=(*default_printers().printers, labels), labels="Labels"))
        switch = PrinterSwitch(file, tmp_path / "receipts")

        switch.print_job(JOB)
        thread.join(10)

    assert switch.has_labels()
    assert came[0].count(b"^XA") == 2


def _take(server: socket.socket, came: list[bytes]) -> None:
    line, _ = server.accept()
    with line:
        data = bytearray()
        while more := line.recv(65_536):
            data += more
        came.append(bytes(data))


def test_labels_without_a_label_printer_come_out_as_a_waybill(tmp_path: Path) -> None:
    switch = PrinterSwitch(PrinterFile(tmp_path), tmp_path / "receipts")

    switch.print_job(JOB)

    assert not switch.has_labels()
    assert (tmp_path / "receipts" / "labels.txt").read_text() == "WAYBILL\n"


def test_a_label_printer_that_is_off_or_gets_a_receipt_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    printer = ZplPrinter(
        PrinterSettings(name="Labels", link="network", address=f"127.0.0.1:{port}", language="zpl")
    )

    with pytest.raises(PrinterFailure, match="The printer Labels does not answer"):
        printer.print_job(JOB)
    with pytest.raises(PrinterFailure, match="prints labels only"):
        printer.print_job(PrintJob(job_id="x", paper=JOB.paper))
    printer.kick_drawer()


def test_damaged_settings_have_no_label_printer(tmp_path: Path) -> None:
    (tmp_path / "printers.json").write_text("{")

    assert not PrinterSwitch(PrinterFile(tmp_path), tmp_path).has_labels()
