"""How often things are measured: enough for a 99th percentile, or a few times to try it out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Counts of what is timed, after ``warm_ups`` of the same that are not."""

    warm_ups: int = 100
    sales: int = 1_500
    scans: int = 2_000
    rounds: int = 3
    """How often each query of a search is asked."""
    products_typed: int = 30
    starts: int = 7


THOROUGH = Effort()
QUICK = Effort(warm_ups=2, sales=20, scans=20, rounds=1, products_typed=2, starts=1)
"""For trying a change, and for the tests: its percentiles mean nothing."""
