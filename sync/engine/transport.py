"""The only HTTP to central. Foreign exceptions become ours here and nowhere else."""

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime

import httpx

from domain.errors import BadInput
from sync.engine.deadline import Deadline
from sync.engine.ports import CertificateRefusedError, LinkDownError, RefusedError
from sync.protocol.enrolment import ENROL_PATH
from sync.protocol.exchange import CONTENT_TYPE, EXCHANGE_PATH
from sync.protocol.signed_time import TIME_PATH

TIMEOUTS = httpx.Timeout(connect=10.0, read=30.0, write=30.0, pool=5.0)
"""Seconds. A link of 300 ms and 1 Mbit/s moves a batch of 512 kB in five seconds at worst."""
ANSWER_S_MAX = 300.0
"""Seconds for one whole answer: what came until then counts, and the next goes on there."""
TIME_TIMEOUTS = httpx.Timeout(10.0)
ENROLMENT_BYTES_MAX = 65_536
REST_BYTES_MAX = 65_536
"""What is still read of an answer whose last line has come, so that its connection can be kept."""
CONNECTION_KEPT_S = 70.0
"""Longer than the engine ever waits, shorter than central keeps a connection: a new one would cost
two round trips and more each time."""
_THIS_COMPUTER = frozenset({"127.0.0.1", "localhost", "::1"})
_SAID_BY_HABIT = ("Accept", "Accept-Encoding", "Connection", "User-Agent")
"""Headers that httpx adds and central needs not: a tenth of what an idle exchange sends."""
_NOTHING_LOST = "Selling goes on and nothing is lost; the till tries again by itself."
_DIGITS_MAX = 9
_WAIT_AND_RETRY = frozenset({408, 425, 429})
_FETCHED = frozenset({200, 206, 404, 410, 416})
_TOLD = frozenset({"application/problem+json", "application/json"})
_REFUSALS: Mapping[int, tuple[str, str]] = {
    httpx.codes.BAD_REQUEST: (
        "Central could not read what this till sent",
        "Nothing is lost and selling goes on. Call support: they will find it in central's log.",
    ),
    httpx.codes.UNAUTHORIZED: (
        "Central does not know this till's signature",
        "Nothing is lost and selling goes on. Ask the office to enrol this till again.",
    ),
    httpx.codes.FORBIDDEN: (
        "Central has shut this till out",
        "Nothing is lost. Ask the office whether this till was reported lost or replaced.",
    ),
    httpx.codes.REQUEST_ENTITY_TOO_LARGE: (
        "Central found one message too large",
        "Nothing is lost and selling goes on. Call support.",
    ),
    httpx.codes.UPGRADE_REQUIRED: (
        "This program is too old for central",
        "Nothing is lost and selling goes on. Install the new version to send what waits.",
    ),
}


def tls_context() -> ssl.SSLContext:
    """Return the TLS settings of everything that is said to central: 1.3, and who it is."""
    context = httpx.create_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


