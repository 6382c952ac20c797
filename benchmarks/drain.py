"""A month offline: 50,000 sales over 30 days, and then all of it is handed over.

Over ``wan`` (150 ms each way, 1 Mbit/s). What counts: in order, nothing twice, how long, and the
most memory that either end held meanwhile.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.lab.sales import make_sales
from app.use_cases.till import Till
from benchmarks.effort import Effort
from benchmarks.figures import Figure
from benchmarks.shop import say
from benchmarks.wire.drain_process import Drained
from benchmarks.wire.memory import peak_kib
from benchmarks.wire.office import open_office
from benchmarks.wire.slow_line import LINKS, slow_line
from benchmarks.wire.wire_till import enrolled_till

_ROWS = 1_000
_SEED = 1
_LINK = "wan"
_NS_PER_S = 1_000_000_000
_KIB_PER_MIB = 1_024


class _PastClock:
    """The time as it was when the line went down."""

    def __init__(self, days: int) -> None:
        self._at = datetime.now(UTC) - timedelta(days=days)

    def now(self) -> datetime:
        """Return it: the rehearsal moves on from here with a clock of its own."""
        return self._at


def measure(folder: Path, effort: Effort) -> list[Figure]:
    """Sell offline for a month, then drain."""
    with open_office(folder / "office", _ROWS) as office:
        with enrolled_till(folder / "till", office.port, office.code()) as till:
            till.settle()
            say(f"selling {effort.drain_sales:,} times over {effort.drain_days} days, offline …")
            made = _sell(till.till, effort)
            waiting = till.waiting_count()
        before_kib = peak_kib(office.process_id)
        with slow_line(office.port, LINKS[_LINK]) as line:
            say(f"draining {waiting:,} operations over {_LINK} …")
            drained = _drain(folder / "till", line.port)
            traffic = line.count()
        central_kib = (before_kib, peak_kib(office.process_id))
        if office.sale_count() != made:
            raise ValueError(f"{office.sale_count()} sales at central, {made} at the till")
    found = {
        ("seconds", "s"): drained.time_ns / _NS_PER_S,
        ("operations", ""): waiting,
        ("requests", ""): drained.requests,
        ("bytes_up", "B"): traffic.bytes_up,
        ("till_before", "MiB"): drained.before_kib / _KIB_PER_MIB,
        ("till_peak", "MiB"): drained.peak_kib / _KIB_PER_MIB,
        ("central_before", "MiB"): central_kib[0] / _KIB_PER_MIB,
        ("central_peak", "MiB"): central_kib[1] / _KIB_PER_MIB,
    }
    return list(_figures(effort.drain_sales, found))


def _figures(sales: int, found: dict[tuple[str, str], float]) -> Iterator[Figure]:
    for (metric, unit), value in found.items():
        yield Figure(
            case=f"drain/{_LINK}", rows=sales, metric=metric, value=round(value, 1), unit=unit
        )


def _sell(till: Till, effort: Effort) -> int:
    past = replace(till, clock=_PastClock(effort.drain_days * 7 // 6 + 1))
    figures = make_sales(
        past, effort.drain_sales, _SEED, lambda _: None, day_count=effort.drain_days
    )
    return figures.sale_count


def _drain(folder: Path, port: int) -> Drained:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "benchmarks.wire.drain_process", str(folder), str(port)],
        stdout=subprocess.PIPE,
        check=True,
    )
    return Drained(**json.loads(done.stdout))
