"""A day of 2,000 sales at the real window: how long one takes, and what the memory does."""

from benchmarks.effort import Effort
from benchmarks.figures import Figure, spread
from benchmarks.probe import run_probe
from benchmarks.shop import Shops

_MODULE = "benchmarks.day_probe"
_KIB_A_MIB = 1_024


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Sell with the keyboard, receipts to files; memory after the first tenth is the base line."""
    with shops.folder_of(rows) as folder:
        told = run_probe(_MODULE, str(folder.data.parent), str(rows), str(effort.day_sales))
    looks: list[int] = told["memory_kib"]
    warm = looks[max(1, len(looks) // 10)]
    memory = {
        "memory_start": told["start_kib"],
        "memory_warm": warm,
        "memory_end": looks[-1],
    }
    return [
        *spread("day", rows, told["sale"]),
        *(
            Figure(
                case="day",
                rows=rows,
                metric=metric,
                value=round(kib / _KIB_A_MIB, 1),
                unit="MiB",
            )
            for metric, kib in memory.items()
        ),
    ]
