"""A line that can be cut and restored by hand: the demo's network switch, and the tests'."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sync.engine.ports import LinkDownError, Transport


class LinkSwitch:
    """A transport that can be cut and restored from any thread. It starts with the line up."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._cut = threading.Event()

    @property
    def is_up(self) -> bool:
        """Whether the line is up."""
        return not self._cut.is_set()

    def cut(self) -> None:
        """Pull the cable: every exchange fails, also one that is under way at its next bytes."""
        self._cut.set()

    def restore(self) -> None:
        """Plug it in again."""
        self._cut.clear()

    @contextmanager
    def exchange(self, body: bytes, headers: Mapping[str, str]) -> Iterator[Iterator[bytes]]:
        """Send an exchange if the line is up."""
        self._require_up()
        with self._transport.exchange(body, headers) as chunks:
            yield self._while_up(chunks)

    @contextmanager
    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        """Get what lies at a path if the line is up."""
        self._require_up()
        with self._transport.fetch(path, headers) as (status, told, chunks):
            yield status, told, self._while_up(chunks)

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Send an enrolment if the line is up."""
        self._require_up()
        return self._transport.enrol(body, headers)

    def _while_up(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._require_up()
            yield chunk

    def _require_up(self) -> None:
        if not self.is_up:
            title, message = "The line is down", "The network switch is off. Nothing is lost."
            raise LinkDownError(title, message)
