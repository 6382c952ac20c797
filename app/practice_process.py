"""Training as a program of its own, begun from a counter's window.

The training till shares no process, no database and no key with the till it is opened from
(``app.training`` says what it is): closing the one cannot harm the other.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.presenters.practice import RoomState
from domain.errors import WorldFailure

_ROOT = Path(__file__).parents[1]
_END_S_MAX, _KILL_S_MAX = 3.0, 3.0


def practice_words(data: Path | None) -> tuple[str, ...]:
    """The command that opens training beside a till whose folder is ``data``, if one was named."""
    is_bundle = bool(getattr(sys, "frozen", False))
    program = (sys.executable,) if is_bundle else (sys.executable, "-m", "app.cli")
    named = () if data is None else ("--data", str(data.absolute()))
    return (*program, "train", "--attached", *named)


class PracticeProcess:
    """Runs training, one at a time; it ends with the till, so that nobody takes it for one."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def state(self) -> RoomState:
        """Whether it runs, was left, or ended by a fault."""
        if self._process is None:
            return RoomState.CLOSED
        code = self._process.poll()
        if code is None:
            return RoomState.OPEN
        return RoomState.FAILED if code else RoomState.CLOSED

    def open(self) -> None:
        """Begin it, if it does not run. Raises WorldFailure where the computer refuses."""
        if self.state is RoomState.OPEN:
            return
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own program and our own words
                self._words, cwd=_ROOT, stdin=subprocess.PIPE
            )
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise WorldFailure(
                "Training did not open",
                f"This computer refused to start it: {reason}. Nothing is lost and selling goes"
                " on. Try again.",
            ) from error

    def close(self) -> None:
        """End it with the till: its input ends, as it would if the till were killed."""
        if self._process is None or self._process.poll() is not None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_END_S_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_KILL_S_MAX)
