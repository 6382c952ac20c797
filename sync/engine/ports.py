"""What the engine is given from outside: clock, randomness, store and transport.

The same engine runs in the app, in tests and in the simulator; only these differ.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from domain.errors import WindwardError, WorldFailure


class Clock(Protocol):
    """The time of day, aware and in UTC. A claim: nothing is ordered by it."""

    def now(self) -> datetime:
        """Return the present time."""
        ...


class Entropy(Protocol):
    """Random bytes: nonces and jitter."""

    def take(self, count: int) -> bytes:
        """Return ``count`` random bytes."""
        ...


class LinkDownError(WorldFailure):
    """Central could not be reached or could not answer now. The engine tries again by itself.

    ``retry_after_s`` is how long central asked to be left alone, None where it said nothing.
    """

    def __init__(self, title: str, message: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(title, message)
        self.retry_after_s = retry_after_s


class CertificateRefusedError(LinkDownError):
    """Something answered whose certificate is not valid, perhaps because of this computer's date.

    Nothing was sent: the line was closed before any request.
    """


class RefusedError(WindwardError):
    """Central answered and refused: a person must look.

    Nothing in the outbox changes; trying goes on, slowly.
    """


class Transport(Protocol):
    """The way to central. Raises LinkDownError and RefusedError, nothing else."""

    def exchange(
        self, body: bytes, headers: Mapping[str, str]
    ) -> AbstractContextManager[Iterator[bytes]]:
        """Send a request's body and give the answer's bytes as they arrive."""
        ...

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Send an enrolment request and return the whole answer."""
        ...

    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> AbstractContextManager[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        """Get what lies at a path: status, headers (names in small letters), bytes as they arrive.

        Statuses are 200, 206, 404, 410 and 416; all others raise.
        """
        ...


class TimeSource(Protocol):
    """Where central's signed time comes from when TLS cannot work (sync rule 7.6)."""

    def signed_time(self, nonce: str) -> bytes:
        """Ask over a line that nobody verified; the nonce is all that goes over it.

        Raises LinkDownError and RefusedError.
        """
        ...
