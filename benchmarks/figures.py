"""What a benchmark found: figures, the targets they stand up to, and how both are shown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from benchmarks.percentiles import median, percentile

_NS_PER_MS = 1_000_000
_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number: of which case, at how many products, in which unit."""

    case: str
    rows: int
    metric: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The most that a figure may be at up to ``rows_max`` products (design, section 6)."""

    case: str
    metric: str
    rows_max: int
    most: float


TARGETS = (
    Target(case="commit", metric="p99", rows_max=100_000, most=20),
    Target(case="commit", metric="ratio", rows_max=100_000, most=5),
    Target(case="scan", metric="p99", rows_max=100_000, most=16),
    Target(case="scan", metric="p99", rows_max=1_000_000, most=50),
    Target(case="search", metric="p99", rows_max=100_000, most=16),
    Target(case="search", metric="p99", rows_max=1_000_000, most=60),
    Target(case="start", metric="median", rows_max=100_000, most=2_000),
    Target(case="frames.changes", metric="max", rows_max=100_000, most=50),
    Target(case="frames.changes", metric="p99", rows_max=100_000, most=16),
    Target(case="frames.scroll", metric="p99", rows_max=100_000, most=16),
    Target(case="first_pull_10k/wan", metric="seconds", rows_max=10_000, most=16),
    Target(case="first_slice_10k/wan", metric="seconds", rows_max=10_000, most=4),
    Target(case="push_500/wan", metric="seconds", rows_max=10_000, most=2.8),
    Target(case="push_500/wan", metric="requests", rows_max=10_000, most=2),
    Target(case="push_500/wan", metric="bytes_up", rows_max=10_000, most=200_000),
    Target(case="pull_200/wan", metric="seconds", rows_max=10_000, most=1.2),
    Target(case="pull_200/wan", metric="requests", rows_max=10_000, most=1),
    Target(case="idle/wan", metric="seconds", rows_max=10_000, most=0.35),
    Target(case="idle/wan", metric="requests", rows_max=10_000, most=1),
    Target(case="idle/wan", metric="bytes_up", rows_max=10_000, most=1_000),
    Target(case="idle/wan", metric="bytes_down", rows_max=10_000, most=1_000),
    *(
        Target(case=f"{phase}_1000/{database}", metric=metric, rows_max=1_000, most=most)
        for phase in ("calm", "burst")
        for database in ("sqlite", "postgresql")
        for metric, most in (("p95", 500), ("errors", 0))
    ),
)
"""Narrower limits on ``rows_max`` first: the first that fits counts."""


def spread(case: str, rows: int, times_ns: Sequence[int]) -> list[Figure]:
    """Return p50, p99 and the slowest of many times, in milliseconds."""
    found = {
        "p50": percentile(times_ns, 50),
        "p99": percentile(times_ns, 99),
        "max": max(times_ns),
    }
    return [in_ms(case, rows, metric, value) for metric, value in found.items()]


def middle(case: str, rows: int, times_ns: Sequence[int]) -> list[Figure]:
    """Return the median and the slowest of few times, in milliseconds."""
    return [
        in_ms(case, rows, "median", round(median(times_ns))),
        in_ms(case, rows, "max", max(times_ns)),
    ]


def in_ms(case: str, rows: int, metric: str, time_ns: int) -> Figure:
    """Return a time as a figure in milliseconds."""
    value = round(time_ns / _NS_PER_MS, _PLACES)
    return Figure(case=case, rows=rows, metric=metric, value=value, unit="ms")


def find_target(figure: Figure) -> Target | None:
    """Return the target this figure stands up to, or None where none is set."""
    return next(
        (
            target
            for target in TARGETS
            if (target.case, target.metric) == (figure.case, figure.metric)
            and figure.rows <= target.rows_max
        ),
        None,
    )


def as_json(figures: Iterable[Figure]) -> str:
    """Return the figures as a JSON list of {case, rows, metric, value, unit}."""
    return json.dumps([asdict(figure) for figure in figures], indent=1) + "\n"


def as_table(figures: Iterable[Figure]) -> str:
    """Return the figures as aligned lines for a person, with the targets beside them."""
    heading = f"{'case':26} {'products':>9}  {'metric':14} {'value':>12}     target"
    return "\n".join([heading, *(_row(figure) for figure in figures)])


def _row(figure: Figure) -> str:
    value = f"{figure.value:>12,.{_PLACES}f} {figure.unit:3}"
    row = f"{figure.case:26} {figure.rows:>9,}  {figure.metric:14} {value} {_verdict(figure)}"
    return row.rstrip()


def _verdict(figure: Figure) -> str:
    target = find_target(figure)
    if target is None:
        return ""
    return f"<= {target.most:,g} {'met' if figure.value <= target.most else 'MISSED'}"
