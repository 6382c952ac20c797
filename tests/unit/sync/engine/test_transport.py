"""The border to HTTP: whatever the world answers becomes one of two kinds of failure."""

import ssl
from collections.abc import Callable, Iterator

import httpx
import pytest

from domain.errors import BadInput
from sync.engine.ports import LinkDownError, RefusedError
from sync.engine.transport import ENROLMENT_BYTES_MAX, REST_BYTES_MAX, HttpTransport
from sync.protocol.exchange import CONTENT_TYPE

Answer = Callable[[httpx.Request], httpx.Response]


def transport_answering(answer: Answer) -> HttpTransport:
    client = httpx.Client(base_url="http://central.test", transport=httpx.MockTransport(answer))
    return HttpTransport(client)


def exchange(answer: Answer) -> bytes:
    with transport_answering(answer).exchange(b"body", {"Signature": "s"}) as chunks:
        return b"".join(chunks)


def test_a_good_answer_arrives_byte_for_byte() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"\x00\xff", headers={"Content-Type": CONTENT_TYPE})

    assert exchange(answer) == b"\x00\xff"
    assert seen[0].url.path == "/v1/exchange"
    assert seen[0].headers["content-type"] == CONTENT_TYPE
    assert seen[0].headers["signature"] == "s"


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("cut")]
)
def test_a_broken_line_is_a_line_that_is_down(error: httpx.HTTPError) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(LinkDownError, match="nothing is lost"):
        exchange(answer)


def test_a_line_that_breaks_within_the_answer_is_a_line_that_is_down() -> None:
    class Cut(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"begin"
            message = "cut"
            raise httpx.ReadError(message)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Cut(), headers={"Content-Type": CONTENT_TYPE})

    with pytest.raises(LinkDownError):
        exchange(answer)


@pytest.mark.parametrize(
    ("status", "headers", "retry_after_s"),
    [
        (503, {"Retry-After": "7"}, 7),
        (503, {"Retry-After": "Sun, 22 Nov 2026 14:26:00 GMT"}, None),
        (500, {}, None),
        (429, {"Retry-After": "3"}, 3),
    ],
)
def test_a_busy_central_is_asked_again_when_it_wishes(
    status: int, headers: dict[str, str], retry_after_s: int | None
) -> None:
    with pytest.raises(LinkDownError) as caught:
        exchange(lambda _: httpx.Response(status, headers=headers))

    assert caught.value.retry_after_s == retry_after_s


@pytest.mark.parametrize(("status", "kind"), [(200, "text/html"), (302, ""), (403, "text/html")])
def test_a_captive_portal_is_a_line_that_is_down(status: int, kind: str) -> None:
    with pytest.raises(LinkDownError, match="in central's place"):
        exchange(lambda _: httpx.Response(status, headers={"Content-Type": kind}))


def test_centrals_own_words_reach_the_person() -> None:
    told = {"title": "This till was replaced", "detail": "Ask for the new one."}
    headers = {"Content-Type": "application/problem+json"}

    with pytest.raises(RefusedError) as caught:
        exchange(lambda _: httpx.Response(403, json=told, headers=headers))

    assert (caught.value.title, caught.value.message) == tuple(told.values())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"title":3}'])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 426])
def test_a_refusal_without_words_gets_ours(status: int, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}

    with pytest.raises(RefusedError, match="Nothing is lost"):
        exchange(lambda _: httpx.Response(status, content=content, headers=headers))


def test_an_enrolment_answer_is_bounded() -> None:
    headers = {"Content-Type": "application/json"}
    small = transport_answering(lambda _: httpx.Response(200, content=b"{}", headers=headers))
    large = transport_answering(
        lambda _: httpx.Response(200, content=b" " * (ENROLMENT_BYTES_MAX + 1), headers=headers)
    )

    assert small.enrol(b"{}", {}) == b"{}"
    with pytest.raises(LinkDownError):
        large.enrol(b"{}", {})


def test_a_transport_is_made_for_an_address_and_closed() -> None:
    transport = HttpTransport.to("http://127.0.0.1:9")

    with pytest.raises(LinkDownError), transport.exchange(b"", {}):
        pass
    transport.close()


def test_a_line_that_merely_drips_is_a_line_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.0, 301.0])
    monkeypatch.setattr("sync.engine.transport.time.monotonic", lambda: next(moments))

    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from (b"1", b"2", b"3")

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Dripping(), headers={"Content-Type": CONTENT_TYPE})

    with pytest.raises(LinkDownError, match="too slow"):
        exchange(answer)


@pytest.mark.parametrize(
    "address",
    [
        "http://central.example",
        "central.example",
        "ftp://127.0.0.1",
        "https://",
        "http://a:b:c",
        "",
    ],
)
def test_nothing_is_sent_in_clear_beyond_this_computer(address: str) -> None:
    with pytest.raises(BadInput, match="https"):
        HttpTransport.to(address)


def test_another_host_is_spoken_to_with_tls_1_3_only() -> None:
    transport = HttpTransport.to("https://central.example")

    pool = transport._client._transport._pool  # type: ignore[attr-defined]  # where the library keeps it
    assert pool._ssl_context.minimum_version is ssl.TLSVersion.TLSv1_3
    transport.close()


class Rest(httpx.SyncByteStream):
    """An answer in pieces that notes how many were read; ``breaks`` after the first one."""

    def __init__(self, pieces: int, size: int = 10, *, breaks: bool = False) -> None:
        self.pieces = pieces
        self.size = size
        self.breaks = breaks
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.pieces):
            if self.breaks and self.read:
                raise httpx.ReadError("the line broke")
            self.read += 1
            yield bytes(self.size)


def read_first_piece_of(rest: Rest) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=rest, headers={"Content-Type": CONTENT_TYPE})

    with transport_answering(answer).exchange(b"body", {}) as chunks:
        next(chunks)


def test_the_little_behind_the_last_line_is_read_so_that_the_connection_can_be_kept() -> None:
    rest = Rest(3)
    read_first_piece_of(rest)

    assert rest.read == 3


def test_an_answer_that_never_ends_is_not_read_to_its_end() -> None:
    rest = Rest(1_000, size=REST_BYTES_MAX // 4)
    read_first_piece_of(rest)

    assert rest.read < 10


def test_a_line_that_breaks_behind_the_last_line_has_failed_nothing() -> None:
    rest = Rest(3, breaks=True)
    read_first_piece_of(rest)

    assert rest.read == 1


def fetched(answer: Answer) -> tuple[int, str, bytes]:
    transport = transport_answering(answer)
    with transport.fetch("/v1/snapshots/a", {"Range": "bytes=5-"}) as (status, headers, chunks):
        return status, headers.get("etag", ""), b"".join(chunks)


@pytest.mark.parametrize("status", [200, 206, 404, 410, 416])
def test_a_fetch_gives_what_lies_there_and_what_does_not(status: int) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.method == "GET"
        assert request.headers["range"] == "bytes=5-"
        return httpx.Response(status, content=b"bytes", headers={"ETag": "tag"})

    assert fetched(answer) == (status, "tag", b"bytes")


@pytest.mark.parametrize(
    ("status", "kind", "failure"),
    [
        (403, "application/problem+json", RefusedError),
        (503, "application/problem+json", LinkDownError),
        (429, "application/problem+json", LinkDownError),
        (302, "text/html", LinkDownError),
        (511, "text/html", LinkDownError),
    ],
)
def test_a_fetch_that_is_refused_or_answered_by_another_raises(
    status: int, kind: str, failure: type[Exception]
) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=b"{}", headers={"Content-Type": kind})

    with pytest.raises(failure):
        fetched(answer)
