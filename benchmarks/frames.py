"""How smoothly the window moves: while 10,000 changes arrive, and with the longest cart."""

from benchmarks.effort import Effort
from benchmarks.figures import Figure, spread
from benchmarks.probe import run_probe
from benchmarks.shop import Shops

_MODULE = "benchmarks.frames_probe"


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Measure in a process of its own; the ``max`` of ``frames.changes`` is the longest stall."""
    with shops.folder_of(rows) as folder:
        found = run_probe(_MODULE, str(folder.data.parent), str(rows), str(effort.arriving))
    figures: list[Figure] = []
    for case in ("changes", "scroll", "total"):
        figures += spread(f"frames.{case}", rows, found[case])
    return figures
