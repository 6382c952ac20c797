"""A bound on a whole request: a line that drips, in either direction, is a line that is down.

Time-outs of a client are for each read and write: a header that comes a byte every half minute
would hold a turn for days. A watchdog shuts the connection instead (sync rule 8.4).
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Protocol

_CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Stream(Protocol):
    """A connection as the HTTP library tells of it."""

    def get_extra_info(self, info: str) -> object: ...


class Deadline:
    """Knows the connection in use and shuts it when a request has lasted ``limit_s``.

    One owner, one request at a time.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._stream: Stream | None = None

    def trace(self, event: str, info: Mapping[str, object]) -> None:
        """Hear from the HTTP library that a connection was made (its ``trace`` extension)."""
        if event in _CONNECTED:
            made = info.get("return_value")
            self._stream = made if hasattr(made, "get_extra_info") else None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch what happens within; whoever reads or writes at the end finds the line cut."""
        watchdog = threading.Timer(self._limit_s, self._cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def _cut(self) -> None:
        connected = None if self._stream is None else self._stream.get_extra_info("socket")
        if isinstance(connected, socket.socket):
            with suppress(OSError):  # closed already
                # Past TLS: its goodbye would wait for the other end.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
