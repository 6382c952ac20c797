"""How long from starting the program to its first usable screen, each time in a fresh process.

The catalog's file may be in the computer's memory already, as after a restart of the program; a
start after switching the computer on also waits for the disk.
"""

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter_ns

from app.till_folder import TillFolder
from benchmarks.effort import Effort
from benchmarks.figures import Figure, middle
from benchmarks.shop import Shops
from benchmarks.start_probe import MILESTONES

_ROOT = Path(__file__).resolve().parent.parent
_END_S_MAX = 120.0


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Start the same till again and again, once unmeasured; each start is closed properly."""
    times: dict[str, list[int]] = defaultdict(list)
    with shops.folder_of(rows) as folder:
        start_once(folder)
        for _ in range(effort.starts):
            for milestone, time_ns in start_once(folder).items():
                times[milestone].append(time_ns)
    *before, last = MILESTONES
    figures = middle("start", rows, times[last])
    for milestone in before:
        figures += middle(f"start.{milestone}", rows, times[milestone])
    return figures


def start_once(folder: TillFolder) -> dict[str, int]:
    """Start the program; return nanoseconds from before its process began to each milestone.

    Raises RuntimeError when it does not come to its end.
    """
    environ = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-P", "-m", "benchmarks.start_probe", str(folder.data.parent)]
    reached: dict[str, int] = {}
    began = perf_counter_ns()
    with subprocess.Popen(  # noqa: S603  # our own module, with our own folder
        command, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            reached[line.strip()] = perf_counter_ns() - began
        code = process.wait(_END_S_MAX)
    if code or tuple(reached) != MILESTONES:
        raise RuntimeError(f"the till ended with {code} after {', '.join(reached) or 'nothing'}")
    return reached