class HttpTransport:
    """Central over HTTP(S). One owner: the engine's thread.

    ``client`` carries central's base address and TLS settings; its redirects stay off. No request
    lasts longer than ``request_s_max``, however little of it moves (sync rule 8.4).
    """

    def __init__(self, client: httpx.Client, *, request_s_max: float = ANSWER_S_MAX) -> None:
        self._client = client
        self._deadline = Deadline(request_s_max)
        self._traced = {"trace": self._deadline.trace}  # each request: any may open a connection

    @classmethod
    def to(cls, address: str) -> "HttpTransport":
        """Return a transport to central's address, such as ``https://central.example``.

        TLS 1.3 for every host but this computer's own. Raises BadInput for another address.
        """
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL:
            url = httpx.URL()
        if url.scheme == "http" and url.host in _THIS_COMPUTER:
            return cls(client_of(url, trust_env=False))
        if url.scheme != "https" or not url.host:
            title = "That is not an address of central"
            message = f"It must begin with https:// (got {address!r}). Nothing was sent."
            raise BadInput(title, message)
        context = tls_context()
        return cls(client_of(url, verify=context))

    @contextmanager
    def exchange(self, body: bytes, headers: Mapping[str, str]) -> Iterator[Iterator[bytes]]:
        """Send an exchange; give the answer's bytes as they arrive."""
        content = {"Content-Type": CONTENT_TYPE, **headers}
        with self._asking("POST", EXCHANGE_PATH, content, body) as answer:
            _require_answer(answer, CONTENT_TYPE)
            chunks = _in_time(answer.iter_bytes())
            yield chunks
            _read_to_end(chunks)

    @contextmanager
    def post(
        self, path: str, kind: str, body: bytes, headers: Mapping[str, str]
    ) -> Iterator[Iterator[bytes]]:
        """Send a body to a path; give the bytes of an answer of that kind as they arrive."""
        with self._asking("POST", path, headers, body) as answer:
            _require_answer(answer, kind)
            yield _in_time(answer.iter_bytes())

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Send an enrolment request; return the answer's JSON."""
        content = {"Content-Type": "application/json", **headers}
        with self._asking("POST", ENROL_PATH, content, body) as answer:
            _require_answer(answer, "application/json")
            return _bounded(answer)

    @contextmanager
    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        """Get what lies at a path; give status, headers, and the bytes as they arrive."""
        with self._asking("GET", path, headers) as answer:
            if answer.status_code not in _FETCHED:
                _require_answer(answer, "")
            told = {name.lower(): value for name, value in answer.headers.items()}
            yield answer.status_code, told, _in_time(answer.iter_bytes())

    def signed_time(self, nonce: str) -> bytes:
        """Ask central's signed time over a line that nobody verifies (sync rule 7.6).

        A connection of its own, closed after it, that carries the nonce and nothing else: neither
        this till's name nor any signature of it. Raises LinkDownError and RefusedError.
        """
        unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        unverified.check_hostname = False
        unverified.verify_mode = ssl.CERT_NONE  # for this one question: its answer is signed
        unverified.minimum_version = ssl.TLSVersion.TLSv1_3
        with (
            _translated(),
            self._deadline.running(),
            httpx.Client(
                base_url=self._client.base_url, timeout=TIME_TIMEOUTS, verify=unverified
            ) as once,
            once.stream(
                "GET", TIME_PATH, params={"nonce": nonce}, extensions=self._traced
            ) as answer,
        ):
            _require_answer(answer, "application/json")
            return _bounded(answer)

    @contextmanager
    def _asking(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Iterator[httpx.Response]:
        """Ask, and give the answer as soon as its headers are there; cut in time, all of it."""
        with (
            _translated(),
            self._deadline.running(),
            self._client.stream(
                method, path, content=body, headers=dict(headers), extensions=self._traced
            ) as answer,
        ):
            yield answer

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def client_of(
    url: httpx.URL, *, trust_env: bool = True, verify: ssl.SSLContext | bool = True
) -> httpx.Client:
    """Return a client of ours to a base address: its times, and how long connections are kept."""
    limits = httpx.Limits(keepalive_expiry=CONNECTION_KEPT_S)
    client = httpx.Client(
        base_url=url, timeout=TIMEOUTS, limits=limits, trust_env=trust_env, verify=verify
    )
    for name in _SAID_BY_HABIT:
        del client.headers[name]
    return client


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        if _is_untrusted(error):
            title = "Central's certificate is not valid"
            raise CertificateRefusedError(title, _NOTHING_LOST) from error
        title = "The line is down"
        raise LinkDownError(title, _NOTHING_LOST) from error


def _is_untrusted(error: BaseException) -> bool:
    """Tell whether the other end's certificate is why nothing was sent."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ssl.SSLCertVerificationError):
        inner = inner.__cause__ or inner.__context__
    return inner is not None


def _require_answer(answer: httpx.Response, content_type: str) -> None:
    """Raise unless this is central's good answer.

    A captive portal's page is a line that is down.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if answer.status_code == httpx.codes.OK and kind == content_type:
        return
    if answer.is_client_error and answer.status_code not in _WAIT_AND_RETRY and kind in _TOLD:
        raise _refusal(answer)
    if answer.is_server_error or answer.status_code in _WAIT_AND_RETRY:
        title = "Central is busy"
        raise LinkDownError(title, _NOTHING_LOST, retry_after_s=_retry_after_s(answer))
    title = "Something else answered in central's place"
    raise LinkDownError(title, _NOTHING_LOST)


def _refusal(answer: httpx.Response) -> RefusedError:
    """Central's own words if it sent any (RFC 9457: title, detail), ours otherwise."""
    title, message = _REFUSALS.get(answer.status_code, _REFUSALS[httpx.codes.BAD_REQUEST])
    try:
        told = json.loads(_bounded(answer))
    except ValueError:
        told = {}
    if isinstance(told, dict) and isinstance(told.get("title"), str):
        title, message = told["title"], str(told.get("detail", message))
    return RefusedError(title, message)


def _in_time(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give the bytes as they arrive. A line that merely drips is a line that is down."""
    deadline = time.monotonic() + ANSWER_S_MAX
    for chunk in chunks:
        if time.monotonic() > deadline:
            title = "The line is too slow"
            raise LinkDownError(title, _NOTHING_LOST)
        yield chunk


def _read_to_end(chunks: Iterator[bytes]) -> None:
    """Read the little that follows an answer's last line; a connection is kept only behind it.

    All that counts has been taken in: a line that breaks here has failed nothing.
    """
    rest = 0
    with suppress(httpx.HTTPError, LinkDownError):
        for chunk in chunks:
            rest += len(chunk)
            if rest > REST_BYTES_MAX:
                return


def _retry_after_s(answer: httpx.Response) -> int | None:
    """The seconds asked for: a number, or a date less the answer's own (RFC 9110).

    Never this computer's clock: it may be wrong. What makes no sense is no wish.
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return int(text[:_DIGITS_MAX])
    try:
        until = parsedate_to_datetime(text)
        asked_at = parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0, round((until - asked_at).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return None


def _bounded(answer: httpx.Response) -> bytes:
    content = b""
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > ENROLMENT_BYTES_MAX:
            title = "Something else answered in central's place"
            raise LinkDownError(title, _NOTHING_LOST)
    return content
