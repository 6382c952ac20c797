"""Hearing central's nudges: a thread beside the engine's that wakes it, and does nothing else.

Nothing depends on it (sync rule 13.10): the engine asks by itself as before. It reconnects with the
engine's back-off, for ever, and never touches the store.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from sync.engine.backoff import wait_ms
from sync.engine.ports import Clock, Entropy
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.nudges import MESSAGE_BYTES_MAX, NUDGES_PATH

_OPEN_S_MAX = 10.0
_PING_S = 20.0
_CLOSE_S_MAX = 1.0
_QUEUE_MAX = 4
_NONCE_BYTES = 12
_STEADY_S = 60.0
"""A socket that held this long was a good one: the back-off begins anew."""


class NudgesDownError(Exception):
    """The socket could not be opened, or broke. It is opened again by itself."""


class NudgeSocket(Protocol):
    """An open socket: yields once for each nudge until it breaks (NudgesDownError) or closes."""

    def __iter__(self) -> Iterator[object]:
        """Wait for nudges."""
        ...

    def close(self) -> None:
        """Hang up, from any thread."""
        ...


OpenSocket = Callable[[Mapping[str, str]], AbstractContextManager[NudgeSocket]]
"""Opens a socket with these headers. Raises NudgesDownError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerParts:
    """What listening works with; all of it comes from outside."""

    open_socket: OpenSocket
    clock: Clock
    entropy: Entropy
    till_id: str
    signer: SigningKey = field(repr=False)


class NudgeListener:
    """Wakes the engine at each nudge, and when the socket was opened again.

    ``on_crash`` gets every exception that is a bug of ours; the thread goes on after it.
    """

    def __init__(
        self,
        parts: ListenerParts,
        *,
        nudge: Callable[[], None],
        on_crash: Callable[[BaseException], object],
    ) -> None:
        self._parts = parts
        self._nudge = nudge
        self._on_crash = on_crash
        self._failures = 0
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._socket: NudgeSocket | None = None
        self._thread = threading.Thread(target=self._run, name="nudges", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, *, timeout_s: float) -> bool:
        """Hang up. Return whether the thread ended in time; it holds nothing that others need."""
        self._stopping.set()
        with self._lock:
            socket = self._socket
        if socket is not None:
            socket.close()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            # A socket that central closed in good order counts too: two copies of one till that
            # both listen would else throw each other out each second.
            self._failures += 1
            try:
                self._listen()
            except NudgesDownError:
                pass
            except Exception as error:  # noqa: BLE001  # the outermost border of this thread
                self._on_crash(error)
            self._stopping.wait(self._wait_s())

    def _listen(self) -> None:
        """Listen until the socket ends. Raises NudgesDownError."""
        parts = self._parts
        nonce = parts.entropy.take(_NONCE_BYTES).hex()
        headers = signature_headers(
            SignedRequest(method="GET", path=NUDGES_PATH, body=b""),
            key=parts.signer,
            key_id=parts.till_id,
            created_at=parts.clock.now(),
            nonce=nonce,
        )
        with parts.open_socket(headers) as socket:
            with self._lock:
                self._socket = socket
            opened_at = time.monotonic()
            try:
                self._hear(socket)
            finally:
                if time.monotonic() - opened_at >= _STEADY_S:
                    self._failures = 0
                with self._lock:
                    self._socket = None

    def _hear(self, socket: NudgeSocket) -> None:
        if self._stopping.is_set():
            return
        self._nudge()  # what was said while nobody listened
        for _ in socket:
            self._nudge()

    def _wait_s(self) -> float:
        byte = self._parts.entropy.take(1)[0]
        return wait_ms(max(self._failures, 1), random_byte=byte) / 1_000


def nudges_at(address: str, *, tls: ssl.SSLContext | None = None) -> OpenSocket:
    """Return what opens a socket to central's address, such as ``https://central.example``.

    ``tls`` is for an https address: the same rules as for exchanges.
    """
    parts = urlsplit(address)
    scheme = "wss" if parts.scheme == "https" else "ws"
    url = urlunsplit((scheme, parts.netloc, NUDGES_PATH, "", ""))

    @contextmanager
    def open_socket(headers: Mapping[str, str]) -> Iterator[NudgeSocket]:
        with (
            _translated(),
            connect(
                url,
                additional_headers=headers,
                ssl=tls if scheme == "wss" else None,
                proxy=None,
                compression=None,
                open_timeout=_OPEN_S_MAX,
                ping_interval=_PING_S,
                ping_timeout=_PING_S,
                close_timeout=_CLOSE_S_MAX,
                max_size=MESSAGE_BYTES_MAX,
                max_queue=_QUEUE_MAX,
            ) as socket,
        ):
            yield socket

    return open_socket


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OSError, WebSocketException) as error:
        raise NudgesDownError(type(error).__name__) from error
