"""The engine's thread: turn, wait, turn again. The only place where the engine waits for real."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sync.engine.cycle import EngineCycle, Plan
from sync.protocol.status import Problem

T = TypeVar("T")
WAIT_S_MAX = 60.0
_AFTER_A_BUG = Plan(wait_ms=30_000, nudge_shortens=False)
_BUG = Problem(
    title="The part of the program that talks to central has a fault",
    message="Selling goes on and nothing is lost. A report was kept; it tries again by itself.",
)


class EngineWorker:
    """Runs an engine's turns on one plain thread.

    ``on_crash`` gets every exception that is a bug of ours; the thread goes on after it. The wait
    is measured on the monotonic clock, so that a clock that is set back never puts the engine to
    sleep.
    """

    def __init__(self, cycle: EngineCycle, *, on_crash: Callable[[BaseException], object]) -> None:
        self._cycle = cycle
        self._on_crash = on_crash
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._turn_now = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        """Begin turning."""
        self._thread.start()

    def nudge(self) -> None:
        """Say that there is something new to send. Any thread; returns at once."""
        self._wake.set()

    def try_now(self) -> None:
        """Ask for a turn at once, also while backing off: somebody says that the line is back."""
        self._turn_now.set()
        self._wake.set()

    def stop(self, *, timeout_s: float) -> bool:
        """Stop after the turn that is under way. Return whether it stopped in time."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wait(self._turn())

    def _turn(self) -> Plan:
        """Do one turn; after a bug of ours, plan the next one all the same."""
        self._turn_now.clear()
        return (
            self._guarded(self._cycle.turn)
            or self._guarded(lambda: self._cycle.give_up_turn(_BUG))
            or _AFTER_A_BUG
        )

    def _guarded(self, step: Callable[[], T]) -> T | None:
        """Do a step. The outermost border of this thread: a bug is reported and gives None."""
        try:
            return step()
        except Exception as error:  # noqa: BLE001  # a dead thread would stop sending for good
            self._on_crash(error)
            return None

    def _wait(self, plan: Plan) -> None:
        deadline = time.monotonic() + min(plan.wait_ms / 1_000, WAIT_S_MAX)
        while not self._stopping.is_set():
            remaining_s = deadline - time.monotonic()
            if remaining_s <= 0 or self._turn_now.is_set():
                return
            woken = self._wake.wait(remaining_s)
            self._wake.clear()
            if woken and self._guarded(lambda: self._cycle.shortens(plan)):
                return
            self._guarded(self._cycle.refresh_waiting)
