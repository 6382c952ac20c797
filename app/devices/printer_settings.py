"""Which printers a till has: data in its folder, set on the Devices page or by hand.

A till without the file prints into its folder, as a new one does. What cannot be read is said and
never stops a sale: papers wait in the queue until the settings are put right.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from domain.errors import BadInput, WorldFailure
from domain.receipt import COLUMNS_80_MM
from domain.sentence import told
from domain.ticket import NARROWEST, WIDEST
from storage.flushing import replace_durably

FILE_NAME = "printers.json"
FOLDER = "Folder"
"""The name of the printer that is always there: files in the till's folder."""
PRINTERS_MAX = 16
_TEXT_MAX = 200
_BAUDS = (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200)

PrinterLink = Literal["network", "serial", "device", "spooler", "folder", "none"]
"""How a printer hangs on the till: address is ``host`` or ``host:port``; a serial port; a device
file (``/dev/usb/lp0``, a printer on USB under Linux); a queue of the system's spooler (one on USB
under Windows and macOS); a folder."""
PrinterLanguage = Literal["escpos", "zpl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSettings:
    """One printer.

    ``profile`` is python-escpos' name for its model (``POS-5890`` for 58 mm, ``TM-T88V`` for 80);
    ``columns`` is how many characters a line of its paper has, 32 to 96: receipts are laid out for
    it. ``drawer_pin`` is where its drawer hangs, 0 for none.

    Raises:
        BadInput: settings that no printer can have.
    """

    name: str
    link: PrinterLink
    address: str = ""
    language: PrinterLanguage = "escpos"
    profile: str = "default"
    columns: int = COLUMNS_80_MM
    baud: int = 9_600
    drawer_pin: Literal[0, 2, 5] = 2

    def __post_init__(self) -> None:
        texts = (self.name, self.address, self.profile)
        is_right = (
            bool(self.name.strip())
            and all(len(text) <= _TEXT_MAX and text.isprintable() for text in texts)
            and self.link in get_args(PrinterLink)
            and self.language in get_args(PrinterLanguage)
            and self.baud in _BAUDS
            and NARROWEST <= self.columns <= WIDEST
            and self.drawer_pin in {0, 2, 5}
            and (self.link in {"folder", "none"} or bool(self.address.strip()))
        )
        if not is_right:
            raise BadInput(
                "Check the printer's settings",
                "A printer has a name, a way it is connected, and an address. Nothing was changed.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printers:
    """All printers of a till, and which one does receipts, which one labels ("" for none).

    Raises:
        BadInput: two printers of one name, or a task for a printer that is not there.
    """

    printers: tuple[PrinterSettings, ...]
    receipts: str = FOLDER
    labels: str = ""

    def __post_init__(self) -> None:
        names = [printer.name for printer in self.printers]
        if len(set(names)) != len(names) or len(names) > PRINTERS_MAX:
            raise BadInput(
                "Two printers have one name",
                told(
                    "Each printer needs a name of its own, at most {printers_max}. Nothing"
                    " was changed.",
                    printers_max=PRINTERS_MAX,
                ),
            )
        if self.receipts not in names or self.labels not in {"", *names}:
            raise BadInput(
                "Choose the printers",
                "Receipts and labels need a printer that is in the list. Nothing was changed.",
            )

    def named(self, name: str) -> PrinterSettings:
        """Return a printer; the receipts' for no name, and for one that is gone."""
        wanted = name or self.receipts
        by_name = {printer.name: printer for printer in self.printers}
        return by_name.get(wanted, by_name[self.receipts])


def default_printers() -> Printers:
    """A till as it is enrolled: receipts are files in its folder."""
    return Printers(printers=(PrinterSettings(name=FOLDER, link="folder"),))


@dataclass(frozen=True, slots=True)
class PrinterFile:
    """Where a till keeps the settings of its printers."""

    folder: Path

    def read(self) -> Printers:
        """Return what was set, or the default. Raises WorldFailure for a file that is damaged."""
        path = self.folder / FILE_NAME
        try:
            raw = json.loads(path.read_text("utf-8"))
            known = {each.name for each in fields(PrinterSettings)}
            printers = tuple(
                PrinterSettings(**{name: each[name] for name in each if name in known})
                for each in raw["printers"]
            )
            return Printers(printers=printers, receipts=raw["receipts"], labels=raw["labels"])
        except FileNotFoundError:
            return default_printers()
        except (OSError, ValueError, TypeError, KeyError, BadInput) as error:
            raise WorldFailure(
                "The printers' settings cannot be read",
                told(
                    "{file_name} is damaged. Sales go on, and papers wait. Set the"
                    " printers again on the Devices page.",
                    file_name=FILE_NAME,
                ),
            ) from error

    def keep(self, printers: Printers) -> None:
        """Keep the settings, whole or not at all. Raises WorldFailure."""
        path = self.folder / FILE_NAME
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            unfinished.write_text(json.dumps(asdict(printers), indent=2), "utf-8")
            replace_durably(unfinished, path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise WorldFailure(
                "The printers' settings were not kept",
                told(
                    "{path}: {reason}. What was set before holds. Try again.",
                    path=str(path),
                    reason=reason,
                ),
            ) from error


def columns_of(file: PrinterFile) -> int:
    """Return the width that receipts are laid out for; the usual one while settings are damaged."""
    try:
        return file.read().named("").columns
    except WorldFailure:
        return COLUMNS_80_MM
