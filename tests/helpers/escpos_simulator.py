"""A receipt printer on a TCP port, written from Epson's command reference and not from our bytes.

It reads the bytes as a printer does, command by command, keeps what it would have put on paper and
which drawer pulses it gave, and can be out of paper, open, slow, dumb or dead. An unknown command
is an error: a real printer would print rubbish.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import Self

_ESC, _GS, _DLE, _FS = 0x1B, 0x1D, 0x10, 0x1C
_ESC_ARGUMENTS = {
    ord("a"): 1, ord("!"): 1, ord("E"): 1, ord("G"): 1, ord("M"): 1, ord("t"): 1, ord("-"): 1,
    ord("d"): 1, ord("3"): 1, ord("R"): 1, ord("{"): 1, ord("V"): 1, ord("p"): 3, ord("@"): 0,
    ord("2"): 0,
}  # fmt: skip
_GS_ARGUMENTS = {
    ord("h"): 1, ord("w"): 1, ord("H"): 1, ord("f"): 1, ord("!"): 1, ord("B"): 1, ord("b"): 1,
    ord("r"): 1,
}  # fmt: skip
_CODE_PAGES = {0: "cp437", 1: "cp932", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 16: "cp1252"}
_CODE_128 = 73


@dataclass
class Raster:
    """A picture on the paper: rows of dots, True for black."""

    rows: list[list[bool]]

    def grey(self) -> bytes:
        """One byte a dot, for a reader of codes."""
        return bytes(0 if dot else 255 for row in self.rows for dot in row)


@dataclass
class Printed:
    """What came out of the printer."""

    text: str = ""
    strong: list[str] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    qrs: list[str] = field(default_factory=list)
    rasters: list[Raster] = field(default_factory=list)
    cuts: int = 0
    narrow_lines: int = 0


class PrinterSimulator:
    """``with PrinterSimulator() as printer``: then ``printer.address`` answers.

    ``paper_out`` and ``cover_open`` take it offline; ``paper_left`` lines are printed and then the
    paper is out; ``is_dumb`` never answers; ``is_stuck`` takes bytes and prints none;
    ``never_says_done`` knows no GS r; ``hangs_up`` closes the line at once.
    """

    def __init__(self) -> None:
        self.paper_out = False
        self.cover_open = False
        self.is_dumb = False
        self.is_stuck = False
        self.never_says_done = False
        self.hangs_up = False
        self.paper_left: int | None = None
        self.printed = Printed()
        self.pulses: list[tuple[str, int]] = []
        self.kept_for_later = bytearray()
        self.faults: list[str] = []
        self.questions_in_turn = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._done = threading.Event()
        self._served = threading.Semaphore(0)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        with socket.create_connection(self._server.getsockname()):
            pass
        self._thread.join(10)
        self._server.close()

    @property
    def is_offline(self) -> bool:
        return self.paper_out or self.cover_open

    def settle(self, connections: int = 1) -> None:
        """Wait until so many more connections were read to their end."""
        for _ in range(connections):
            assert self._served.acquire(timeout=10)

    def load_paper(self) -> None:
        """Somebody puts a roll in and closes the cover: what was kept is printed now."""
        self.paper_out = self.cover_open = False
        self.paper_left = None

    def _serve(self) -> None:
        while True:
            line, _ = self._server.accept()
            with line:
                if self._done.is_set():
                    return
                if not self.hangs_up:
                    _Reader(self, line).read()
            self._served.release()


class _Reader:
    """One connection: a buffer of bytes, and the state of the print head."""

    def __init__(self, printer: PrinterSimulator, line: socket.socket) -> None:
        self.printer = printer
        self.line = line
        self.buffer = bytearray()
        self.code_page = "cp437"
        self.is_strong = False
        self.font = 0
        self.qr = b""
        self.ended = False

    def read(self) -> None:
        while True:
            try:
                self.one()
            except EOFError:
                return
            except OSError:
                return

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            more = self.line.recv(65_536)
            if not more:
                raise EOFError
            self.buffer += self._real_time(more)
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken

    def _real_time(self, data: bytes) -> bytes:
        """Real-time commands are done as they arrive, before what waits in the buffer."""
        out, index = bytearray(), 0
        while index < len(data):
            if data[index : index + 2] == b"\x10\x04":
                self._say_status(data[index + 2])
                index += 3
            elif data[index : index + 3] == b"\x10\x14\x01":
                self.printer.pulses.append(("at once", data[index + 3]))
                index += 5
            else:
                out.append(data[index])
                index += 1
        return bytes(out)

    def _say_status(self, number: int) -> None:
        printer = self.printer
        if printer.is_dumb:
            return
        said = {
            1: 0x08 if printer.is_offline else 0,
            2: (0x04 if printer.cover_open else 0) | (0x20 if printer.paper_out else 0),
            3: 0,
            4: 0x60 if printer.paper_out else 0,
        }[number]
        self.line.sendall(bytes((0x12 | said,)))

    def one(self) -> None:
        first = self.take(1)[0]
        if self.printer.is_offline or self.printer.is_stuck:
            self.printer.kept_for_later.append(first)
            return
        if first == _ESC:
            self._esc()
        elif first == _GS:
            self._gs()
        elif first == 0x0A:
            self._put("\n")
        elif first >= 0x20:
            self._put(bytes((first,)).decode(self.code_page))
        else:
            self.printer.faults.append(f"unknown byte {first:#04x}")

    def _put(self, text: str) -> None:
        printer = self.printer
        printer.printed.text += text
        if text == "\n":
            last = printer.printed.text.splitlines()[-1]
            printer.printed.narrow_lines += self.font if last else 0
            if self.is_strong and last.strip():
                printer.printed.strong.append(last)
            if printer.paper_left is not None:
                printer.paper_left -= 1
                printer.paper_out = printer.paper_left <= 0

    def _esc(self) -> None:
        command = self.take(1)[0]
        if command not in _ESC_ARGUMENTS:
            self.printer.faults.append(f"unknown ESC {command:#04x}")
            return
        arguments = self.take(_ESC_ARGUMENTS[command])
        if command == ord("p"):
            self.printer.pulses.append(("in turn", arguments[0]))
        elif command == ord("t"):
            self.code_page = _CODE_PAGES.get(arguments[0], "latin-1")
        elif command == ord("E"):
            self.is_strong = bool(arguments[0] & 1)
        elif command == ord("M"):
            self.font = arguments[0] & 1
        elif command == ord("@"):
            self.is_strong, self.font, self.code_page = False, 0, "cp437"

    def _gs(self) -> None:
        command = self.take(1)[0]
        if command in _GS_ARGUMENTS:
            arguments = self.take(_GS_ARGUMENTS[command])
            self.printer.questions_in_turn += command == ord("r")
            if command == ord("r") and not (self.printer.is_dumb or self.printer.never_says_done):
                self.line.sendall(bytes((0x0C if self.printer.paper_out else 0,)) + arguments[:0])
        elif command == ord("V"):
            mode = self.take(1)[0]
            if mode in {65, 66}:
                self.take(1)
            self.printer.printed.cuts += 1
        elif command == ord("k"):
            self._barcode()
        elif command == ord("("):
            self._two_dimensional()
        elif command == ord("v"):
            self._raster()
        else:
            self.printer.faults.append(f"unknown GS {command:#04x}")

    def _barcode(self) -> None:
        kind, length = self.take(2)
        data = self.take(length)
        if kind != _CODE_128 or data[:2] != b"{B":
            self.printer.faults.append(f"unknown barcode {kind} {data!r}")
            return
        self.printer.printed.barcodes.append(data[2:].replace(b"{{", b"{").decode("ascii"))

    def _two_dimensional(self) -> None:
        name, low, high = self.take(3)
        data = self.take(low + 256 * high)
        if name != ord("k") or data[0] != ord("1"):
            self.printer.faults.append("unknown GS ( function")
        elif data[1] == 80:
            self.qr = data[3:]
        elif data[1] == 81:
            self.printer.printed.qrs.append(self.qr.decode("utf-8"))

    def _raster(self) -> None:
        kind, _mode, wide_low, wide_high, high_low, high_high = self.take(6)
        wide, high = wide_low + 256 * wide_high, high_low + 256 * high_high
        data = self.take(wide * high)
        if kind != ord("0"):
            self.printer.faults.append("unknown raster")
            return
        rows = [data[start : start + wide] for start in range(0, len(data), wide)]
        bits = [
            [bool(byte >> shift & 1) for byte in row for shift in range(7, -1, -1)] for row in rows
        ]
        self.printer.printed.rasters.append(Raster(bits))
