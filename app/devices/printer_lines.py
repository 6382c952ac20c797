"""Lines to printers: bytes go there, and status bytes may come back, each within a bounded time.

python-escpos can open such lines too, but waits without a limit on some (its spooler waits for the
spooler's end, its files for the disk); a printer must never hold a till up.
"""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import serial

from app.devices.printer_settings import PrinterSettings

CONNECT_S_MAX = 3.0
SEND_S_MAX = 30.0
ANSWER_S_MAX = 1.0
DEFAULT_PORT = 9_100
_CHUNK = 4_096


class LineFailure(Exception):
    """A line that cannot be opened, or broke; the text says why in a few words."""


class PrinterLine(Protocol):
    """One connection to one printer, for one paper or one kick."""

    def send(self, data: bytes) -> None:
        """Send all of it. Raises LineFailure."""

    def hear(self, timeout_s: float) -> bytes:
        """Return what the printer says within a time, b"" for nothing. Raises LineFailure."""


def open_line(settings: PrinterSettings) -> AbstractContextManager[PrinterLine]:
    """Open the line to a printer of any kind but a folder. Raises LineFailure when entered."""
    match settings.link:
        case "network":
            return _network(settings.address)
        case "serial":
            return _serial(settings.address, settings.baud)
        case "device":
            return _device(settings.address)
        case "spooler":
            return _spooler(settings.address)
        case "folder" | "none":
            raise ValueError(f"a printer of kind {settings.link} has no line")


class _NetworkLine:
    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, data: bytes) -> None:
        self._line.settimeout(SEND_S_MAX)
        with _translated():
            self._line.sendall(data)

    def hear(self, timeout_s: float) -> bytes:
        self._line.settimeout(timeout_s)
        with _translated():
            try:
                said = self._line.recv(_CHUNK)
            except TimeoutError:
                return b""
        if not said:
            raise LineFailure("the printer closed the line")
        return said


@contextmanager
def _network(address: str) -> Iterator[PrinterLine]:
    host, _, port = address.partition(":")
    with _translated():
        number = int(port) if port else DEFAULT_PORT
        line = socket.create_connection((host, number), CONNECT_S_MAX)
    with line:
        yield _NetworkLine(line)


class _SerialLine:
    def __init__(self, port: serial.Serial) -> None:
        self._port = port

    def send(self, data: bytes) -> None:
        with _translated():
            self._port.write(data)

    def hear(self, timeout_s: float) -> bytes:
        with _translated():
            self._port.timeout = timeout_s
            first = bytes(self._port.read(1))
            return first + bytes(self._port.read(self._port.in_waiting)) if first else b""


@contextmanager
def _serial(address: str, baud: int) -> Iterator[PrinterLine]:
    with _translated():
        port = serial.serial_for_url(
            address, baudrate=baud, timeout=ANSWER_S_MAX, write_timeout=SEND_S_MAX
        )
    with port:
        yield _SerialLine(port)


class _DeviceLine:
    """A device file such as Linux' usblp, written without ever blocking."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, data: bytes) -> None:
        left, until = memoryview(data), time.monotonic() + SEND_S_MAX
        with _translated():
            while left:
                rest_s = until - time.monotonic()
                _, ready, _ = select.select([], [self._descriptor], [], max(rest_s, 0.0))
                if not ready:
                    raise TimeoutError
                left = left[os.write(self._descriptor, left[:_CHUNK]) :]

    def hear(self, timeout_s: float) -> bytes:
        with _translated():
            ready, _, _ = select.select([self._descriptor], [], [], timeout_s)
            return os.read(self._descriptor, _CHUNK) if ready else b""


@contextmanager
def _device(address: str) -> Iterator[PrinterLine]:
    with _translated():
        descriptor = os.open(address, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    try:
        yield _DeviceLine(descriptor)
    finally:
        os.close(descriptor)


class _Collected:
    """A line that only takes: what it took goes to the spooler at its end."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def send(self, data: bytes) -> None:
        self.taken += data

    def hear(self, timeout_s: float) -> bytes:
        """A spooler says nothing of its printer."""
        del timeout_s
        return b""


@contextmanager
def _spooler(queue: str) -> Iterator[PrinterLine]:
    collected = _Collected()
    yield collected
    if sys.platform == "win32":
        _send_to_windows(queue, bytes(collected.taken))
        return
    with _translated():
        done = subprocess.run(  # noqa: S603  an own argument list, no shell
            ["lp", "-d", queue, "-o", "raw", "-s"],  # noqa: S607  the system's own, wherever it is
            input=bytes(collected.taken),
            capture_output=True,
            timeout=SEND_S_MAX,
            check=False,
        )
    if done.returncode:
        raise LineFailure(f"the spooler has no queue {queue} that prints")


def _send_to_windows(queue: str, data: bytes) -> None:
    """Through python-escpos, which says what is missing in errors of its own."""
    from escpos.exceptions import Error  # noqa: PLC0415  slow to import; few tills need it
    from escpos.printer import Win32Raw  # noqa: PLC0415  as above

    try:
        with _translated():
            printer = Win32Raw(queue)
            printer.open()
            try:
                printer._raw(data)  # noqa: SLF001  the library has no other way to send bytes
            finally:
                printer.close()
    except Error as error:
        raise LineFailure(f"the spooler has no queue {queue} that prints") from error


@contextmanager
def _translated() -> Iterator[None]:
    """The border: whatever an operating system or a driver calls it, the line failed."""
    try:
        yield
    except subprocess.TimeoutExpired as error:
        raise LineFailure("it takes too long") from error
    except (TimeoutError, serial.SerialTimeoutException) as error:
        raise LineFailure("nobody answered in time") from error
    except socket.gaierror as error:
        raise LineFailure("its name is not known here") from error
    except FileNotFoundError as error:
        raise LineFailure("it is not there") from error
    except OSError as error:  # SerialException and pyusb's errors among them
        raise LineFailure(error.strerror or "no connection") from error
    except ValueError as error:
        raise LineFailure("its address cannot be read") from error
