"""Sync over a line: the first pull, a push, a pull, and nothing to do; beside each its floor.

Cases are ``case/link``; links are a loopback, ``wan`` (150 ms each way, 1 Mbit/s) and ``lossy``
(the same, two segments of a hundred 300 ms late). Bytes are those on the line, HTTP included.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter_ns

from benchmarks.effort import Effort
from benchmarks.figures import Figure
from benchmarks.goods import item_change, product
from benchmarks.percentiles import median
from benchmarks.shop import say
from benchmarks.wire.floor import compressed_size, floor_server, time_floor
from benchmarks.wire.office import Office, open_office
from benchmarks.wire.slow_line import LINKS, SlowLine, slow_line
from benchmarks.wire.wire_till import WireTill, enrolled_till

NS_PER_S = 1_000_000_000
_LOOK_EVERY_S = 0.01
_FIRST_SLICE = "first_slice"


@dataclass(slots=True)
class _Runs:
    """What the runs of one case on one link measured."""

    seconds_ns: list[int] = field(default_factory=list)
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    floor_ns: list[int] = field(default_factory=list)
    floor_up: int = 0
    floor_down: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """One link of one run: central, the line to it, and the line to the floor's server."""

    link: str
    rows: int
    office: Office
    line: SlowLine
    floor_line: SlowLine
    figures: list[Figure]
    """All figures so far, of every link."""

    def add(self, case: str, runs: _Runs) -> None:
        """Keep the figures of a case, and of its floor."""
        name = f"{case}/{self.link}"
        self.add_seconds(case, runs)
        self._add(name, "requests", runs.requests, "")
        self._add(name, "bytes_up", runs.bytes_up, "B")
        self._add(name, "bytes_down", runs.bytes_down, "B")
        if runs.floor_ns:
            floor = f"{case}.floor/{self.link}"
            self._add(floor, "seconds", float(median(runs.floor_ns)) / NS_PER_S, "s")
            self._add(floor, "bytes_up", runs.floor_up, "B")
            self._add(floor, "bytes_down", runs.floor_down, "B")

    def add_seconds(self, case: str, runs: _Runs) -> None:
        """Keep how long a case took."""
        seconds = float(median(runs.seconds_ns)) / NS_PER_S
        self._add(f"{case}/{self.link}", "seconds", seconds, "s")

    def _add(self, case: str, metric: str, value: float, unit: str) -> None:
        say(f"  {case} {metric} {value:,.3f} {unit}")
        self.figures.append(
            Figure(case=case, rows=self.rows, metric=metric, value=round(value, 3), unit=unit)
        )

    def measure(self, runs: _Runs, till: WireTill, work: Callable[[], None]) -> None:
        """Time one run and count what went over the line."""
        self.line.count()
        before = till.transport.request_count
        began = perf_counter_ns()
        work()
        runs.seconds_ns.append(perf_counter_ns() - began)
        traffic = self.line.count()
        runs.requests = till.transport.request_count - before
        runs.bytes_up, runs.bytes_down = traffic.bytes_up, traffic.bytes_down

    def measure_floor(self, runs: _Runs, *, up: int, down: int, warm: bool = False) -> None:
        """Time the same bytes as one exchange over the same line."""
        runs.floor_up, runs.floor_down = up, down
        runs.floor_ns.append(
            time_floor(self.floor_line.port, bytes_up=up, bytes_down=down, warm=warm)
        )


def measure(folder: Path, effort: Effort) -> list[Figure]:
    """Measure every case on every link."""
    figures: list[Figure] = []
    for place, rows in enumerate(effort.pulls):
        with open_office(folder / f"office-{rows}", rows) as office, floor_server() as floor_port:
            for link in effort.links:
                say(f"measuring sync over {link} at {rows:,} products …")
                with (
                    slow_line(office.port, LINKS[link]) as line,
                    slow_line(floor_port, LINKS[link]) as floor_line,
                    _new_till(folder / f"till-{rows}-{link}", office) as till,
                ):
                    bench = _Bench(
                        link=link,
                        rows=rows,
                        office=office,
                        line=line,
                        floor_line=floor_line,
                        figures=figures,
                    )
                    _first_pull(bench, till)
                    if place == 0:
                        _daily(bench, till, effort)
    return figures


