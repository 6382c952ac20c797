"""The line between one till and central: it loses, doubles, delays, cuts, stalls and lies."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

import httpx

from sync.engine.transport import HttpTransport
from tests.simulation.clockwork import HOUR_MS, SECOND_MS, Chance, Clockwork
from tests.simulation.head_office import HeadOffice
from tests.simulation.mortal import Fuse

FAULTS = ("loss", "late", "busy", "portal", "answer_loss", "duplicate", "cut", "stall")
"""At most one of them a request, in the order they are asked for."""
PIECE_BYTES = 96


@dataclass(slots=True)
class Line:
    """Real HTTP messages to a central in this process; ``meanwhile`` happens while it stalls.

    ``cut_until_ms`` is when a partition ends.
    """

    office: HeadOffice
    clockwork: Clockwork
    chance: Chance
    rates: Mapping[str, float]
    fuse: Fuse
    name: str
    meanwhile: Callable[[], None]
    cut_until_ms: int = 0
    is_calm: bool = False
    asking: int = 0
    """Requests of the engine that are under way: it has one thread, and waits for the answer."""
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.MockTransport(self._carry)
        self._client = httpx.Client(base_url="http://central.example", transport=transport)

    @property
    def is_cut(self) -> bool:
        """Whether a partition lasts."""
        return self.clockwork.now_ms < self.cut_until_ms

    @contextmanager
    def exchange(self, body: bytes, headers: Mapping[str, str]) -> Iterator[Iterator[bytes]]:
        """Send an exchange through the engine's own HTTP code."""
        self.fuse.burn("before a request is sent")
        with self._waiting(), HttpTransport(self._client).exchange(body, headers) as chunks:
            yield self._burning(chunks)

    @contextmanager
    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        """Get a manifest, sums or a snapshot's bytes through the engine's own HTTP code."""
        self.fuse.burn("before a request is sent")
        transport = HttpTransport(self._client)
        with self._waiting(), transport.fetch(path, headers) as (status, told, chunks):
            self.clockwork.journal.seen[f"fetched {path.split('/')[2]}: {status}"] += 1
            yield status, told, self._burning(chunks)

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        raise NotImplementedError

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self.asking += 1
        try:
            yield
        finally:
            self.asking -= 1

    def _burning(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        self.fuse.burn("before an answer is read")
        for chunk in chunks:
            yield chunk
            self.fuse.burn("in the middle of an answer")

    def _carry(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            self.clockwork.journal.sometimes("partitioned exchange")
            raise httpx.ConnectTimeout("the line is cut", request=request)
        fault = None if self.is_calm else self._draw()
        if fault is None:
            return self.office.handle(request)
        self.clockwork.journal.sometimes(fault, self.name)
        return self._faulty(fault, request)

    def _draw(self) -> str | None:
        for fault in FAULTS:
            if self.chance.happens(self.rates[fault]):
                return fault
        return None

    def _faulty(self, fault: str, request: httpx.Request) -> httpx.Response:
        if fault == "busy":
            return self.office.busy()
        if fault == "portal":
            return httpx.Response(200, headers={"content-type": "text/html"}, text="Sign in")
        if fault == "late":
            wait_ms = self.chance.rng.randint(SECOND_MS, 2 * HOUR_MS)
            self.clockwork.after(wait_ms, lambda: self._deliver_late(request))
        if fault in ("loss", "late"):
            raise httpx.ReadTimeout("nothing came back", request=request)
        first = self.office.handle(request)
        if fault == "answer_loss":
            first.read()
            raise httpx.ReadTimeout("nothing came back", request=request)
        if fault == "duplicate":
            return self._heard_once(first, request)
        pieces = first.iter_bytes() if fault == "stall" else self._cut(first)
        stalling = self._stalling(pieces) if fault == "stall" else pieces
        return httpx.Response(first.status_code, headers=first.headers, content=stalling)

    def _heard_once(self, first: httpx.Response, request: httpx.Request) -> httpx.Response:
        """The request arrives twice; one of the answers is heard."""
        first.read()
        second = self.office.handle(request)
        second.read()
        return first if self.chance.happens(0.5) else second

    def _deliver_late(self, request: httpx.Request) -> None:
        if not self.office.is_up:
            return
        self.clockwork.journal.sometimes("old request arrives", self.name)
        try:
            self.office.handle(request).read()
        except httpx.HTTPError:
            self.clockwork.journal.note("late request met a dying central")

    def _cut(self, answer: httpx.Response) -> Iterator[bytes]:
        content = answer.read()
        end = self.chance.rng.randrange(len(content))
        yield from islice(_pieces(content), end // PIECE_BYTES + 1)
        raise httpx.ReadError("the answer broke off")

    def _stalling(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            if self.chance.happens(0.5):
                self.meanwhile()
            yield piece


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES))
