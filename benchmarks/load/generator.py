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
_LAST_CHUNK = b"0\r\n\r\n"
_CONNECTING_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to play for ``seconds``.

    Each till asks every ``idle_every_s``, and sells every ``sale_every_s`` on average (0: never).
    ``skip`` sales of each till were sent before.
    """

    seconds: float
    idle_every_s: float
    sale_every_s: float
    skip: int = 0
    seed: int = 1


@dataclass(slots=True)
class Seen:
    """What the generator saw: times in nanoseconds, failures in words, sales sent a till."""

    times_ns: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    sales_sent: list[int] = field(default_factory=list)
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0


def main(words: Sequence[str]) -> int:
    """Play a plan (JSON) against a port and print what was seen as JSON."""
    port, file, plan = int(words[0]), Path(words[1]), Plan(**json.loads(words[2]))
    seen = asyncio.run(_play(port, read_tills(file), plan))
    json.dump(asdict(seen), sys.stdout)
    return 0


async def _play(port: int, tills: Sequence[LoadTill], plan: Plan) -> Seen:
    seen = Seen(sales_sent=[0] * len(tills))
    gate = asyncio.Semaphore(_CONNECTING_AT_ONCE)
    sockets = [_Socket(port, gate) for _ in tills]
    await asyncio.gather(*(socket.open() for socket in sockets))
    began = asyncio.get_running_loop().time()
    await asyncio.gather(
        *(
            _one_till(sockets[number], till, list(_due(plan, number)), (plan, seen, number, began))
            for number, till in enumerate(tills)
        )
    )
    seen.seconds = asyncio.get_running_loop().time() - began
    for socket in sockets:
        socket.close()
    return seen


def _due(plan: Plan, number: int) -> Iterator[tuple[float, bool]]:
    """Yield when this till is due, from the plan's beginning, and whether it sells then."""
    rng = random.Random(f"{plan.seed}/{number}")  # noqa: S311  # arrivals, not secrets
    moments: list[tuple[float, bool]] = []
    at = rng.uniform(0, plan.idle_every_s)
    while at < plan.seconds:
        moments.append((at, False))
        at += plan.idle_every_s
    if plan.sale_every_s:
        at = rng.expovariate(1 / plan.sale_every_s)
        while at < plan.seconds:
            moments.append((at, True))
            at += rng.expovariate(1 / plan.sale_every_s)
    yield from sorted(moments)


async def _one_till(
    socket: "_Socket",
    till: LoadTill,
    due: Sequence[tuple[float, bool]],
    of: tuple[Plan, Seen, int, float],
) -> None:
    plan, seen, number, began = of
    loop = asyncio.get_running_loop()
    unsent = list(till.sales[plan.skip :])[::-1]
    for at, sells in due:
        await asyncio.sleep(max(0.0, began + at - loop.time()))
        request = unsent[-1] if sells and unsent else till.idle
        try:
            async with asyncio.timeout(_ANSWER_S_MAX):
                status, size = await socket.ask(request)
        except (OSError, TimeoutError, EOFError, ValueError) as error:
            seen.failures.append(type(error).__name__)
            await socket.reopen()
            continue
        seen.bytes_up += len(request)
        seen.bytes_down += size
        if status != _OK:
            seen.failures.append(status.decode("ascii", "replace"))
            continue
        seen.times_ns.append(round((loop.time() - began - at) * NS_PER_S))
        if sells and unsent:
            unsent.pop()
            seen.sales_sent[number] += 1


class _Socket:
    """One kept connection that asks and reads whole answers, chunked or of known length."""

    def __init__(self, port: int, gate: asyncio.Semaphore) -> None:
        self._port = port
        self._gate = gate
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        async with self._gate:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    async def reopen(self) -> None:
        self.close()
        await self.open()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()

    async def ask(self, request: bytes) -> tuple[bytes, int]:
        """Send a request; return the status and the answer's size. Raises OSError, EOFError."""
        assert self._reader is not None
        assert self._writer is not None
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((line for line in lines if line.startswith(b"content-length:")), None)
        if length is not None:
            body = await self._reader.readexactly(int(length.partition(b":")[2]))
        else:
            body = await self._chunked()
        return head.split(b" ", 2)[1], len(head) + len(body)

    async def _chunked(self) -> bytes:
        assert self._reader is not None
        body = b""
        while True:
            line = await self._reader.readuntil(b"\r\n")
            size = int(line, 16)
            body += line + await self._reader.readexactly(size + 2)
            if size == 0:
                return body


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
