"""Several processes that answer on one listening socket: Python computes in one thread at a time.

They share the database and nothing else (sync rule 13.1). One that ends is started again; one that
keeps ending stops them all, so that whoever watches central sees it.
"""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

import structlog

from domain.errors import WorldFailure

PROCESSES_MAX = 64
_LOOK_EVERY_S = 0.2
_STOP_S_MAX = 20.0
_ENDINGS_MAX = 5
_WITHIN_S = 60.0
_log = structlog.get_logger("central.serve")


class Crew:
    """The processes. ``words`` is the command that each runs; ``socket`` is handed down to them."""

    def __init__(self, words: Sequence[str], count: int, socket: int) -> None:
        self._words = [sys.executable, "-m", "central.cli", *words]
        self._socket = socket
        self._endings: deque[float] = deque(maxlen=_ENDINGS_MAX)
        self._members = [self._start() for _ in range(count)]

    def watch(self) -> None:
        """Keep them all running, until an exception ends it: a signal, or WorldFailure."""
        try:
            while True:
                self._replace_the_ended()
                with suppress(subprocess.TimeoutExpired):
                    self._members[0].wait(_LOOK_EVERY_S)
        finally:
            self._stop()

    def _replace_the_ended(self) -> None:
        for place, member in enumerate(self._members):
            if member.poll() is not None:
                _log.error("process_ended", code=member.returncode)
                self._note_ending()
                self._members[place] = self._start()

    def _note_ending(self) -> None:
        now = time.monotonic()
        self._endings.append(now)
        if len(self._endings) == _ENDINGS_MAX and now - self._endings[0] < _WITHIN_S:
            raise WorldFailure(
                "Central's processes keep ending",
                f"{_ENDINGS_MAX} within a minute. Nothing is lost: tills keep what was not"
                " acknowledged. The log above says why; start central again when it is put right.",
            )

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603  # our own program, with the words it was given
            self._words, stdin=subprocess.DEVNULL, pass_fds=(self._socket,)
        )

    def _stop(self) -> None:
        for member in self._members:
            member.terminate()
        deadline = time.monotonic() + _STOP_S_MAX
        for member in self._members:
            try:
                member.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()
