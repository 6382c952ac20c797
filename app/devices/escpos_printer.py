"""A receipt printer that speaks ESC/POS: it is asked how it is before and after each paper.

Status bytes are those of Epson's reference (DLE EOT n, GS r 1, DLE DC4); a printer that says
nothing is believed to print.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from app.devices.escpos_bytes import escpos_bytes
from app.devices.printer_lines import ANSWER_S_MAX, LineFailure, PrinterLine, open_line
from app.devices.printer_settings import PrinterSettings
from app.use_cases.ports import DrawerFailure, PrinterFailure, PrintJob
from domain.sentence import as_told, told

FINISH_S_MAX = 20.0
"""How long a paper may take to come out after its last byte was taken."""

_ONLINE, _OFFLINE_CAUSE, _PAPER = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04")
_PAPER_IN_TURN = b"\x1dr\x01"  # answered in its turn: behind everything sent before
_STATUS_MASK, _STATUS_MARK = 0x93, 0x12
_IN_TURN_MASK = 0x90
_IS_OFFLINE, _COVER_OPEN, _PAPER_STOP, _ERROR, _PAPER_OUT = 0x08, 0x04, 0x20, 0x40, 0x60
_PAPER_OUT_IN_TURN = 0x0C
_NOT_PRINTED = told("The paper was not printed")
_NOT_OPENED = told("The drawer did not open")
_PULSE_MS = 100


@dataclass(slots=True)
class EscposPrinter:
    """Prints papers over a line of any kind, one connection a paper.

    ``finish_s`` and ``answer_s`` bound the waits after and before a paper.
    """

    settings: PrinterSettings
    open_line: Callable[[PrinterSettings], AbstractContextManager[PrinterLine]] = open_line
    finish_s: float = FINISH_S_MAX
    answer_s: float = ANSWER_S_MAX
    _says_when_done: bool | None = field(default=None, init=False)
    """Whether it answers behind a paper; None until one was printed."""

    def print_job(self, job: PrintJob) -> None:
        """Print a paper. Raises PrinterFailure, at the latest after the waits named above."""
        data = escpos_bytes(job.paper, self.settings.profile)
        try:
            with self.open_line(self.settings) as line:
                tells = self._require_ready(line)
                line.send(data)
                if tells and self._says_when_done is not False:
                    self._wait_until_done(line)
        except LineFailure as error:
            raise PrinterFailure(
                _NOT_PRINTED,
                told(
                    "The printer {name} does not answer: {error}.",
                    name=self.settings.name,
                    error=str(error),
                ),
            ) from error

    def kick_drawer(self) -> None:
        """Open the drawer, whatever the paper does. Raises DrawerFailure.

        A printer that is offline (no paper, cover open) keeps what it is sent for later, and a
        drawer must not open later: it is told by the command that is done at once.
        """
        pin = self.settings.drawer_pin
        if not pin:
            return
        connector = 0 if pin == 2 else 1  # noqa: PLR2004  the pin of the plug
        try:
            with self.open_line(self.settings) as line:
                state = self._ask(line, _ONLINE)
                if state is not None and state & _IS_OFFLINE:
                    line.send(bytes((0x10, 0x14, 0x01, connector, _PULSE_MS // 100)))
                else:
                    line.send(bytes((0x1B, 0x70, connector, _PULSE_MS // 2, _PULSE_MS // 2)))
        except LineFailure as error:
            raise DrawerFailure(
                _NOT_OPENED,
                told("The printer it hangs on does not answer: {error}.", error=str(error)),
            ) from error

    def find_obstacle(self) -> str | None:
        """Return why no paper would come out now, as a sentence, or None."""
        try:
            with self.open_line(self.settings) as line:
                self._require_ready(line)
        except LineFailure as error:
            return told(
                "The printer {name} does not answer: {error}.",
                name=self.settings.name,
                error=str(error),
            )
        except PrinterFailure as error:
            return error.message
        return None

    def _require_ready(self, line: PrinterLine) -> bool:
        """Return whether the printer tells how it is. Raises PrinterFailure for one not ready."""
        state = self._ask(line, _ONLINE)
        if state is None:
            return False
        if state & _IS_OFFLINE:
            raise PrinterFailure(_NOT_PRINTED, self._why_offline(line))
        paper = self._ask(line, _PAPER)
        if paper is not None and paper & _PAPER_OUT:
            raise PrinterFailure(_NOT_PRINTED, told("The printer has no paper."))
        return True

    def _why_offline(self, line: PrinterLine) -> str:
        cause = self._ask(line, _OFFLINE_CAUSE) or 0
        if cause & _COVER_OPEN:
            return told("The printer's cover is open.")
        paper = self._ask(line, _PAPER) or 0
        if cause & _PAPER_STOP or paper & _PAPER_OUT:
            return told("The printer has no paper.")
        if cause & _ERROR:
            return told("The printer has stopped with an error. Switch it off and on.")
        return told("The printer is paused.")

    def _wait_until_done(self, line: PrinterLine) -> None:
        """Wait for the answer that comes in its turn. Raises PrinterFailure where it never does."""
        line.send(_PAPER_IN_TURN)
        said = self._hear(line, _IN_TURN_MASK, 0, self.finish_s)
        if said is not None:
            self._says_when_done = True
            if said & _PAPER_OUT_IN_TURN != _PAPER_OUT_IN_TURN:
                return
        why = self._why_unfinished(line)
        if why:
            raise PrinterFailure(
                _NOT_PRINTED, told("{why} A part of the paper may have come out.", why=as_told(why))
            )

    def _why_unfinished(self, line: PrinterLine) -> str:
        """Say why nothing was heard behind a paper; empty for a printer that never says it."""
        state = self._ask(line, _ONLINE)
        if state is None:
            return told("The printer does not answer any more.")
        paper = self._ask(line, _PAPER) or 0
        if state & _IS_OFFLINE or paper & _PAPER_OUT:
            return self._why_offline(line)
        if self._says_when_done:
            return told("The printer did not finish.")
        self._says_when_done = False  # it printed, and is no printer that says so
        return ""

    def _ask(self, line: PrinterLine, question: bytes) -> int | None:
        line.send(question)
        return self._hear(line, _STATUS_MASK, _STATUS_MARK, self.answer_s)

    @staticmethod
    def _hear(line: PrinterLine, mask: int, mark: int, timeout_s: float) -> int | None:
        """Return the last status byte of a kind in the next thing it says; None for none."""
        said = [byte for byte in line.hear(timeout_s) if byte & mask == mark]
        return said[-1] if said else None
