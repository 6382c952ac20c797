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
    """

    tills: int
    seconds: float
    idle_every_s: float
    sale_every_s: float
    seed: int = 1


@dataclass(slots=True)
class Seen:
    """What a phase showed: times in nanoseconds, failures in words, and how much was moved."""

    times_ns: list[int] = field(default_factory=list)
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
        *(player.play(_due(phase, number), seen, began) for number, player in enumerate(chosen))
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


class _Player:
    """One till: its socket, and which of its sales is the next."""

    def __init__(self, till: LoadTill, socket: "_Socket") -> None:
        self.socket = socket
        self._till = till
        self._sold = 0

    async def play(self, due: Iterator[tuple[float, bool]], seen: Seen, began: float) -> None:
        """Ask whenever it is due; what is late goes out as soon as it can."""
        loop = asyncio.get_running_loop()
        for at, sells in due:
            await asyncio.sleep(max(0.0, began + at - loop.time()))
            sale = sells and self._sold < len(self._till.sales)
            if await self._ask(self._till.sales[self._sold] if sale else self._till.idle, seen):
                seen.times_ns.append(round((loop.time() - began - at) * NS_PER_S))
                self._sold += sale
                seen.sales += sale

    async def _ask(self, request: bytes, seen: Seen) -> bool:
        try:
            async with asyncio.timeout(_ANSWER_S_MAX):
                status, size = await self.socket.ask(request)
        except (OSError, TimeoutError, EOFError, ValueError) as error:
            seen.failures.append(type(error).__name__)
            self.socket.close()
            await self.socket.open()
            return False
        seen.bytes_up += len(request)
        seen.bytes_down += size
        if status != _OK:
            seen.failures.append(status.decode("ascii", "replace"))
        return status == _OK


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

    async def ask(self, request: bytes) -> tuple[bytes, int]:
        """Send a request; return the status and the answer's size. Raises OSError, EOFError."""
        assert self._ends is not None
        reader, writer = self._ends
        writer.write(request)
        head = await reader.readuntil(_HEAD_END)
        lines = head.lower().split(b"\r\n")
        length = next((line for line in lines if line.startswith(b"content-length:")), None)
        if length is None:
            size = await _read_chunks(reader)
        else:
            size = len(await reader.readexactly(int(length.partition(b":")[2])))
        return head.split(b" ", 2)[1], len(head) + size


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
