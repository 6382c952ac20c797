"""Every crash image and every failing write: ``python -m tests.crash_images --full``.

Without ``--full`` a part of it, as the test command does. Prints the figures as JSON and ends with
1 where anything was lost, half, corrupt, shut or taken for an older copy.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tests.crash_images.faults import Spec
from tests.crash_images.sweep import Plan, record_day, sweep_by
from tests.crash_images.write_log import compiled, run_recorded
from tests.helpers.needs import has_recorder


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything: each ``every``-th moment and each ``faults_every``-th change."""

    every: int
    by_chance: int
    faults_every: int


LAGS = (1, 8)
FULL = Extent(every=1, by_chance=1, faults_every=1)
PART = Extent(every=41, by_chance=1, faults_every=61)


def fault_specs(every: int) -> list[Spec]:
    """Both errors, once and lasting, at every N; and each flush of a day by itself."""
    specs = [
        Spec(day=day, error=error, lasts=lasts, every=every)
        for day in ("selling", "upgrading")
        for error in ("ENOSPC", "EIO")
        for lasts in (False, True)
    ]
    flushes = [
        Spec(error="EIO", only="FLUSH", lasts=lasts, every=max(1, every // 10))
        for lasts in (False, True)
    ]
    return [*flushes, *specs]


def run_faults(library: Path, folder: Path, specs: Sequence[Spec]) -> list[dict[str, Any]]:
    """Run specs one after the other in a process under the recorder; return their outcomes."""
    root = folder / "till"
    root.mkdir(parents=True)
    words = [str(root), json.dumps([asdict(spec) for spec in specs])]
    done = run_recorded(library, root, ["tests.crash_images.faults", *words])
    return [json.loads(line) for line in done.stdout.splitlines()]


def run_shared(library: Path, folder: Path, spec: Spec, shares: int) -> dict[str, Any]:
    """Run a spec in several processes, each a part of its N; add up their outcomes."""

    def run(share: int) -> dict[str, Any]:
        first = spec.first + share * spec.every
        part = replace(spec, first=first, every=spec.every * shares)
        return run_faults(library, folder / f"share-{share}", [part])[0]

    with ThreadPoolExecutor(shares) as pool:
        total, *others = pool.map(run, range(shares))
    for other in others:
        for name in ("runs", "images", "bad"):
            total[name] += other[name]
        total["changes"] = max(total["changes"], other["changes"])
        for said, count in other["failures"].items():
            total["failures"][said] = total["failures"].get(said, 0) + count
    return total


@contextmanager
def timed(name: str, figures: dict[str, Any]) -> Iterator[None]:
    """Take the time, and print the figures as soon as they are there."""
    started = time.monotonic()
    yield
    figures["seconds"] = round(time.monotonic() - started, 1)
    sys.stdout.write(json.dumps({name: figures}, indent=2) + "\n")
    sys.stdout.flush()


def sweep_day(library: Path, folder: Path, extent: Extent, workers: int) -> dict[str, Any]:
    """Record a day and judge its images."""
    figures: dict[str, Any] = {}
    with timed("power cuts", figures):
        recording = record_day(library, folder, "nothing", length=2)
        plan = Plan(every=extent.every, by_chance=extent.by_chance)
        figures.update(sweep_by(recording, plan, workers).figures())
    for lag in LAGS:  # figures for the documents: no till can stand on a disk that lies
        lying: dict[str, Any] = {}
        with timed(f"a disk that only claims its last {lag} flushes", lying):
            plan = Plan(lag=lag, every=max(7, extent.every), kinds=("dropped", "reordered"))
            lying.update(sweep_by(recording, plan, workers).figures())
    return figures


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash_images", description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, help="each so-many-th moment and change only")
    parser.add_argument("--only", choices=["cuts", "faults"])
    asked = parser.parse_args(arguments)
    if not has_recorder():
        sys.stderr.write("The recorder needs Linux and a C compiler.\n")
        return 2
    extent = FULL if asked.full else PART
    if asked.every:
        extent = Extent(every=asked.every, by_chance=1, faults_every=asked.every)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="crash-images-") as place:
        folder = Path(place)
        library = compiled(folder)
        if asked.only != "faults":
            found = sweep_day(library, folder / "day", extent, asked.workers)
            bad += sum(found[kind] for kind in ("lost", "half", "corrupt", "shut", "stale"))
        for number, spec in enumerate(
            fault_specs(extent.faults_every) if asked.only != "cuts" else ()
        ):
            figures: dict[str, Any] = {}
            with timed(f"fault {spec}", figures):
                where = folder / f"faults-{number}"
                figures.update(run_shared(library, where, spec, asked.workers))
            bad += len(figures["bad"])
    sys.stdout.write(f"{'0 bad' if not bad else f'{bad} BAD'}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
