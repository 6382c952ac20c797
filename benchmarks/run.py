"""`python3 dev.py bench NAME … --json FILE`: measure, print a table, and keep the figures."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import central, commit, day, drain, frames, scan, search, start, sync
from benchmarks.effort import QUICK, THOROUGH, Effort
from benchmarks.figures import Figure, as_json, as_table
from benchmarks.goods import ITEMS_MAX
from benchmarks.shop import Shops, say, shops_of_one_run

Measure = Callable[[Shops, int, Effort], list[Figure]]
BENCHMARKS: Mapping[str, Measure] = {
    "commit": commit.measure,
    "scan": scan.measure,
    "search": search.measure,
    "start": start.measure,
    "frames": frames.measure,
    "day": day.measure,
}
WIRE: Mapping[str, Callable[[Path, Effort], list[Figure]]] = {
    "sync": sync.measure,
    "drain": drain.measure,
    "central": central.measure,
}
"""Benchmarks of the till and central together, with numbers of products of their own."""
EVERY = "all"
ROWS = (10_000, 100_000)
ROWS_MIN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    effort: Effort
    json: Path | None
    disk: Path | None


def main(words: Sequence[str]) -> int:
    """Run benchmarks and return 0: a target that is missed is said in the table, and no failure."""
    given = _parse(words)
    figures: list[Figure] = []
    with shops_of_one_run(given.disk) as shops:
        for name in given.names:
            if name in WIRE:
                figures += WIRE[name](shops.new_folder(), given.effort)
                continue
            for rows in given.rows:
                say(f"measuring {name} at {rows:,} products …")
                figures += BENCHMARKS[name](shops, rows, given.effort)
    print(as_table(figures))
    if given.json is not None:
        given.json.write_text(as_json(figures), encoding="utf-8")
    return 0


def _parse(words: Sequence[str]) -> Given:
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description="Measure how fast the till is (docs/benchmarks.md)."
    )
    parser.add_argument("names", nargs="+", choices=(*BENCHMARKS, *WIRE, EVERY), metavar="NAME")
    parser.add_argument(
        "--rows", type=_row_count, action="append", help="products; may be said again"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument(
        "--disk", type=Path, help="a folder on the disk to measure (else: the temporary files')"
    )
    parser.add_argument("--quick", action="store_true", help="few repetitions: to try a change")
    typed = parser.parse_args(words)
    names = (*BENCHMARKS, *WIRE) if EVERY in typed.names else tuple(typed.names)
    return Given(
        names=names,
        rows=tuple(typed.rows or ROWS),
        effort=QUICK if typed.quick else THOROUGH,
        json=typed.json,
        disk=typed.disk,
    )


def _row_count(text: str) -> int:
    rows = int(text.replace(",", "").replace("_", ""))
    if not ROWS_MIN <= rows <= ITEMS_MAX:
        raise argparse.ArgumentTypeError(f"{ROWS_MIN:,} to {ITEMS_MAX:,} products")
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
