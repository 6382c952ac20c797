"""Slow work off the screen's thread: lanes of one thread each, one bridge back."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.presenters.tasks import Lane
from domain.errors import WindwardError
from sync.protocol.status import SyncStatus

T = TypeVar("T")
Report = Callable[[BaseException], None]

_log = logging.getLogger(__name__)


class Bridge(QObject):
    """The one way from any thread to the screen's thread: emit here, arrive there.

    Signals: ``_arrived(deliver)`` carries an answer of a lane; ``status_arrived(status)`` carries
    the engine's news and may be emitted from any thread.
    """

    _arrived = Signal(object)
    status_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = True
        self._arrived.connect(self._deliver)

    def send(self, deliver: Callable[[], None]) -> None:
        """Have ``deliver`` called on the thread this bridge lives on; safe from any thread."""
        self._arrived.emit(deliver)

    def send_status(self, status: SyncStatus) -> None:
        """Hand the engine's news over; safe from any thread."""
        self.status_arrived.emit(status)

    def close(self) -> None:
        """Deliver nothing any more: the screens it would reach are going away."""
        self._is_open = False

    def _deliver(self, deliver: Callable[[], None]) -> None:
        if self._is_open:
            deliver()


@dataclass(frozen=True, slots=True)
class _Lanes:
    read: Executor
    write: Executor
    device: Executor
    line: Executor

    def of(self, lane: Lane) -> Executor:
        match lane:
            case "read":
                return self.read
            case "write":
                return self.write
            case "device":
                return self.device
            case "line":
                return self.line


class LaneRunner:
    """The real ``TaskRunner``.

    Jobs of one lane run one after another in their order; the lanes know nothing of each other,
    so a report or a slow printer never delays a scan. ``report_crash`` hears every error that is
    ours (no ``WindwardError``) before the presenter does, on the lane's thread.
    """

    def __init__(self, bridge: Bridge, *, report_crash: Report) -> None:
        self._bridge = bridge
        self._report_crash = report_crash
        self._lanes = _Lanes(
            read=ThreadPoolExecutor(max_workers=1, thread_name_prefix="till-read"),
            write=ThreadPoolExecutor(max_workers=1, thread_name_prefix="till-write"),
            device=ThreadPoolExecutor(max_workers=1, thread_name_prefix="till-device"),
            line=ThreadPoolExecutor(max_workers=1, thread_name_prefix="till-line"),
        )

    def run(
        self,
        lane: Lane,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Queue ``op``; one of the callbacks is called on the bridge's thread afterwards.

        After ``close`` nothing is queued any more and neither callback is called.
        """

        def job() -> None:
            try:
                result = op()
            except WindwardError as error:
                # An except clause forgets its name at its end; the callback comes later.
                known = error
                self._bridge.send(lambda: on_error(known))
            except Exception as error:  # noqa: BLE001 - the lane's outermost border: ours, reported
                ours = error
                self._report(ours)
                self._bridge.send(lambda: on_error(ours))
            else:
                self._bridge.send(lambda: on_done(result))

        try:
            self._lanes.of(lane).submit(job)
        except RuntimeError:
            _log.info("The till is closing; a %s job was not begun", lane)

    def close(self) -> None:
        """Stop: look-ups and papers not begun are dropped, writes are finished, the threads end.

        A receipt that was not printed is found again at the next start.
        """
        self._bridge.close()
        self._lanes.read.shutdown(wait=True, cancel_futures=True)
        self._lanes.device.shutdown(wait=True, cancel_futures=True)
        self._lanes.line.shutdown(wait=False, cancel_futures=True)  # a dead line holds nothing
        self._lanes.write.shutdown(wait=True)

    def _report(self, error: BaseException) -> None:
        try:
            self._report_crash(error)
        except OSError as failure:
            _log.error("A crash report could not be written: %s", failure)
