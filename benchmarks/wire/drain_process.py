"""A till that hands over what waits, in a process of its own, so that its memory can be told apart.

python -m benchmarks.wire.drain_process FOLDER PORT
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.till_folder import TillFolder
from benchmarks.wire.memory import own_peak_kib
from benchmarks.wire.wire_till import open_wire_till


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What draining took: nanoseconds, requests, and the process's memory before and at most."""

    time_ns: int
    requests: int
    before_kib: int
    peak_kib: int


def main(words: Sequence[str]) -> int:
    """Turn the engine until nothing waits, and print what it took as JSON."""
    folder, port = Path(words[0]), int(words[1])
    with open_wire_till(TillFolder.below(folder), port) as till:
        before_kib = own_peak_kib()
        began = time.perf_counter_ns()
        till.settle()
        drained = Drained(
            time_ns=time.perf_counter_ns() - began,
            requests=till.transport.request_count,
            before_kib=before_kib,
            peak_kib=own_peak_kib(),
        )
    json.dump(asdict(drained), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
