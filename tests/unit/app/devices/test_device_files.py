"""The till's hardware as data in its folder, and what is found at this computer."""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from serial.tools import list_ports

from app.devices.finder import (
    ComputerFinder,
    list_device_files,
    list_serial_ports,
    list_spooler_queues,
    read_windows_queues,
)
from app.devices.printer_choice import PrinterChoicesFile
from app.devices.printer_settings import FOLDER, PrinterFile, Printers, PrinterSettings
from app.devices.printer_switch import PrinterSwitch
from app.devices.secrets import MachineFileStore
from app.devices.settings_file import FILE_NAME, SettingsFile
from app.use_cases.device_settings import (
    DeviceSettings,
    DisplaySettings,
    ScaleSettings,
    ScannerSettings,
)
from app.use_cases.hardware import FoundDevice, NoScaleSet, no_hardware
from app.use_cases.ports import PrinterFailure
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import BadInput, WorldFailure

SET = DeviceSettings(
    scanner=ScannerSettings(prefix="~", mean_ms_max=60),
    scale=ScaleSettings(protocol="cas_pd2", port="COM3", unit="kg"),
    display=DisplaySettings(is_on=True),
)


def a_switch(folder: Path) -> PrinterSwitch:
    return PrinterSwitch(PrinterFile(folder), folder / "receipts")


def test_settings_are_read_back_as_they_were_kept(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    assert file.read() == DeviceSettings()
    file.keep(SET)

    assert SettingsFile(tmp_path).read() == SET


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"scanner": 5}', '{"scanner": {"mean_ms_max": "fast"}}']
)
def test_damaged_settings_are_the_default(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)

    assert SettingsFile(tmp_path).read() == DeviceSettings()


def test_one_damaged_part_costs_only_itself_and_unknown_words_are_left_alone(
    tmp_path: Path,
) -> None:
    SettingsFile(tmp_path).keep(SET)
    raw = json.loads((tmp_path / FILE_NAME).read_text())
    raw["scanner"]["mean_ms_max"] = 9_000
    raw["scale"]["colour"] = "blue"
    (tmp_path / FILE_NAME).write_text(json.dumps(raw))

    read = SettingsFile(tmp_path).read()
    assert read.scanner == ScannerSettings()
    assert read.scale == SET.scale


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="not kept"):
        SettingsFile(tmp_path / "gone").keep(SET)


def test_settings_that_no_device_has_are_refused() -> None:
    with pytest.raises(BadInput, match="scanner"):
        ScannerSettings(length_min=1)
    with pytest.raises(BadInput, match="scale"):
        ScaleSettings(port="x" * 201)


def test_serial_ports_are_listed_with_what_they_say_of_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ports = [
        SimpleNamespace(device="COM4", description="n/a"),
        SimpleNamespace(device="COM3", description="USB serial"),
    ]
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    assert list_serial_ports() == (
        FoundDevice(kind="serial", address="COM3", detail="USB serial"),
        FoundDevice(kind="serial", address="COM4"),
    )

    def refused() -> list[object]:
        raise OSError

    monkeypatch.setattr(list_ports, "comports", refused)
    assert list_serial_ports() == ()


def test_queues_of_the_spooler_are_listed_and_a_silent_spooler_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.devices.finder.shutil.which", lambda _name: "/usr/bin/lpstat")
    answer = SimpleNamespace(stdout="Epson\n\n Zebra \n")
    monkeypatch.setattr("app.devices.finder.subprocess.run", lambda *_args, **_options: answer)
    assert [each.address for each in list_spooler_queues()] == ["Epson", "Zebra"]

    def hangs(*_args: object, **_options: object) -> object:
        raise subprocess.TimeoutExpired("lpstat", 3)

    monkeypatch.setattr("app.devices.finder.subprocess.run", hangs)
    assert list_spooler_queues() == ()
    monkeypatch.setattr("app.devices.finder.shutil.which", lambda _name: None)
    assert list_spooler_queues() == ()


def test_printers_on_usb_are_found_by_their_device_files(tmp_path: Path) -> None:
    for name in ("lp1", "lp0", "hiddev0"):
        (tmp_path / name).touch()

    assert [(each.kind, Path(each.address).name) for each in list_device_files(tmp_path)] == [
        ("device", "lp0"),
        ("device", "lp1"),
    ]
    assert list_device_files(tmp_path / "nothing") == ()


