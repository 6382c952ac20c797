"""The engine's latest status: listeners are told, and a script can wait for a state."""

import threading
from collections.abc import Callable

from sync.protocol.status import SyncStatus

Listener = Callable[[SyncStatus], None]


class StatusBoard:
    """Holds one frozen status, replaced whole. Any thread; listeners run on the engine's."""

    def __init__(self, first: SyncStatus) -> None:
        self._status = first
        self._changed = threading.Condition()
        self._listeners: list[Listener] = []

    @property
    def status(self) -> SyncStatus:
        """The latest status."""
        with self._changed:
            return self._status

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a listener of the latest status now, and of every new one until it has had enough.

        Returns what to call then.
        """
        with self._changed:
            self._listeners.append(listener)
            status = self._status
        listener(status)
        return lambda: self._forget(listener)

    def _forget(self, listener: Listener) -> None:
        with self._changed:
            self._listeners.remove(listener)

    def publish(self, status: SyncStatus) -> None:
        """Replace the status and tell everybody."""
        with self._changed:
            self._status = status
            listeners = list(self._listeners)
            self._changed.notify_all()
        for listener in listeners:
            listener(status)

    def await_status(self, wanted: Callable[[SyncStatus], bool], timeout_s: float) -> bool:
        """Wait until a status is as wanted. Return whether it came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: wanted(self._status), timeout_s)
