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
    pulls: tuple[int, ...] = (10_000, 100_000)
    """Products of each first pull; the first is also the catalog of the other cases of ``sync``."""
    pushes: tuple[int, ...] = (500, 5_000)
    changes: int = 200
    wire_runs: int = 3
    links: tuple[str, ...] = ("loopback", "wan", "lossy")
    drain_sales: int = 50_000
    drain_days: int = 30
    arriving: int = 10_000
    """Changes that arrive while somebody types."""
    day_sales: int = 2_000
    load_tills: tuple[int, ...] = (10, 100, 1_000)
    """Tills that hold a socket to central, in turn; the last is also the burst's."""
    load_idle_every_s: float = 30.0
    load_calm_s: float = 120.0
    load_burst_s: float = 600.0
    load_step_s: float = 60.0
    load_faster_max: int = 64
    """How much faster than usual the tills ask at most, where nothing bends before."""


THOROUGH = Effort()
QUICK = Effort(
    warm_ups=2,
    sales=20,
    scans=20,
    rounds=1,
    products_typed=2,
    starts=1,
    pulls=(200,),
    pushes=(5,),
    changes=20,
    wire_runs=1,
    links=("wan",),
    drain_sales=12,
    drain_days=2,
    arriving=400,
    day_sales=3,
    load_tills=(2, 5),
    load_idle_every_s=0.4,
    load_calm_s=1.0,
    load_burst_s=1.0,
    load_step_s=1.0,
    load_faster_max=2,
)
"""For trying a change, and for the tests: its percentiles mean nothing."""
