"""Central under load: up to 1,000 tills hold a socket each, ask every 30 s, and send each sale.

The load comes from a process of its own; every request was written and signed before. *Calm* is a
store that sells 500 orders in a day of ten hours, *burst* ten times that; then the same goes on
faster and faster until the 95th percentile bends.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from app.demo.central_process import CentralProcess
from benchmarks.effort import Effort
from benchmarks.figures import Figure, spread
from benchmarks.load.databases import Database, databases
from benchmarks.load.generator import Phase, Seen
from benchmarks.load.paper_tills import add_stores, make_tills, write_tills
from benchmarks.load.processor import processor_ms
from benchmarks.percentiles import percentile
from benchmarks.shop import say
from central.opening import open_central
from central.tills.organisations import list_stores

ORDERS_A_DAY = 500
DAY_S = 36_000.0
PEAK = 10
BENT_NS = 500_000_000
"""The design's limit: p95 below half a second."""
_SPARE_SALES = 1.5
_NO_TRAFFIC = "nothing was answered"


def measure(folder: Path, effort: Effort) -> list[Figure]:
    """Measure on each database this computer has."""
    figures: list[Figure] = []
    for database in databases():
        with database as ready:
            say(f"preparing {max(effort.load_tills):,} tills on {ready.name} …")
            _measure_one(folder / ready.name, ready, effort, figures)
    return figures


def _measure_one(folder: Path, database: Database, effort: Effort, figures: list[Figure]) -> None:
    folder.mkdir()
    central = CentralProcess(folder / "central", database.environment)
    (folder / "central").mkdir()
    central.command("init", "--sample")
    _write_tills(folder, database, effort)
    port = int(central.start(processes=database.processes).rpartition(":")[2])
    try:
        with _generator(port, folder / "tills") as play:
            _play_phases(_Bench(database.name, central, play, figures), effort)
    finally:
        central.stop()


def _write_tills(folder: Path, database: Database, effort: Effort) -> None:
    settings = database.settings(folder / "central")
    central = open_central(settings)
    try:
        with central.database.reading() as connection:
            first = list_stores(connection)[0]
        stores = add_stores(central, first.organisation_id, max(effort.load_tills))
        sales = round(_SPARE_SALES * sum(_sales_of(phase) for _, phase in _planned(effort))) + 8
        write_tills(folder / "tills", make_tills(central, stores, sales))
    finally:
        central.close()


def _planned(effort: Effort) -> Iterator[tuple[str, Phase]]:
    for tills in effort.load_tills:
        yield f"calm_{tills}", _phase(tills, effort.load_calm_s, effort, faster=1)
    yield f"burst_{tills}", _phase(tills, effort.load_burst_s, effort, faster=PEAK)


def _phase(tills: int, seconds: float, effort: Effort, *, faster: int) -> Phase:
    return Phase(
        tills=tills,
        seconds=seconds,
        idle_every_s=effort.load_idle_every_s,
        sale_every_s=DAY_S / ORDERS_A_DAY / faster,
    )


def _sales_of(phase: Phase) -> float:
    return phase.seconds / phase.sale_every_s


@dataclass(frozen=True, slots=True)
class _Bench:
    database: str
    central: CentralProcess
    play: "_Play"
    figures: list[Figure]

    def run(self, name: str, phase: Phase) -> int:
        """Play a phase, keep its figures, and return its 95th percentile in nanoseconds."""
        before = processor_ms(self.central.process_id)
        seen = self.play.phase(phase)
        spent = processor_ms(self.central.process_id) - before
        return self._keep(f"{name}/{self.database}", phase.tills, seen, spent)

    def _keep(self, case: str, tills: int, seen: Seen, spent_ms: int) -> int:
        answered = len(seen.times_ns)
        if not answered:
            raise ValueError(_NO_TRAFFIC)
        p95 = percentile(seen.times_ns, 95)
        found = [
            *spread(case, tills, seen.times_ns),
            Figure(case=case, rows=tills, metric="p95", value=round(p95 / 1e6, 3), unit="ms"),
            Figure(case=case, rows=tills, metric="errors", value=len(seen.failures), unit=""),
            Figure(
                case=case,
                rows=tills,
                metric="exchanges",
                value=round(answered / seen.seconds, 1),
                unit="/s",
            ),
            Figure(
                case=case,
                rows=tills,
                metric="sales",
                value=round(seen.sales / seen.seconds, 1),
                unit="/s",
            ),
            Figure(
                case=case,
                rows=tills,
                metric="cpu",
                value=round(spent_ms / answered, 2),
                unit="ms",
            ),
        ]
        if seen.ages_ns:
            age = percentile(seen.ages_ns, 95) / 1e9
            found.append(
                Figure(case=case, rows=tills, metric="sale_age_p95", value=round(age, 2), unit="s")
            )
        self.figures.extend(found)
        say(f"  {case}: " + ", ".join(f"{one.metric} {one.value:g}{one.unit}" for one in found))
        return p95


def _play_phases(bench: _Bench, effort: Effort) -> None:
    for name, phase in _planned(effort):
        bench.run(name, phase)
    _until_it_bends(bench, max(effort.load_tills), effort)


def _until_it_bends(bench: _Bench, tills: int, effort: Effort) -> None:
    """Let every till ask twice as often, again and again, until p95 passes half a second."""
    faster = 2
    while faster <= effort.load_faster_max:
        phase = Phase(
            tills=tills,
            seconds=effort.load_step_s,
            idle_every_s=effort.load_idle_every_s / faster,
            sale_every_s=0,
            gather=False,
        )
        if bench.run(f"idle_x{faster}", phase) > BENT_NS:
            return
        faster *= 2


class _Play:
    """A running generator."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def phase(self, phase: Phase) -> Seen:
        """Play a phase. Raises ValueError where the generator fell over."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(phase)) + "\n")
        self._process.stdin.flush()
        return Seen(**json.loads(self._process.stdout.readline()))


@contextmanager
def _generator(port: int, tills: Path) -> Iterator[_Play]:
    process = subprocess.Popen(  # noqa: S603  # our own program
        _command(port, tills), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield _Play(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait()
        process.stdout.close()


def _command(port: int, tills: Path) -> Sequence[str]:
    return (sys.executable, "-m", "benchmarks.load.generator", str(port), str(tills))
