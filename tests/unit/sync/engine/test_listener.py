"""The till's listener: wakes the engine at each nudge, comes back by itself, ends when told."""

import socket as sockets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from queue import Queue

import pytest
from websockets.sync.server import Server, ServerConnection, serve

from sync.engine import listener
from sync.engine.listener import (
    ListenerParts,
    NudgeListener,
    NudgesDownError,
    NudgeSocket,
    nudges_at,
)
from sync.engine.transport import tls_context
from sync.protocol.http_signing import SignedRequest, verified_key_id
from sync.protocol.keys import SigningKey
from sync.protocol.nudges import NEWS, NUDGES_PATH
from tests.helpers.builders import SeededEntropy, SetClock, fixed_key

SIGNER = SigningKey(fixed_key("signing"))
SOON_S = 20.0


class PaperSocket:
    """A socket of paper: yields what is put in; None ends it in good order."""

    def __init__(self) -> None:
        self.news: Queue[str | Exception | None] = Queue()

    def __iter__(self) -> Iterator[object]:
        while (news := self.news.get(timeout=SOON_S)) is not None:
            if isinstance(news, Exception):
                raise news
            yield news

    def close(self) -> None:
        self.news.put(None)


@dataclass(slots=True)
class Line:
    """Opens sockets of paper, and fails as often as a test wants."""

    failures: list[Exception] = field(default_factory=list)
    opened: "Queue[PaperSocket]" = field(default_factory=Queue)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    @contextmanager
    def open(self, headers: Mapping[str, str]) -> Iterator[NudgeSocket]:
        self.headers.append(headers)
        if self.failures:
            raise self.failures.pop(0)
        socket = PaperSocket()
        self.opened.put(socket)
        yield socket


@dataclass(slots=True)
class Heard:
    """What the listener told the engine and the crash reports."""

    nudges: "Queue[bool]" = field(default_factory=Queue)
    crashes: "Queue[BaseException]" = field(default_factory=Queue)

    def nudge(self) -> None:
        self.nudges.put(True)

    def wait(self) -> bool:
        return self.nudges.get(timeout=SOON_S)


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Back-off is asked for and not waited; what was asked for is the fixture's value."""
    asked: list[int] = []

    def at_once(failures: int, *, random_byte: int) -> int:
        asked.append(failures)
        return random_byte * 0

    monkeypatch.setattr(listener, "wait_ms", at_once)
    return asked


def listening(heard: Heard, open_socket: Callable[..., object]) -> NudgeListener:
    parts = ListenerParts(
        open_socket=open_socket,  # type: ignore[arg-type]  # a method of a double, checked by use
        clock=SetClock(),
        entropy=SeededEntropy("listener"),
        till_id="till-1",
        signer=SIGNER,
    )
    return NudgeListener(parts, nudge=heard.nudge, on_crash=heard.crashes.put)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def started(heard: Heard, line: Line) -> Iterator[NudgeListener]:
    made = listening(heard, line.open)
    made.start()
    yield made
    assert made.stop(timeout_s=SOON_S)


@pytest.mark.usefixtures("started")
def test_the_engine_is_woken_at_each_nudge_and_once_when_the_socket_opens(
    heard: Heard, line: Line
) -> None:
    socket = line.opened.get(timeout=SOON_S)
    socket.news.put(NEWS)

    assert heard.wait()
    assert heard.wait()
    assert heard.nudges.empty()


@pytest.mark.usefixtures("started")
def test_a_socket_that_breaks_or_ends_is_opened_again(heard: Heard, line: Line) -> None:
    line.opened.get(timeout=SOON_S).news.put(NudgesDownError())
    line.opened.get(timeout=SOON_S).news.put(None)
    line.opened.get(timeout=SOON_S)

    assert [heard.wait() for _ in range(3)] == [True] * 3
    assert heard.crashes.empty()


def test_each_failure_in_a_row_waits_longer_and_a_steady_socket_ends_that(
    heard: Heard, line: Line, waits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    line.failures = [NudgesDownError() for _ in range(4)]
    made = listening(heard, line.open)
    made.start()
    socket = line.opened.get(timeout=SOON_S)
    heard.wait()
    before = list(waits)
    monkeypatch.setattr(listener, "_STEADY_S", 0.0)
    socket.news.put(None)
    line.opened.get(timeout=SOON_S)
    heard.wait()

    assert made.stop(timeout_s=SOON_S)
    assert before == [1, 2, 3, 4]
    assert waits[4] == 1


@pytest.mark.usefixtures("started")
def test_a_fault_of_ours_is_reported_and_listening_goes_on(heard: Heard, line: Line) -> None:
    line.opened.get(timeout=SOON_S).news.put(KeyError("ours"))
    line.opened.get(timeout=SOON_S)

    assert isinstance(heard.crashes.get(timeout=SOON_S), KeyError)


def test_a_listener_that_is_told_to_stop_while_it_opens_hears_nothing(
    heard: Heard, line: Line
) -> None:
    made = listening(heard, line.open)
    made._stopping.set()
    made._listen()

    assert heard.nudges.empty()
    made.start()
    assert made.stop(timeout_s=SOON_S)


@contextmanager
def central_of(answer: Callable[[ServerConnection], None]) -> Iterator[str]:
    """A real server of sockets on this machine; gives its address."""
    server: Server = serve(answer, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
    finally:
        server.shutdown()
        thread.join()


def test_over_a_real_socket_the_request_is_signed_and_nudges_arrive(heard: Heard) -> None:
    requests: Queue[dict[str, str]] = Queue()

    def answer(connection: ServerConnection) -> None:
        assert connection.request is not None
        requests.put(dict(connection.request.headers.raw_items()))
        connection.send(NEWS)
        for _ in connection:
            pass

    with central_of(answer) as address:
        made = listening(heard, nudges_at(address))
        made.start()
        heard.wait()
        heard.wait()
        assert made.stop(timeout_s=SOON_S)
    signed = SignedRequest(method="GET", path=NUDGES_PATH, body=b"")
    headers = {name.lower(): value for name, value in requests.get(timeout=SOON_S).items()}

    assert (
        verified_key_id(signed, headers, find_public_key=lambda _: SIGNER.public_bytes) == "till-1"
    )


def test_nobody_there_is_a_line_that_is_down() -> None:
    with closing(sockets.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NudgesDownError), nudges_at(address)({}):
            pass


def test_an_https_address_asks_for_tls() -> None:
    """What answers there speaks none: the handshake fails, and nothing was sent in the clear."""
    with central_of(lambda _: None) as address:
        secure = address.replace("http:", "https:")
        with pytest.raises(NudgesDownError), nudges_at(secure, tls=tls_context())({}):
            pass
