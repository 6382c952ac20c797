"""The first run against a real central and a real folder: left, gone on with, finished."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.counter.first_run_window import FirstRunWindow
from app.devices.printer_settings import PrinterFile
from app.first_run import ProgressFile, first_run_services, needs_first_run, run_first_run
from app.language.speak import ENGLISH, speak
from app.presenters.first_run import Progress, Step
from app.screen_settings import ScreenFile
from app.till_folder import TillFolder
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import BadInput
from tests.journeys.conftest import SampleShop


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[TillFolder]:
    yield TillFolder.below(tmp_path / "counter")
    speak(ENGLISH)


def test_a_till_is_enrolled_and_its_printer_kept(shop: SampleShop, folder: TillFolder) -> None:
    screen = ScreenFile(folder.data)
    services = first_run_services(folder, screen, address=shop.address)
    assert services.read_progress() == Progress(address=shop.address)
    assert services.enrolled_as() == ""
    services.use_language(ENGLISH)
    with pytest.raises(BadInput, match="code"):
        services.enrol(shop.address, "NO-SUCH-CODE")
    till = services.enrol(shop.address, shop.a_code())
    services.keep_printer(PrinterChoice(link="network", address="192.0.2.7"))

    assert services.enrolled_as() == till
    assert PrinterFile(folder.data).read().named("").address == "192.0.2.7"
    assert not needs_first_run(folder)


def test_a_first_run_that_was_left_goes_on_and_is_needed_until_it_is_finished(
    folder: TillFolder,
) -> None:
    assert needs_first_run(folder)
    file = ProgressFile(folder.data)
    assert file.read() == Progress()
    file.keep(Progress(step=Step.PRINTER, address="https://till.example.gy"))

    assert file.read() == Progress(step=Step.PRINTER, address="https://till.example.gy")
    assert file.is_begun
    file.forget()
    assert not file.is_begun


def test_progress_that_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    ProgressFile(blocked).keep(Progress(step=Step.PRINTER))

    assert ProgressFile(blocked).read() == Progress()


@pytest.mark.usefixtures("qapp")
def test_closing_the_window_leaves_the_first_run_unfinished(folder: TillFolder) -> None:
    def close() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, FirstRunWindow):
                window.close()

    QTimer.singleShot(0, close)

    assert not run_first_run(folder)
    assert needs_first_run(folder)


@pytest.mark.usefixtures("qapp")
def test_a_finished_first_run_says_so(shop: SampleShop, folder: TillFolder) -> None:
    first_run_services(folder, ScreenFile(folder.data)).enrol(shop.address, shop.a_code())
    ProgressFile(folder.data).keep(Progress(step=Step.DONE, address=shop.address))

    def start() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, FirstRunWindow) and window.isVisible():
                window.next_requested.emit()

    QTimer.singleShot(0, start)

    assert run_first_run(folder)
    assert not needs_first_run(folder)
