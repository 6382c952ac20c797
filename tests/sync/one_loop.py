"""One event loop in which every central of the run answers, as a served one has one.

The test client begins a loop, and threads to work in, for each request: a fifth of an exchange.
"""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from anyio.from_thread import BlockingPortal, start_blocking_portal

from sync.engine.transport import HttpTransport
from tests.central.office import Office


class OneLoop:
    """The loop; what escapes from a request ends it, as a killed central ends, and a new begins."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._portal: BlockingPortal | None = None
        atexit.register(self.close)

    @contextmanager
    def asking(self, office: Office) -> Iterator[HttpTransport]:
        """Ask an office's central over HTTP."""
        client = office.client
        if self._portal is None:
            self._portal = self._running.enter_context(start_blocking_portal())
        client.portal = self._portal
        has_answered = False
        try:
            yield HttpTransport(client)
            has_answered = True
        finally:
            if not has_answered:
                self.close()

    def close(self) -> None:
        """End the loop; the next request begins another."""
        self._portal = None
        self._running.close()


LOOP = OneLoop()
