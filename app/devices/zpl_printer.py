"""A label printer that speaks ZPL: 4 x 6 inches at 203 dots an inch, one label a piece."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from app.devices.printer_lines import LineFailure, PrinterLine, open_line
from app.devices.printer_settings import PrinterSettings
from app.use_cases.ports import PrinterFailure, PrintJob
from domain.piece_label import PieceLabel
from domain.sentence import told

_WIDE_DOTS, _HIGH_DOTS = 812, 1_218
_SIDE, _ROOM = 40, 732
_RECEIVER_LINES = 6
_PLAIN = frozenset(range(0x20, 0x7F)) - {ord("^"), ord("~"), ord("_")}


def label_zpl(label: PieceLabel) -> bytes:
    """Return one label: piece n of m, region large, whom to, from whom, weight, barcode."""
    receiver = label.receiver[:_RECEIVER_LINES]
    parts = [
        f"^XA^CI28^PW{_WIDE_DOTS}^LL{_HIGH_DOTS}^LH0,0",
        _text(_SIDE, 40, 60, f"Region {label.region}"),
        f"^FO{_SIDE},40^A0N,60,60^FB{_ROOM},1,0,R^FH_^FD{_data(label.count_text)}^FS",
        f"^FO{_SIDE},120^GB{_ROOM},3,3^FS",
        _text(_SIDE, 140, 30, "To"),
        *(_text(_SIDE, 180 + 55 * index, 48, line) for index, line in enumerate(receiver)),
        f"^FO{_SIDE},530^GB{_ROOM},3,3^FS",
        _text(_SIDE, 550, 30, f"From {label.sender}"),
        _text(_SIDE, 600, 40, label.weight),
        _text(_SIDE, 660, 30, label.contents),
        f"^FO{_SIDE},730^BY3^BCN,260,N,N,N^FH_^FD{_data(label.code)}^FS",
        _text(_SIDE, 1_020, 60, label.code),
        "^PQ1^XZ",
    ]
    return "\n".join(parts).encode("ascii") + b"\n"


def _text(x: int, y: int, size: int, text: str) -> str:
    """One line that is cut at the label's edge and never wraps over the next."""
    return f"^FO{x},{y}^A0N,{size},{size}^FB{_ROOM},1,0,L^FH_^FD{_data(text)}^FS"


def _data(text: str) -> str:
    """Text for a field under ^FH: whatever could be a command is written in hexadecimal UTF-8."""
    return "".join(
        chr(byte) if byte in _PLAIN else f"_{byte:02X}" for byte in text.encode("utf-8", "replace")
    )


@dataclass(slots=True)
class ZplPrinter:
    """Prints the labels of a job; a paper without labels is not for this printer."""

    settings: PrinterSettings
    open_line: Callable[[PrinterSettings], AbstractContextManager[PrinterLine]] = open_line

    def print_job(self, job: PrintJob) -> None:
        """Print all labels over one connection. Raises PrinterFailure."""
        if not job.labels:
            raise PrinterFailure(
                "The paper was not printed",
                told(
                    "{name} prints labels only. Choose another printer for it.",
                    name=self.settings.name,
                ),
            )
        try:
            with self.open_line(self.settings) as line:
                line.send(b"".join(label_zpl(label) for label in job.labels))
        except LineFailure as error:
            raise PrinterFailure(
                "The labels were not printed",
                told(
                    "The printer {name} does not answer: {error}.",
                    name=self.settings.name,
                    error=str(error),
                ),
            ) from error

    def kick_drawer(self) -> None:
        """No drawer hangs on a label printer."""
