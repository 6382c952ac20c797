"""Scales on a serial port: asked when somebody wants a weight, and only believed standing still."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from types import ModuleType
from typing import Final, Protocol

import serial

from app.devices.scale_protocols import PROTOCOLS, ScaleProtocol, SerialLine, Trouble, read_answer
from app.use_cases.device_settings import ScaleSettings
from app.use_cases.hardware import ScaleFailure, ScaleKind, ScaleReading, no_scale_set
from app.use_cases.ports import Clock
from domain.sentence import told
from domain.shipment import Weight

try:
    import termios

    _termios: ModuleType | None = termios
except ImportError:  # Windows has none: its serial ports raise OSError alone
    _termios = None

READ_LIMIT_S = 3.0
"""How long a load may take to stand still; then the person is told to wait and press again."""
_ANSWER_S = 0.6
_AGAIN_S = 0.1
_ANSWER_BYTES_MAX = 64
_EVEN_BIT = 0x80
_WAITING: Final = frozenset({Trouble.MOVING, Trouble.GARBLED})
_REFUSALS: tuple[type[Exception], ...] = (
    (ValueError,) if _termios is None else (ValueError, _termios.error)
)
_PORT_ERRORS: tuple[type[Exception], ...] = (OSError, *_REFUSALS)


class Port(Protocol):
    """What of a serial port a scale needs; pyserial's ``Serial`` is one."""

    def write(self, data: bytes, /) -> int | None: ...

    def read_until(self, expected: bytes = ..., size: int | None = ...) -> bytes: ...

    def reset_input_buffer(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenPort:
    """A port that is open. ``adds_parity``: it cannot do seven bits, so this program does."""

    port: Port
    adds_parity: bool = False


Opener = Callable[[str, SerialLine], OpenPort]


def open_serial(name: str, line: SerialLine) -> OpenPort:
    """Open a serial port for one reading.

    A cable that cannot do seven bits with parity (some USB ones, and every pseudo terminal) is
    opened with eight, and the parity bit is put in and taken out here. Raises OSError and
    ValueError, and on Unix termios.error.
    """
    try:
        return OpenPort(_opened(name, line))
    except _REFUSALS:
        eight = SerialLine(baud=line.baud, bits=8, parity="N", stop_bits=line.stop_bits)
        return OpenPort(_opened(name, eight), adds_parity=line.parity == "E")


def _opened(name: str, line: SerialLine) -> Port:
    return serial.Serial(
        name,
        baudrate=line.baud,
        bytesize=line.bits,
        parity=line.parity,
        stopbits=line.stop_bits,
        timeout=_ANSWER_S,
        write_timeout=_ANSWER_S,
    )


class SerialScale:
    """The scale that the settings name, opened for each reading: it may come and go.

    ``limit_s`` bounds a reading; a load that is still moving then is not weighed.
    """

    def __init__(
        self,
        settings: Callable[[], ScaleSettings],
        clock: Clock,
        *,
        opener: Opener = open_serial,
        limit_s: float = READ_LIMIT_S,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._opener = opener
        self._limit_s = limit_s
        self._between = Event()  # never set: a bounded rest between two questions

    def read(self) -> ScaleReading:
        settings = self._settings()
        row = PROTOCOLS.get(settings.protocol)
        if row is None or not settings.port:
            raise no_scale_set()
        try:
            opened = self._opener(settings.port, row.line)
        except _PORT_ERRORS as error:
            raise _not_plugged_in(settings.port) from error
        try:
            weight = self._stable(opened, row, settings)
        except _PORT_ERRORS as error:
            raise _not_plugged_in(settings.port) from error
        finally:
            opened.port.close()
        return ScaleReading(weight=weight, read_at=self._clock.now())

    def _stable(self, opened: OpenPort, row: ScaleProtocol, settings: ScaleSettings) -> Weight:
        until = time.monotonic() + self._limit_s
        last: Trouble | None = None
        while True:
            answer = _ask(opened, row)
            found = read_answer(row, answer, settings.unit) if answer else None
            if isinstance(found, Weight):
                return _require_load(found)
            last = found or last
            if found is not None and found not in _WAITING:
                raise _trouble(found)
            if time.monotonic() + _AGAIN_S >= until:
                raise _silent(settings.port) if last is None else _trouble(last)
            self._between.wait(_AGAIN_S)


def _ask(opened: OpenPort, row: ScaleProtocol) -> bytes:
    """One answer without its end; empty for silence. What came before the question is dropped."""
    port = opened.port
    port.reset_input_buffer()
    if row.request:
        port.write(_with_parity(row.request) if opened.adds_parity else row.request)
    answer = port.read_until(row.end, _ANSWER_BYTES_MAX)
    low = bytes(byte & ~_EVEN_BIT for byte in answer) if opened.adds_parity else answer
    return low.removesuffix(row.end)


def _with_parity(data: bytes) -> bytes:
    return bytes(byte | (_EVEN_BIT if byte.bit_count() % 2 else 0) for byte in data)


def _require_load(weight: Weight) -> Weight:
    if weight.value_milli == 0:
        raise ScaleFailure(
            "The scale is empty",
            "It shows zero. Nothing was changed. Put the load on it and read again.",
        )
    return weight


def _not_plugged_in(port: str) -> ScaleFailure:
    return ScaleFailure(
        "The scale cannot be reached",
        told(
            "Nothing answers at {port}. Nothing is lost. Look at its cable and"
            " power, and whether another program uses it; or type the weight.",
            port=port,
        ),
    )


def _silent(port: str) -> ScaleFailure:
    return ScaleFailure(
        "The scale does not answer",
        told(
            "{port} is open and nothing came. Nothing is lost. Switch the scale"
            " on, or choose the right kind of scale under More, Devices; or type"
            " the weight.",
            port=port,
        ),
    )


def _trouble(trouble: Trouble) -> ScaleFailure:
    return ScaleFailure(*_WORDS[trouble])


_WORDS: dict[Trouble, tuple[str, str]] = {
    Trouble.MOVING: (
        told("The load is still moving"),
        told("No weight was taken. Wait until it stands still, then read the scale again."),
    ),
    Trouble.OVER: (
        told("The load is too heavy for this scale"),
        told(
            "No weight was taken. Take it off, and weigh it on a larger scale or type its weight."
        ),
    ),
    Trouble.UNDER_ZERO: (
        told("The scale shows less than zero"),
        told("No weight was taken. Empty it, set it to zero, put the load on, and read it again."),
    ),
    Trouble.NOT_ZEROED: (
        told("The scale has not found its zero"),
        told("No weight was taken. Empty it and switch it off and on, then read it again."),
    ),
    Trouble.REFUSED: (
        told("The scale did not understand"),
        told("No weight was taken. Choose the right kind of scale under More, Devices (Alt+8)."),
    ),
    Trouble.OTHER_UNIT: (
        told("The scale shows another unit"),
        told("No weight was taken. Set the scale to lb or kg, then read it again."),
    ),
    Trouble.GARBLED: (
        told("The scale's answer cannot be read"),
        told(
            "No weight was taken. Look at its cable, and at the kind of scale under More, Devices."
        ),
    ),
}


def list_scales() -> tuple[ScaleKind, ...]:
    """Every scale this program can talk to, for a person to choose from."""
    return tuple(ScaleKind(key=row.key, title=row.title) for row in PROTOCOLS.values())
