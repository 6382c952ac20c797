"""Which printer does a task, as a person chooses it: how it is connected, where, how wide."""

from dataclasses import dataclass
from typing import Literal, Protocol

from domain.receipt import COLUMNS_80_MM

PrinterTask = Literal["receipts", "labels"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChoice:
    """``link`` is a way a printer hangs on the till (``network``, ``spooler``, ``folder`` …).

    ``none`` for labels means that none are printed. ``columns`` is the width of receipts.
    """

    link: str = "folder"
    address: str = ""
    columns: int = COLUMNS_80_MM

    @property
    def is_set(self) -> bool:
        """Whether paper comes out: a folder is where papers lie that no printer takes."""
        return self.link not in {"none", "folder"} and bool(self.address)


class PrinterChoices(Protocol):
    """Keeps the choices and tries them.

    Raises BadInput for what no printer is, WorldFailure for a bad disk, PrinterFailure from
    ``test`` in words that say what to do.
    """

    def read(self, task: PrinterTask) -> PrinterChoice: ...

    def keep(self, task: PrinterTask, choice: PrinterChoice) -> None: ...

    def test(self, task: PrinterTask) -> None: ...
