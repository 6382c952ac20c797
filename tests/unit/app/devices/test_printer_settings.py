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
from domain.errors import BadInput, WorldFailure

COUNTER = PrinterSettings(name="Counter", link="network", address="10.0.0.9", profile="TM-T88V")
LABELS = PrinterSettings(name="Labels", link="device", address="/dev/usb/lp0", language="zpl")


def test_a_new_till_prints_into_its_folder(tmp_path: Path) -> None:
    assert PrinterFile(tmp_path).read() == default_printers()
    assert default_printers().named("").link == "folder"


def test_what_was_set_is_in_force_after_a_restart(tmp_path: Path) -> None:
    printers = Printers(printers=(COUNTER, LABELS), receipts="Counter", labels="Labels")

    PrinterFile(tmp_path).keep(printers)

    assert PrinterFile(tmp_path).read() == printers
    assert printers.named("") == COUNTER
    assert printers.named("Labels") == LABELS
    assert printers.named("one that is gone") == COUNTER


def test_a_field_of_a_newer_program_is_left_out(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        '{"printers": [{"name": "Folder", "link": "folder", "glow": 1}], "receipts": "Folder",'
        ' "labels": ""}'
    )

    assert PrinterFile(tmp_path).read() == default_printers()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"printers": [{"name": ""}]}', "\xff"])
def test_damaged_settings_are_said_and_sales_go_on(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, "latin-1")

    with pytest.raises(WorldFailure, match="Sales go on, and papers wait"):
        PrinterFile(tmp_path).read()


def test_settings_that_cannot_be_kept_leave_those_before_in_force(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="What was set before holds"):
        PrinterFile(tmp_path / "nowhere").keep(default_printers())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"address": ""},
        {"address": "x" * 201},
        {"link": "telepathy"},
        {"language": "latin"},
        {"baud": 1},
        {"drawer_pin": 3},
        {"columns": 31},
    ],
)
def test_settings_that_no_printer_can_have_are_refused(wrong: dict[str, object]) -> None:
    right: dict[str, object] = {"name": "Counter", "link": "network", "address": "10.0.0.9"}

    with pytest.raises(BadInput, match="Nothing was changed"):
        PrinterSettings(**{**right, **wrong})  # type: ignore[arg-type]  # wrong on purpose


def test_each_printer_has_a_name_and_each_task_a_printer() -> None:
    with pytest.raises(BadInput, match="a name of its own"):
        Printers(printers=(COUNTER, COUNTER), receipts="Counter")
    with pytest.raises(BadInput, match="a printer that is in the list"):
        Printers(printers=(COUNTER,), receipts=FOLDER)
    with pytest.raises(BadInput, match="a printer that is in the list"):
        Printers(printers=(COUNTER,), receipts="Counter", labels="Labels")
