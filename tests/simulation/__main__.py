"""Run seeds: ``python -m tests.simulation --seeds 200 --profile short [--seed N] [--bugs]``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from tests.simulation.run import Outcome, run_seed
from tests.simulation.surroundings import quiet
from tests.simulation.swarm import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAILURES_SHOWN = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; return 1 when an invariant broke or a planted bug got away."""
    asked = _parser().parse_args(arguments)
    quiet()
    if asked.bugs:
        from tests.simulation.scoring import print_score  # noqa: PLC0415  # only where asked for

        return print_score(_seeds(asked), PROFILES[asked.profile], asked.processes)
    return _run(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many, from --first on")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--seed", type=int, help="this one only, with its whole log")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="short")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--bugs", action="store_true", help="plant each bug, print the score")
    return parser


def _seeds(asked: argparse.Namespace) -> range:
    return range(asked.first, asked.first + asked.seeds)


def _run(asked: argparse.Namespace) -> int:
    started = time.monotonic()
    if asked.seed is not None:
        outcomes = iter([run_seed(asked.seed, PROFILES[asked.profile])])
    else:
        outcomes = _in_pool(_seeds(asked), asked)
    seen: Counter[str] = Counter()
    count = failed = 0
    for outcome in outcomes:
        count += 1
        seen += outcome.seen
        if asked.seed is not None:
            print("\n".join(outcome.lines), outcome.fingerprint, sep="\n")
        if outcome.complaints:
            failed += 1
            if failed <= FAILURES_SHOWN:
                print(f"seed {outcome.seed}", *outcome.complaints[:6], outcome.replay, sep="\n  ")
    seconds = time.monotonic() - started
    used = sum(os.times()[:4])
    print("sometimes:", *(f"  {times:7} {what}" for what, times in sorted(seen.items())), sep="\n")
    rate = count * 60 / max(seconds, 0.001)
    each = f"{used / max(count, 1):.2f} s of CPU a seed"
    how = f"{seconds:.0f} s, {used:.0f} s of CPU, {each}, {rate:.0f} seeds a minute"
    print(f"{count} seeds, {failed} failed, {how}")
    return 1 if failed else 0


def _in_pool(seeds: range, asked: argparse.Namespace) -> Iterator[Outcome]:
    with ProcessPoolExecutor(asked.processes, initializer=quiet) as pool:
        yield from pool.map(_run_one, ((seed, asked.profile) for seed in seeds), chunksize=4)


def _run_one(what: tuple[int, str]) -> Outcome:
    seed, profile = what
    return run_seed(seed, PROFILES[profile])


if __name__ == "__main__":
    sys.exit(main())
