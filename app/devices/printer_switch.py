"""All printers of a till behind one door: a paper goes to the printer it names, or to its task's.

One paper at a time goes to each printer, whoever sends it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

from app.devices.escpos_printer import EscposPrinter
from app.devices.printer_lines import PrinterLine, open_line
from app.devices.printer_settings import FOLDER, PrinterFile, Printers, PrinterSettings
from app.devices.printers import FolderPrinter, NullPrinter
from app.devices.zpl_printer import ZplPrinter
from app.use_cases.ports import PrinterFailure, PrintJob
from domain.errors import WorldFailure
from domain.paper import BarcodeRow, QrRow, text_paper
from domain.ticket import centred, ruled

_TEST_COLUMNS = 32


class _Device(Protocol):
    def print_job(self, job: PrintJob) -> None: ...

    def kick_drawer(self) -> None: ...


@dataclass(slots=True)
class PrinterSwitch:
    """The till's printers as they are set; ``receipts_folder`` is where the folder printer writes.

    Settings are read at every paper: what the Devices page keeps is in force with the next one.
    """

    file: PrinterFile
    receipts_folder: Path
    open_line: Callable[[PrinterSettings], AbstractContextManager[PrinterLine]] = open_line
    _made: dict[PrinterSettings, _Device] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def printers(self) -> Printers:
        """Return the settings in force. Raises WorldFailure for a damaged file."""
        return self.file.read()

    def has_labels(self) -> bool:
        """Tell whether a printer is there that prints labels."""
        try:
            return bool(self.file.read().labels)
        except WorldFailure:
            return False

    def list_names(self) -> tuple[str, ...]:
        """Return the printers that a paper can be sent to; none while the settings are damaged."""
        try:
            return tuple(printer.name for printer in self.file.read().printers)
        except WorldFailure:
            return ()

    def keep(self, printers: Printers) -> None:
        """Put other settings in force. Raises WorldFailure."""
        self.file.keep(printers)

    def print_job(self, job: PrintJob) -> None:
        """Print a paper on the printer that it names. Raises PrinterFailure."""
        try:
            printers = self.file.read()
        except WorldFailure as error:
            raise PrinterFailure(error.title, error.message) from error
        settings = printers.named(job.printer or (printers.labels if job.labels else ""))
        with self._lock:
            self._device(settings).print_job(job)

    def kick_drawer(self) -> None:
        """Open the drawer on the receipts' printer. Raises DrawerFailure."""
        try:
            settings = self.file.read().named("")
        except WorldFailure:
            return  # the paper's failure says it
        with self._lock:
            self._device(settings).kick_drawer()

    def find_obstacle(self, settings: PrinterSettings) -> str | None:
        """Return why a printer would print nothing now, as a sentence, or None. Prints nothing."""
        device = self._device(settings)
        if not isinstance(device, EscposPrinter):
            return None
        with self._lock:
            return device.find_obstacle()

    def print_test(self, settings: PrinterSettings) -> None:
        """Print a page that shows that letters, codes and the cut work. Raises PrinterFailure."""
        with self._lock:
            self._device(settings).print_job(test_page(settings))

    def _device(self, settings: PrinterSettings) -> _Device:
        if settings not in self._made:
            self._made[settings] = self._make(settings)
        return self._made[settings]

    def _make(self, settings: PrinterSettings) -> _Device:
        if settings.link == "none":
            return NullPrinter()
        if settings.link == "folder":
            own = settings.address if settings.name != FOLDER else ""
            return FolderPrinter(Path(own) if own else self.receipts_folder)
        if settings.language == "zpl":
            return ZplPrinter(settings, self.open_line)
        return EscposPrinter(settings, self.open_line)


def test_page(settings: PrinterSettings) -> PrintJob:
    """A page for trying a printer; it shows no one's data."""
    lines = (
        *centred("PRINTER TEST", _TEST_COLUMNS),
        ruled(_TEST_COLUMNS),
        f"Printer  {settings.name}"[:_TEST_COLUMNS],
        f"Profile  {settings.profile}"[:_TEST_COLUMNS],
        "0123456789 G$1,234.50 é ñ ç",
        ruled(_TEST_COLUMNS),
    )
    codes = (BarcodeRow("TEST-0001"), QrRow("windward printer test"))
    return PrintJob(job_id="printer-test", paper=text_paper(lines, codes=codes))
