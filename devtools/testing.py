"""The whole test run: groups of tests side by side, one for each core, their coverage joined."""

import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from devtools.environment import ROOT

GROUPS: Mapping[str, Sequence[str]] = {
    "central": ("tests/central",),
    "machine": ("tests/crash_images", "tests/journeys"),
    "rest": (
        "tests",
        "--ignore=tests/storage",
        "--ignore=tests/crash_images",
        "--ignore=tests/journeys",
        "--ignore=tests/central",
        "--ignore=tests/sync",
        "--ignore=tests/postgres",
        "--ignore=tests/qt",
        "--ignore=tests/simulation",
        "--ignore=tests/unit/benchmarks",
    ),
    "simulation": ("tests/simulation",),
    "screens": ("tests/qt",),
    "sync": ("tests/sync", "tests/postgres"),
    "benchmarks": ("tests/unit/benchmarks",),
    "storage": ("tests/storage",),
}
"""Longest first. A process each: the simulator's many worlds neither slow nor disturb the others,
and what one group leaves in a process no other one meets."""
UNMEASURED: frozenset[str] = frozenset({"benchmarks", "machine", "simulation"})
"""Whole programs, killed, cut off and started again: measuring them costs half their time, and
what they reach every day is reached by the tests beside it."""
_DATA = ".coverage"
_MEMORY_DISK = Path("/dev/shm")  # noqa: S108  # each run makes a folder of its own there
_MEMORY_DISK_FREE_MIN = 6 * 1024**3
"""Bytes. A whole run keeps far less at a time; whoever has less waits for the disk instead."""
_LOOK_EVERY_S = 0.2
WINDOWED: frozenset[str] = frozenset({"machine"})
"""Their windows stand on a real display, so that the window system brings each key."""
_DISPLAY_S_MAX = 20
"""How long it may take to begin, and to end."""
_COVERAGE = ("-m", "coverage", "run")
"""Around pytest, not within: its plugin costs as much again as the measuring itself."""


@dataclass(frozen=True, slots=True)
class _Running:
    name: str
    process: "subprocess.Popen[bytes]"
    output: IO[bytes]
    began: float

    def wait(self) -> None:
        """Wait a moment for it to end."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_LOOK_EVERY_S)


@contextmanager
def display_of_its_own(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Start a display without a screen, where the machine has one to start."""
    program = shutil.which("Xvfb")
    if program is None:
        yield dict(environ)
        return
    reads, writes = os.pipe()
    words = ["-displayfd", str(writes), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        [program, *words], pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            has_begun, _, _ = select.select([told], [], [], _DISPLAY_S_MAX)
            number = told.readline().strip() if has_begun else ""  # "": it ended without one
        window = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"} if number else {}
        yield {**environ, **window}
    finally:
        server.terminate()
        server.wait(_DISPLAY_S_MAX)


@contextmanager
def quick_folder(environ: Mapping[str, str], disk: Path = _MEMORY_DISK) -> Iterator[dict[str, str]]:
    """Let the tests keep their folders in memory, where there is room.

    Half of their time went by in waiting for the disk. What is written there survives a killed
    process all the same.
    """
    try:
        has_room = shutil.disk_usage(disk).free >= _MEMORY_DISK_FREE_MIN
    except OSError:  # another system, or a container without one
        has_room = False
    if not has_room or "TMPDIR" in environ:
        yield dict(environ)
        return
    folder = tempfile.mkdtemp(prefix="windward-", dir=disk)
    Path(folder).chmod(0o711)  # a database server runs as a user of its own
    try:
        yield {**environ, "TMPDIR": folder}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_groups(python: str, environ: Mapping[str, str]) -> int:
    """Run every group, as many at a time as there are cores; return 0 if all of them passed.

    What a group printed is shown when it has ended, so that no two are mixed up.
    """
    for old in (ROOT / _DATA, *ROOT.glob(f"{_DATA}.*")):
        old.unlink(missing_ok=True)
    with display_of_its_own(environ) as windowed:
        return _run_groups(
            python, {name: windowed if name in WINDOWED else environ for name in GROUPS}
        )


def _run_groups(python: str, environs: Mapping[str, Mapping[str, str]]) -> int:
    waiting, running, worst = list(environs), list[_Running](), 0
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                name = waiting.pop(0)
                running.append(_started(python, environs[name], name))
            ended = [one for one in running if one.process.poll() is not None]
            running = [one for one in running if one not in ended]
            worst = max([worst, *map(_shown, ended)])
            if not ended:
                running[0].wait()
    finally:
        for one in running:
            one.process.terminate()
            one.process.wait()
            one.output.close()
    return worst


def join_coverage(python: str, environ: Mapping[str, str]) -> int:
    """Join what the groups measured, and report it; return 0 where it is above the floor."""
    for words in (("combine", "--quiet"), ("report", "--skip-covered")):
        done = subprocess.run(
            [python, "-m", "coverage", *words], env=dict(environ), cwd=ROOT, check=False
        )
        if done.returncode:
            return done.returncode
    return 0


def _started(python: str, environ: Mapping[str, str], name: str) -> _Running:
    output = tempfile.TemporaryFile()  # noqa: SIM115  # open for as long as the group runs
    measured = () if name in UNMEASURED else _COVERAGE
    process = subprocess.Popen(
        [python, *measured, "-m", "pytest", *GROUPS[name]],
        env={**environ, "COVERAGE_FILE": str(ROOT / f"{_DATA}.{name}")},
        cwd=ROOT,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    print(f"tests: {name} begun", flush=True)
    return _Running(name, process, output, time.monotonic())


def _shown(ended: _Running) -> int:
    """Show what a group printed; return its exit code, as a shell would count it."""
    code: int = ended.process.returncode
    took = time.monotonic() - ended.began
    ended.output.seek(0)
    sys.stdout.write(ended.output.read().decode(errors="replace"))
    ended.output.close()
    print(f"tests: {ended.name} ended with {code} after {took:.0f} s", flush=True)
    return code if code >= 0 else 128 - code
