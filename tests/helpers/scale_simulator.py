"""A Toledo 8217 on a pseudo terminal, written from the scale's description, not from our reader.

Asked with `W` it answers `STX weight CR`, or `STX ? status CR` while there is no weight to give
(bit 0 moving, 1 over capacity, 2 under zero, 3 outside zero's range, 6 bad command).
"""

import os
import pty
import select
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOVING, OVER, UNDER, NO_ZERO, BAD = 1, 2, 4, 8, 64
_LOOK_S = 0.05


@dataclass
class SimulatedScale:
    """``script`` is what it answers, one entry a question; the last is repeated."""

    script: list[bytes] = field(default_factory=list)
    asked: int = 0
    heard: bytes = b""
    pause_s: float = 0.0
    unplug_at: int = 0
    port: str = ""
    _master: int = -1
    _slave: int = -1
    _stop: threading.Event = field(default_factory=threading.Event)

    def answers(self, *script: bytes) -> None:
        self.script = list(script)

    def run(self) -> None:
        while not self._stop.is_set():
            ready, _, _ = select.select([self._master], [], [], _LOOK_S)
            if not ready:
                continue
            try:
                data = os.read(self._master, 64)
            except OSError:
                return
            self.heard += data
            for byte in data:
                self._on_byte(byte & 0x7F)
                if self._master < 0:
                    return

    def _on_byte(self, byte: int) -> None:
        self.asked += 1
        if self.unplug_at and self.asked >= self.unplug_at:
            self.unplug()
            return
        if byte != ord("W"):
            self._send(status(BAD))
        elif self.script:
            self._send(self.script.pop(0) if len(self.script) > 1 else self.script[0])

    def _send(self, answer: bytes) -> None:
        for at in range(len(answer)):
            if self.pause_s:
                self._stop.wait(self.pause_s)
            os.write(self._master, answer[at : at + 1])

    def unplug(self) -> None:
        """The cable is pulled: the port hangs up."""
        for name in ("_slave", "_master"):
            number = getattr(self, name)
            if number >= 0:
                setattr(self, name, -1)
                os.close(number)


def weighs(text: str) -> bytes:
    """A weight that stands still."""
    return b"\x02" + text.encode() + b"\r"


def status(bits: int) -> bytes:
    """No weight, and why."""
    return b"\x02?" + bytes([bits]) + b"\r"


@contextmanager
def a_scale() -> Iterator[SimulatedScale]:
    """A scale that is switched on."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    scale = SimulatedScale(port=os.ttyname(slave), _master=master, _slave=slave)
    thread = threading.Thread(target=scale.run, name="scale", daemon=True)
    thread.start()
    try:
        yield scale
    finally:
        scale._stop.set()
        thread.join(timeout=5)
        scale.unplug()
