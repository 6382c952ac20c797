"""A slow line as a benchmark uses it: started, asked what went over it, and stopped."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict

from benchmarks.wire.link import Traffic, Weather

LINKS: Mapping[str, Weather] = {
    "loopback": Weather(),
    "wan": Weather(delay_ms=150, rate_bits=1_000_000),
    "lossy": Weather(delay_ms=150, rate_bits=1_000_000, stall_per_mille=20, stall_ms=300),
}
"""The links of the design's targets: 150 ms each way at 1 Mbit/s, and the same with stalls."""
_STOP_S_MAX = 10.0


class SlowLine:
    """A running line. ``port`` of this computer leads to central over it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._read())

    def count(self) -> Traffic:
        """Return what went over the line since the last time it was asked."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Traffic(**json.loads(self._read()))

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextmanager
def slow_line(target: int, weather: Weather) -> Iterator[SlowLine]:
    """Run a line to a port of this computer for the block."""
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "benchmarks.wire.link", str(target), json.dumps(asdict(weather))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield SlowLine(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_STOP_S_MAX)
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
