"""A person's choice of a printer, put into the till's list of printers."""

from dataclasses import replace
from typing import cast

from app.devices.printer_settings import (
    FOLDER,
    PrinterLink,
    Printers,
    PrinterSettings,
    default_printers,
)
from app.devices.printer_switch import PrinterSwitch
from app.use_cases.ports import PrinterFailure
from app.use_cases.printer_choice import PrinterChoice, PrinterTask
from domain.errors import WorldFailure

_NAMES: dict[PrinterTask, str] = {"receipts": "Receipts", "labels": "Labels"}


class PrinterChoicesFile:
    """Each task's printer has a name of its own in the list; the others in it stay."""

    def __init__(self, switch: PrinterSwitch) -> None:
        self._switch = switch
        self._file = switch.file

    def read(self, task: PrinterTask) -> PrinterChoice:
        """Return the choice; the default while the settings are damaged."""
        printers = self._printers()
        if task == "labels" and not printers.labels:
            return PrinterChoice(link="none")
        chosen = printers.named(printers.labels if task == "labels" else printers.receipts)
        return PrinterChoice(link=chosen.link, address=chosen.address, columns=chosen.columns)

    def keep(self, task: PrinterTask, choice: PrinterChoice) -> None:
        printers, name = self._printers(), _NAMES[task]
        others = tuple(each for each in printers.printers if each.name != name)
        if task == "labels" and choice.link == "none":
            self._file.keep(replace(printers, printers=others, labels=""))
            return
        if choice.link == "folder":
            own = next((each for each in others if each.name == FOLDER), None)
            self._file.keep(
                replace(
                    printers,
                    printers=others if own else (*others, *default_printers().printers),
                    receipts=FOLDER if task == "receipts" else printers.receipts,
                    labels=FOLDER if task == "labels" else printers.labels,
                )
            )
            return
        before = next((each for each in printers.printers if each.name == name), None)
        made = replace(
            before or PrinterSettings(name=name, link="none"),
            link=cast(PrinterLink, choice.link),
            address=choice.address.strip(),
            columns=choice.columns,
            language="zpl" if task == "labels" else "escpos",
        )
        kept = (*others, made)
        if task == "labels":
            self._file.keep(Printers(printers=kept, receipts=printers.receipts, labels=name))
        else:
            self._file.keep(Printers(printers=kept, receipts=name, labels=printers.labels))

    def test(self, task: PrinterTask) -> None:
        """Print a test page, or say why none would come. Raises PrinterFailure."""
        printers = self._printers()
        if task == "labels" and not printers.labels:
            raise PrinterFailure(
                "No label printer is set",
                "Choose how it is connected and type its address, then press F12 again.",
            )
        settings = printers.named(printers.labels if task == "labels" else printers.receipts)
        obstacle = self._switch.find_obstacle(settings)
        if obstacle is not None:
            raise PrinterFailure("The printer is not ready", obstacle)
        self._switch.print_test(settings)

    def _printers(self) -> Printers:
        try:
            return self._file.read()
        except WorldFailure:
            return default_printers()