def test_windows_own_printers_are_listed_and_one_that_cannot_be_asked_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_windows_queues() == ()  # python-escpos finds no Windows here

    class Windows:
        printers: ClassVar[dict[str, object]] = {"Zebra": {}, "Epson": {}}

        @staticmethod
        def is_usable() -> bool:
            return True

    monkeypatch.setattr("escpos.printer.Win32Raw", Windows)
    assert sorted(read_windows_queues()) == ["Epson", "Zebra"]

    class Refuses(Windows):
        def __init__(self) -> None:
            raise RuntimeError

    monkeypatch.setattr("escpos.printer.Win32Raw", Refuses)
    assert read_windows_queues() == ()


def test_the_finder_says_what_is_there_and_where_the_keys_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_ports, "comports", list)
    monkeypatch.setattr("app.devices.finder.USB_PRINTERS", tmp_path / "nothing")
    queue = FoundDevice(kind="spooler", address="Epson")
    found = ComputerFinder(MachineFileStore(tmp_path), list_queues=lambda: (queue,))

    assert found.list_found() == (queue,)
    assert "toledo_8217" in {kind.key for kind in found.list_scales()}
    in_ring, told = found.describe_keys()
    assert not in_ring
    assert "file" in told


def test_a_till_without_hardware_says_so_and_keeps_what_it_is_told() -> None:
    none = no_hardware()
    none.settings.keep(SET)
    none.printers.keep("labels", PrinterChoice(link="folder"))
    none.printers.test("labels")

    assert none.settings.read() == SET
    assert none.printers.read("labels") == PrinterChoice(link="folder")
    assert none.printers.read("receipts") == PrinterChoice()
    assert (tuple(none.finder.list_found()), tuple(none.finder.list_scales())) == ((), ())
    assert none.finder.describe_keys() == (False, "")
    with pytest.raises(NoScaleSet, match="Alt"):
        none.scale.read()


def test_a_chosen_printer_joins_the_others_and_is_changed_in_its_place(tmp_path: Path) -> None:
    file = PrinterFile(tmp_path)
    choices = PrinterChoicesFile(PrinterSwitch(file, tmp_path / "receipts"))
    assert choices.read("receipts") == PrinterChoice()
    assert choices.read("labels") == PrinterChoice(link="none")
    choices.keep("receipts", PrinterChoice(link="network", address="192.0.2.7", columns=32))
    choices.keep("labels", PrinterChoice(link="spooler", address="Zebra"))
    choices.keep("receipts", PrinterChoice(link="network", address="192.0.2.8", columns=32))

    kept = file.read()
    assert [each.name for each in kept.printers] == [FOLDER, "Labels", "Receipts"]
    assert kept.named("").address == "192.0.2.8"
    assert kept.named(kept.labels).language == "zpl"
    assert choices.read("labels") == PrinterChoice(link="spooler", address="Zebra")


def test_printers_go_back_to_files_and_to_none(tmp_path: Path) -> None:
    file = PrinterFile(tmp_path)
    choices = PrinterChoicesFile(PrinterSwitch(file, tmp_path / "receipts"))
    own = PrinterSettings(name="Receipts", link="network", address="192.0.2.7")
    file.keep(Printers(printers=(own,), receipts="Receipts"))
    choices.keep("labels", PrinterChoice(link="folder"))
    choices.keep("receipts", PrinterChoice(link="folder"))
    assert choices.read("receipts") == PrinterChoice()
    assert file.read().labels == FOLDER

    choices.keep("labels", PrinterChoice(link="spooler", address="Zebra"))
    choices.keep("labels", PrinterChoice(link="none"))
    assert file.read().labels == ""


def test_damaged_printers_are_chosen_anew(tmp_path: Path) -> None:
    (tmp_path / "printers.json").write_text("{")
    choices = PrinterChoicesFile(a_switch(tmp_path))
    assert choices.read("receipts") == PrinterChoice()
    choices.keep("receipts", PrinterChoice(link="network", address="192.0.2.7"))

    assert choices.read("receipts").address == "192.0.2.7"


def test_a_test_page_comes_or_it_is_said_why_none_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = PrinterChoicesFile(a_switch(tmp_path))
    choices.test("receipts")
    assert len(list((tmp_path / "receipts").iterdir())) == 1
    with pytest.raises(PrinterFailure, match="No label printer"):
        choices.test("labels")

    choices.keep("labels", PrinterChoice(link="network", address="192.0.2.9"))
    said = "Nobody answers at 192.0.2.9. Look at its power and its cable."
    monkeypatch.setattr(PrinterSwitch, "find_obstacle", lambda _self, _settings: said)
    with pytest.raises(PrinterFailure, match=r"192\.0\.2\.9"):
        choices.test("labels")