@contextmanager
def _new_till(folder: Path, office: Office) -> Iterator[WireTill]:
    with enrolled_till(folder, office.port, office.code()) as till:
        yield till


def _daily(bench: _Bench, till: WireTill, effort: Effort) -> None:
    """What happens every day at a till that is up to date, its shift open."""
    till.open_shift()
    till.settle()
    for count in effort.pushes:
        _push(bench, till, count, effort)
    _pull(bench, till, effort)
    _idle(bench, till, effort)


def _first_pull(bench: _Bench, till: WireTill) -> None:
    """From an enrolled till that knows nothing to all products; on the way, until one can sell."""
    name = f"first_pull_{_spoken(bench.rows)}"
    runs, slice_runs = _Runs(), _Runs()
    till.transport.go_through(bench.line.port)
    with _watching(till.can_sell) as seen_ns:
        began = perf_counter_ns()
        bench.measure(runs, till, lambda: _until_all_products(till, bench.rows))
    slice_runs.seconds_ns.append(seen_ns[0] - began)
    lines = _lines_of(bench.rows, bench.rows)
    bench.measure_floor(runs, up=0, down=compressed_size(lines))
    bench.add(name, runs)
    bench.add_seconds(f"{_FIRST_SLICE}_{_spoken(bench.rows)}", slice_runs)


def _until_all_products(till: WireTill, rows: int) -> None:
    till.settle()
    if till.product_count() != rows:
        raise ValueError(f"{till.product_count()} products came, not {rows}")


def _push(bench: _Bench, till: WireTill, count: int, effort: Effort) -> None:
    runs = _Runs()
    for _ in range(effort.wire_runs):
        till.sell(count, bench.rows)
        facts = compressed_size(till.waiting_facts())
        till.transport.go_through(bench.line.port)
        bench.measure(runs, till, till.settle)
        bench.measure_floor(runs, up=facts, down=0)
    bench.add(f"push_{count}", runs)


def _pull(bench: _Bench, till: WireTill, effort: Effort) -> None:
    runs = _Runs()
    count = min(effort.changes, bench.rows)
    for _ in range(effort.wire_runs):
        bench.office.sell_at_new_prices(count)
        till.transport.go_through(bench.line.port)
        bench.measure(runs, till, till.settle)
        bench.measure_floor(runs, up=0, down=compressed_size(_lines_of(count, count)))
    bench.add(f"pull_{effort.changes}", runs)


def _idle(bench: _Bench, till: WireTill, effort: Effort) -> None:
    """Nothing to do on a connection that is warm."""
    runs = _Runs()
    till.transport.go_through(bench.line.port)
    till.settle()
    for _ in range(effort.wire_runs):
        bench.measure(runs, till, till.settle)
        bench.measure_floor(runs, up=runs.bytes_up, down=runs.bytes_down, warm=True)
    bench.add("idle", runs)


@contextmanager
def _watching(holds: Callable[[], bool]) -> Iterator[list[int]]:
    """Look again and again in a thread; the list gets the moment at which it first held."""
    seen: list[int] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_EVERY_S):
            if holds():
                seen.append(perf_counter_ns())
                return

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
        if not seen:
            seen.append(perf_counter_ns())


def _lines_of(rows: int, last: int) -> Iterable[bytes]:
    """Yield what central says of products, one JSON line each."""
    for number in range(rows):
        yield (
            item_change(product(number), "store:benchmark", number + 1, last)
            .model_dump_json()
            .encode()
        )


def _spoken(rows: int) -> str:
    thousands, rest = divmod(rows, 1_000)
    return str(rows) if rest else f"{thousands}k"
