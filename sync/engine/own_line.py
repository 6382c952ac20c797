"""A line to central of one's own, beside the engine's exchanges, for what a person waits for.

Nothing that goes over it is queued and nobody tries again by itself: what fails is said plainly.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from domain.errors import WorldFailure
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError, Transport
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.snapshot import Asked, DamagedSnapshotError
from sync.protocol.stream_codec import StreamDamagedError


class PostingTransport(Transport, Protocol):
    """A way to central by which more than exchanges is sent."""

    def post(
        self, path: str, kind: str, body: bytes, headers: Mapping[str, str]
    ) -> AbstractContextManager[Iterator[bytes]]:
        """Send a body; give the answer's bytes as they arrive, of that kind and no other.

        Raises LinkDownError and RefusedError.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is sent: where to, the kind of its answer, the body, and the nonce that it names."""

    path: str
    kind: str
    body: bytes
    nonce: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Asks central by requests that this till signs. Each opens a line and closes it."""

    parts: EngineParts
    open_line: Callable[[], AbstractContextManager[PostingTransport]]

    @contextmanager
    def posted(self, post: Post) -> Iterator[Iterator[bytes]]:
        """Send something; give the answer's bytes as they arrive."""
        headers = self._signed(post)
        with (
            self.open_line() as line,
            line.post(post.path, post.kind, post.body, headers) as chunks,
        ):
            yield chunks

    def asked(self, nonce: str) -> Asked:
        """Return whom an answer must be for."""
        with self.parts.db.reading() as uow:
            till = uow.till.get_till()
        return Asked(till=till.till_id, nonce=nonce, central_key=till.central_key)

    def _signed(self, post: Post) -> dict[str, str]:
        with self.parts.db.reading() as uow:
            till_id = uow.till.get_till().till_id
        return signature_headers(
            SignedRequest(method="POST", path=post.path, body=post.body),
            key=self.parts.signer,
            key_id=till_id,
            created_at=self.parts.clock.now(),
            nonce=post.nonce,
        )


@contextmanager
def told_plainly(
    *, down: Callable[[], WorldFailure], damaged: Callable[[], WorldFailure]
) -> Iterator[None]:
    """Turn a line that is down, and an answer that is damaged, into these failures."""
    try:
        yield
    except LinkDownError as error:
        raise down() from error
    except (StreamDamagedError, DamagedSnapshotError) as error:
        raise damaged() from error
