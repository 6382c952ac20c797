"""A bound on a whole request: a line that drips, in either direction, is a line that is down.

Time-outs of a client are for each read and write: a header that comes a byte every half minute
would hold a turn for days. A watchdog shuts the connection instead (sync rule 8.4).
"""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

_CONNECTED = (".connect_tcp.complete", ".start_tls.complete")
"""How the events end by which a connection, perhaps through a proxy, was made."""


class Deadline:
    """Knows a client's open connections and shuts them when a request has lasted ``limit_s``.

    A request uses a connection that it opened itself or one that another left open, and the client
    does not say which: all are cut. Whoever asks within another's request, as an exchange between
    two frames of a file, is cut with it, and both come again.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._open: list[socket.socket] = []

    def trace(self, event: str, info: Mapping[str, object]) -> None:
        """Hear from the HTTP library that a connection was made (its ``trace`` extension)."""
        if not event.endswith(_CONNECTED):
            return
        told: Callable[[str], object] | None = getattr(
            info.get("return_value"), "get_extra_info", None
        )
        connected = None if told is None else told("socket")
        if isinstance(connected, socket.socket):
            self._open = [*filter(_is_open, self._open), connected]

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
        for connected in self._open:
            with suppress(OSError):  # closed already
                # Past TLS: its goodbye would wait for the other end.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _is_open(connected: socket.socket) -> bool:
    """Tell whether it is still used: TLS takes a connection over, and an end closes it."""
    return connected.fileno() >= 0
