"""The first run of a till: shown by ``windward run`` until this computer is enrolled."""

import json
import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop

from app.bootstrap import enrol_till
from app.counter.first_run_window import FirstRunWindow
from app.counter.task_runner import Bridge, LaneRunner
from app.counter_window import wear
from app.crash_reports import CrashReports
from app.devices.printer_choice import PrinterChoicesFile
from app.devices.printer_settings import PrinterFile
from app.devices.printer_switch import PrinterSwitch
from app.devices.system_clock import SystemClock
from app.language.speak import languages, speak
from app.presenters.first_run import FirstRunPresenter, FirstRunServices, Progress, Step
from app.screen_settings import ScreenFile
from app.till_folder import TillFolder
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import NotFound
from storage.flushing import replace_durably
from sync.protocol.version import PROGRAM_VERSION

FILE_NAME = "first-run.json"

_log = logging.getLogger(__name__)


class ProgressFile:
    """How far the first run came, in the till's folder; gone once it is finished."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    @property
    def is_begun(self) -> bool:
        """Whether a first run was left before its end."""
        return self._path.exists()

    def read(self) -> Progress:
        """Read it; from the start where there is none, or it cannot be read."""
        try:
            raw = json.loads(self._path.read_text("utf-8"))
            return Progress(step=Step(raw["step"]), address=str(raw["address"]))
        except (OSError, ValueError, TypeError, KeyError):
            return Progress()

    def keep(self, progress: Progress) -> None:
        """Keep it; a disk that refuses costs only that the run begins anew."""
        unfinished = self._path.with_name(f"{FILE_NAME}.unfinished")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_text(
                json.dumps({"step": progress.step.value, "address": progress.address}), "utf-8"
            )
            replace_durably(unfinished, self._path)
        except OSError as error:
            _log.info("How far the first run came was not kept: %s", error)

    def forget(self) -> None:
        """It is finished."""
        self._path.unlink(missing_ok=True)


def needs_first_run(folder: TillFolder) -> bool:
    """Whether this computer is not enrolled, or its first run was left in the middle."""
    return not folder.is_enrolled or ProgressFile(folder.data).is_begun


def run_first_run(folder: TillFolder, *, address: str | None = None) -> bool:
    """Show the first run until it is finished (True) or left (False)."""
    screen = ScreenFile(folder.data)
    wear(screen.read())
    crashes = CrashReports(folder.crashes, SystemClock(), PROGRAM_VERSION)
    bridge = Bridge()
    runner = LaneRunner(bridge, report_crash=lambda error: _keep(crashes, error))
    window = FirstRunWindow()
    bridge.setParent(window)
    finished: list[bool] = []

    def finish() -> None:
        ProgressFile(folder.data).forget()
        finished.append(True)
        window.close()

    services = first_run_services(folder, screen, address=address)
    presenter = FirstRunPresenter(services, runner, window, on_finished=finish)
    connect_first_run(window, presenter)
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    window.show()
    presenter.start()
    try:
        loop.exec()
    finally:
        runner.close()
        window.deleteLater()
    return bool(finished)


def _keep(crashes: CrashReports, error: BaseException) -> None:
    crashes.keep(error)


def first_run_services(
    folder: TillFolder, screen: ScreenFile, *, address: str | None = None
) -> FirstRunServices:
    """Bind what the first run asks for to a till's folder. ``address`` is central's, if known."""
    progress = ProgressFile(folder.data)

    def read() -> Progress:
        found = progress.read()
        return replace(found, address=found.address or address or "")

    def use_language(code: str) -> None:
        folder.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        screen.keep(replace(screen.read(), language=speak(code)))

    def enrolled_as() -> str:
        try:
            return folder.read_note().till_id
        except NotFound:
            return ""

    def enrol(at: str, code: str) -> str:
        return enrol_till(folder, address=at, code=code).till_id

    def keep_printer(choice: PrinterChoice) -> None:
        switch = PrinterSwitch(PrinterFile(folder.data), folder.receipts)
        PrinterChoicesFile(switch).keep("receipts", choice)

    return FirstRunServices(
        read_progress=read,
        keep_progress=progress.keep,
        languages=tuple((each.code, each.own_name) for each in languages()),
        language=screen.read().language,
        use_language=use_language,
        enrolled_as=enrolled_as,
        enrol=enrol,
        keep_printer=keep_printer,
    )


def connect_first_run(window: FirstRunWindow, presenter: FirstRunPresenter) -> None:
    """What the window says goes to its presenter."""
    window.language_chosen.connect(presenter.on_language)
    window.address_typed.connect(presenter.on_address_typed)
    window.code_typed.connect(presenter.on_code_typed)
    window.printer_chosen.connect(presenter.on_printer)
    window.next_requested.connect(presenter.on_next)
    window.back_requested.connect(presenter.on_back)
