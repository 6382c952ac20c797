"""A slow line, emulated: a process of its own that passes bytes on late, thinly and with stalls.

What it models: a delay each way; a rate each way, shared by all connections; a round trip before a
new connection carries anything; segments that stall, and hold up all behind them on their
connection as TCP does; connections reset after so many bytes. What it does not: slow start and
loss that halves a window, so that a real line is worse for many connections.
"""

import asyncio
import json
import random
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field

SEGMENT_BYTES = 1_448
_IN_FLIGHT_BYTES_MAX = 262_144
_BITS = 8
_MS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How the line is. Times in milliseconds, ``rate_bits`` a second (0: as fast as it goes).

    ``stall_per_mille`` of the segments come ``stall_ms`` late. ``reset_after_bytes`` (0: never)
    ends each connection once that many bytes have come down on it.
    """

    delay_ms: int = 0
    rate_bits: int = 0
    stall_per_mille: int = 0
    stall_ms: int = 0
    reset_after_bytes: int = 0
    seed: int = 1


@dataclass(slots=True)
class Traffic:
    """What went over the line since it was last asked."""

    connections: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    stalls: int = 0
    resets: int = 0


@dataclass(slots=True)
class _Way:
    """One direction: when the line is free again for the next segment."""

    free_at: float = 0.0


@dataclass(slots=True)
class Line:
    """The line to one port of this computer."""

    target: int
    weather: Weather
    traffic: Traffic = field(default_factory=Traffic)
    up: _Way = field(default_factory=_Way)
    down: _Way = field(default_factory=_Way)
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.weather.seed)  # noqa: S311  # weather, no secret

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection, both ways, until either end closes it."""
        with suppress(asyncio.CancelledError):  # the line ends with its process
            await self._serve(reader, writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.traffic.connections += 1
        await asyncio.sleep(2 * self.weather.delay_ms / _MS)  # the handshake's round trip
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
        ways = [
            asyncio.create_task(self._carry(reader, there_writer, self.up, is_down=False)),
            asyncio.create_task(self._carry(there_reader, writer, self.down, is_down=True)),
        ]
        done, left = await asyncio.wait(ways, return_when=asyncio.FIRST_EXCEPTION)
        for task in left:
            task.cancel()
        for task in (*done, *left):
            with suppress(OSError, asyncio.CancelledError):
                await task
        for end in (writer, there_writer):
            end.close()

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        way: _Way,
        *,
        is_down: bool,
    ) -> None:
        """Pass on what comes, each segment when it would have arrived."""
        loop = asyncio.get_running_loop()
        room = _IN_FLIGHT_BYTES_MAX // SEGMENT_BYTES
        coming: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(room)
        deliver = asyncio.create_task(_deliver(coming, writer))
        carried, arrives_at = 0, 0.0
        try:
            while segment := await reader.read(SEGMENT_BYTES):
                carried += len(segment)
                self._count(len(segment), is_down=is_down)
                if is_down and 0 < self.weather.reset_after_bytes < carried:
                    self.traffic.resets += 1
                    raise ConnectionResetError
                leaves_at = max(loop.time(), way.free_at)
                if self.weather.rate_bits:
                    way.free_at = leaves_at + len(segment) * _BITS / self.weather.rate_bits
                    leaves_at = way.free_at
                arrives_at = max(arrives_at, leaves_at + self._delay_ms() / _MS)
                await coming.put((arrives_at, segment))
            await coming.put((arrives_at, b""))
            await deliver
        finally:
            deliver.cancel()

    def _delay_ms(self) -> int:
        if self.rng.randrange(1_000) >= self.weather.stall_per_mille:
            return self.weather.delay_ms
        self.traffic.stalls += 1
        return self.weather.delay_ms + self.weather.stall_ms

    def _count(self, size: int, *, is_down: bool) -> None:
        if is_down:
            self.traffic.bytes_down += size
        else:
            self.traffic.bytes_up += size


async def _deliver(
    coming: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
) -> None:
    loop = asyncio.get_running_loop()
    while True:
        at, segment = await coming.get()
        await asyncio.sleep(max(0.0, at - loop.time()))
        if not segment:
            if writer.can_write_eof():
                writer.write_eof()
            return
        writer.write(segment)
        await writer.drain()


async def run(target: int, weather: Weather) -> None:
    """Listen on a free port of this computer, say which, and answer each line typed with a count.

    The count is JSON, and begins anew. The end of standard input ends the line.
    """
    line = Line(target, weather)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    asked = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    async with server:
        while await asked.readline():
            print(json.dumps(asdict(line.traffic)), flush=True)
            line.traffic = Traffic()


def main(words: Sequence[str]) -> int:
    """Run a line: ``python -m benchmarks.wire.link PORT WEATHER-AS-JSON``."""
    asyncio.run(run(int(words[0]), Weather(**json.loads(words[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
