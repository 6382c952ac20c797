"""The load: one socket a till, requests at times set beforehand, in a process of its own.

Times are from when a request was *due*, not from when it went out: a central that is late makes the
next one late as well, and that counts (no coordinated omission).
"""

import asyncio
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import zstandard

from benchmarks.load.paper_tills import LoadTill, read_tills

NS_PER_S = 1_000_000_000
_ANSWER_S_MAX = 60.0
_OK = b"200"
_CONNECTING_AT_ONCE = 50
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What to play for ``seconds`` with the first ``tills`` tills.

    Each till asks every ``idle_every_s``, and sells every ``sale_every_s`` on average (0: never).
    Tills that do not ``gather`` go on as before when a busy central asks them to.
    """

    tills: int
    seconds: float
    idle_every_s: float
    sale_every_s: float
    gather: bool = True
    seed: int = 1


@dataclass(slots=True)
class Seen:
    """What a phase showed: times in nanoseconds, failures in words, and how much was moved.

    ``ages_ns`` are how long sales took from being made to being stored, gathering included.
    """

    times_ns: list[int] = field(default_factory=list)
    ages_ns: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    sales: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0


def main(words: Sequence[str]) -> int:
    """Play phases that come as lines of JSON, and answer each with what was seen, as JSON."""
    port, file = int(words[0]), Path(words[1])
    asyncio.run(_play_all(port, read_tills(file)))
    return 0


async def _play_all(port: int, tills: Sequence[LoadTill]) -> None:
    gate = asyncio.Semaphore(_CONNECTING_AT_ONCE)
    players = [_Player(till, _Socket(port, gate)) for till in tills]
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        seen = await _play(players, Phase(**json.loads(line)))
        print(json.dumps(asdict(seen)), flush=True)
    for player in players:
        player.socket.close()


async def _play(players: Sequence["_Player"], phase: Phase) -> Seen:
    chosen = players[: phase.tills]
    await asyncio.gather(*(player.socket.open() for player in chosen))
    seen, loop = Seen(), asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(
        *(player.play(phase, number, _Stage(seen, began)) for number, player in enumerate(chosen))
    )
    seen.seconds = loop.time() - began
    return seen


def _due(phase: Phase, number: int) -> Iterator[tuple[float, bool]]:
    """Yield when this till is due, from the phase's beginning, and whether it sells then."""
    rng = random.Random(f"{phase.seed}/{number}")  # noqa: S311  # arrivals, no secrets
    moments: list[tuple[float, bool]] = []
    at = rng.uniform(0, phase.idle_every_s)
    while at < phase.seconds:
        moments.append((at, False))
        at += phase.idle_every_s
    at = rng.expovariate(1 / phase.sale_every_s) if phase.sale_every_s else phase.seconds
    while at < phase.seconds:
        moments.append((at, True))
        at += rng.expovariate(1 / phase.sale_every_s)
    yield from sorted(moments)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What is seen of a phase, and when it began by the loop's clock."""

    seen: Seen
    began: float

    def since(self, moment: float, now: float) -> int:
        """Return the nanoseconds from a moment of the phase to ``now``."""
        return round((now - self.began - moment) * NS_PER_S)


class _Player:
    """One till: its socket, which of its sales is the next, and what central lets it gather."""

    def __init__(self, till: LoadTill, socket: "_Socket") -> None:
        self.socket = socket
        self._till = till
        self._sold = 0
        self._not_before = 0.0

    async def play(self, phase: Phase, number: int, stage: "_Stage") -> None:
        """Ask whenever it is due; what is late goes out as soon as it can.

        While central lets sales gather, what falls due before is asked together, and is due then.
        """
        loop = asyncio.get_running_loop()
        moments = list(_due(phase, number))
        while moments:
            not_before = self._not_before - stage.began if phase.gather else 0.0
            at = max(moments[0][0], not_before)
            await asyncio.sleep(max(0.0, stage.began + at - loop.time()))
            taken = [moment for moment in moments if moment[0] <= at]
            del moments[: len(taken)]
            await self._exchange([moment for moment, sells in taken if sells], at, stage)

    async def _exchange(self, made: Sequence[float], at: float, stage: "_Stage") -> None:
        made = made[: len(self._till.sales) - self._sold]
        request = self._till.together(self._sold, len(made)) if made else self._till.idle
        gather_s = await self._ask(request, stage.seen)
        if gather_s is None:
            return
        now = asyncio.get_running_loop().time()
        stage.seen.times_ns.append(stage.since(at, now))
        stage.seen.ages_ns += [stage.since(moment, now) for moment in made]
        self._sold += len(made)
        stage.seen.sales += len(made)
        self._not_before = now + gather_s if gather_s else 0.0

    async def _ask(self, request: bytes, seen: Seen) -> int | None:
        """Return for how many seconds central lets sales gather, None for a failure."""
        try:
            async with asyncio.timeout(_ANSWER_S_MAX):
                status, size, body = await self.socket.ask(request)
        except (OSError, TimeoutError, EOFError, ValueError) as error:
            seen.failures.append(type(error).__name__)
            self.socket.close()
            await self.socket.open()
            return None
        seen.bytes_up += len(request)
        seen.bytes_down += size
        if status != _OK:
            seen.failures.append(status.decode("ascii", "replace"))
            return None
        return _gather_s(body)


def _gather_s(body: bytes) -> int:
    """Return what an answer's header says of gathering; 0 for one that came in pieces."""
    if not body:
        return 0
    lines = zstandard.ZstdDecompressor().decompressobj().decompress(body)
    return int(json.loads(lines.partition(b"\n")[0]).get("gather_s", 0))


class _Socket:
    """One kept connection that asks and reads whole answers, chunked or of known length."""

    def __init__(self, port: int, gate: asyncio.Semaphore) -> None:
        self._port = port
        self._gate = gate
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Connect, unless it is connected."""
        if self._ends is None:
            async with self._gate:
                self._ends = await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        """Let go of the connection."""
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None

    async def ask(self, request: bytes) -> tuple[bytes, int, bytes]:
        """Send a request; return status, size and body, empty where it came in pieces.

        Raises OSError, EOFError.
        """
        assert self._ends is not None
        reader, writer = self._ends
        writer.write(request)
        head = await reader.readuntil(_HEAD_END)
        lines = head.lower().split(b"\r\n")
        length = next((line for line in lines if line.startswith(b"content-length:")), None)
        if length is None:
            body, size = b"", await _read_chunks(reader)
        else:
            body = await reader.readexactly(int(length.partition(b":")[2]))
            size = len(body)
        return head.split(b" ", 2)[1], len(head) + size, body


async def _read_chunks(reader: asyncio.StreamReader) -> int:
    read = 0
    while True:
        line = await reader.readuntil(b"\r\n")
        size = int(line, 16)
        await reader.readexactly(size + 2)
        read += len(line) + size + 2
        if size == 0:
            return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
