"""No answer holds a turn for long, however it hangs or drips, and no wish of central's for ever."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import format_datetime

import httpx
import pytest

from sync.engine.backoff import WAIT_MS_MAX, wait_ms
from sync.engine.deadline import Deadline
from sync.engine.ports import LinkDownError
from sync.engine.transport import HttpTransport
from tests.central.paper_till import START

LIMIT_S = 0.4
DRIP_S = 0.02
Serve = Callable[[socket.socket, threading.Event], None]


def hangs(connected: socket.socket, over: threading.Event) -> None:
    connected.recv(65_536)
    over.wait(10)


def drips_headers(connected: socket.socket, over: threading.Event) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(DRIP_S):
        connected.sendall(b"x")


def drips_body(connected: socket.socket, over: threading.Event) -> None:
    connected.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.windward.exchange+zstd\r\n"
        b"Content-Length: 100000\r\n\r\n"
    )
    while not over.wait(DRIP_S):
        connected.sendall(b"x")


def never_reads(_connected: socket.socket, over: threading.Event) -> None:
    over.wait(10)


@contextmanager
def a_bad_line(serve: Serve) -> Iterator[str]:
    """One connection is served as told, until the test is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def run() -> None:
        connected, _ = listening.accept()
        try:
            serve(connected, over)
        except OSError:
            return  # the till hung up, as it should
        finally:
            connected.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        thread.join(10)
        listening.close()


@pytest.mark.parametrize("serve", [hangs, drips_headers, drips_body, never_reads])
def test_a_line_that_hangs_or_drips_is_cut_in_time(serve: Serve) -> None:
    body = bytes(30_000_000) if serve is never_reads else b"body"
    with a_bad_line(serve) as address:
        client = httpx.Client(base_url=address, trust_env=False)
        transport = HttpTransport(client, request_s_max=LIMIT_S)
        with pytest.raises(LinkDownError), transport.exchange(body, {}) as chunks:
            list(chunks)
        transport.close()


def a_request_of_each_kind() -> dict[str, Callable[[HttpTransport], object]]:
    def exchange(transport: HttpTransport) -> None:
        with transport.exchange(b"body", {}) as chunks:
            list(chunks)

    def fetch(transport: HttpTransport) -> None:
        with transport.fetch("/v1/file/x", {}) as (_, _, chunks):
            list(chunks)

    return {
        "exchange": exchange,
        "fetch": fetch,
        "enrol": lambda transport: transport.enrol(b"body", {}),
        "signed time": lambda transport: transport.signed_time("0"),
    }


ASKING = a_request_of_each_kind()


@pytest.mark.parametrize("kind", ASKING)
def test_no_request_of_any_kind_lasts_longer_than_its_bound(kind: str) -> None:
    with a_bad_line(drips_headers) as address:
        client = httpx.Client(base_url=address, trust_env=False)
        transport = HttpTransport(client, request_s_max=LIMIT_S)
        with pytest.raises(LinkDownError):
            ASKING[kind](transport)
        transport.close()


def serves_one_file_and_then_drips(connected: socket.socket, over: threading.Event) -> None:
    connected.recv(65_536)
    connected.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    connected.recv(65_536)
    drips_headers(connected, over)


@pytest.mark.parametrize("kind", ["exchange", "fetch", "enrol"])
def test_a_request_over_a_connection_that_another_one_opened_is_cut_in_time_as_well(
    kind: str,
) -> None:
    with a_bad_line(serves_one_file_and_then_drips) as address:
        client = httpx.Client(base_url=address, trust_env=False)
        transport = HttpTransport(client, request_s_max=LIMIT_S)
        with transport.fetch("/v1/file/x", {}) as (status, _, chunks):
            assert (status, list(chunks)) == (404, [])
        with pytest.raises(LinkDownError):
            ASKING[kind](transport)
        transport.close()


def test_connections_that_are_closed_are_forgotten() -> None:
    """A till that connects anew for each exchange of a month remembers one."""
    deadline = Deadline(LIMIT_S)

    class Made:
        def __init__(self) -> None:
            self.socket = socket.socket()

        def get_extra_info(self, _: str) -> object:
            return self.socket

    made = [Made() for _ in range(3)]
    for each in made:
        deadline.trace("connection.connect_tcp.complete", {"return_value": each})
        each.socket.close()
    deadline._cut()  # closed already: nothing happens

    assert deadline._open == [made[-1].socket]


def test_a_request_in_time_is_not_cut_and_its_watchdog_goes() -> None:
    deadline = Deadline(0.05)
    before = threading.active_count()
    with deadline.running():
        deadline.trace("http11.send_request_headers.started", {})
        deadline.trace("connection.connect_tcp.complete", {"return_value": object()})

    assert threading.active_count() <= before + 1
    deadline._cut()  # nothing is connected: nothing happens


def retry_after(**headers: str) -> int | None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(503, headers=headers)

    client = httpx.Client(base_url="http://central.test", transport=httpx.MockTransport(answer))
    with pytest.raises(LinkDownError) as caught, HttpTransport(client).exchange(b"", {}):
        pass
    return caught.value.retry_after_s


def test_central_asks_for_time_in_seconds_or_by_a_date_less_its_own() -> None:
    now, later = format_datetime(START), format_datetime(START.replace(minute=2))

    assert retry_after(**{"Retry-After": "7"}) == 7
    assert retry_after(**{"Retry-After": later, "Date": now}) == 120
    assert retry_after(**{"Retry-After": now, "Date": later}) == 0
    assert retry_after(**{"Retry-After": later}) is None
    assert retry_after(**{"Retry-After": "soon", "Date": now}) is None
    assert retry_after() is None


@pytest.mark.parametrize("wish", ["9" * 5_000, "999999999"])
def test_no_wish_of_central_holds_the_engine_for_more_than_a_minute(wish: str) -> None:
    asked = retry_after(**{"Retry-After": wish})

    assert wait_ms(1, random_byte=255, retry_after_s=asked) == WAIT_MS_MAX
