"""A disk that is full or dying at the N-th change of a file, for N = 1, 2, … until a day passes.

Run under the recorder, once for many N: ``-m tests.crash_images.faults ROOT SPECS``, where SPECS is
a list of ``Spec`` in JSON; an outcome for each is printed as JSON, one a line. Each run of the till
is a process of its own (forked), so that "restart the till" is what it says. Only Linux has what
this needs.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from domain.errors import WorldFailure
from storage.errors import DiskFailing
from tests.crash_images.disk import Disk
from tests.crash_images.judge import Promised, judge, lay_out
from tests.crash_images.kinds import image_of
from tests.crash_images.planted import PLANTED
from tests.crash_images.warm_engines import shared_statements
from tests.crash_images.workload import Day, tamper_closed
from tests.crash_images.write_log import (
    DYING_KINDS,
    NO_ROOM_KINDS,
    Kind,
    Recorder,
    read_log,
)
from tests.helpers.builders import MORNING, SetClock, TillPlan, a_session, a_till, open_request
from tests.helpers.builders import _opened as opened

STARTS_MAX = 4
CUTS_AFTER_A_FAULT = 2
BY_CHANCE_AFTER = ("dropped", "reordered", "torn_sectors")
EXAMPLES_KEPT = 12

Step = Callable[[Day], object]
DAYS: Mapping[str, tuple[Step, ...]] = {
    "selling": (
        lambda day: day.sell("barrel", "tape"),
        lambda day: day.book("shipment-1"),
        lambda day: day.hear(),
        lambda day: day.till.db.idle_maintenance(),
        lambda day: day.sell("rice"),
        lambda day: day.back_up(),
        lambda day: day.till.db.truncate_log(),
        lambda day: day.sell("pen"),
        lambda day: day.start_again(),
        lambda day: day.sell("marker"),
    ),
    "upgrading": (lambda day: day.sell("barrel"), lambda day: day.sell("tape")),
}
"""What the till does after its start, step by step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Which day, which error, lasting or not, and which N: each ``every``-th from ``first``
    to ``last``, or to the end of the day.

    ``only`` names the one kind of change that is counted and fails ("FLUSH"), "" all that can.
    """

    day: str = "selling"
    error: str = "ENOSPC"
    lasts: bool = False
    only: str = ""
    planted: str = "nothing"
    first: int = 1
    every: int = 1
    last: int = 100_000

    @property
    def code(self) -> int:
        return int(getattr(errno, self.error))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.only:
            return (Kind[self.only],)
        return NO_ROOM_KINDS if self.error == "ENOSPC" else DYING_KINDS


@dataclass(slots=True)
class Outcome:
    """What the runs of a spec showed; ``bad`` holds sentences, none for a good product."""

    runs: int = 0
    changes: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    images: int = 0
    bad: list[str] = field(default_factory=list)

    def blame(self, number: int, sentence: str) -> None:
        self.bad.append(f"at change {number}: {sentence}")


@dataclass(slots=True)
class Report:
    """What one process says when it ends."""

    next_step: int = 0
    counted: int = 0
    must_restart: bool = False
    failures: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Runs:
    """The runs of a spec, below a root folder."""

    root: Path
    spec: Spec
    recorder: Recorder = field(default_factory=Recorder)
    outcome: Outcome = field(default_factory=Outcome)

    def go(self) -> Outcome:
        """Fail at each N in turn; the last run is the first that nothing happened to."""
        template = self.root / "template"
        self.recorder.log_to(None)
        shutil.rmtree(template, ignore_errors=True)
        prepared = in_a_process(lambda: self._prepare(template))
        assert not prepared.bad, prepared.bad
        number = self.spec.first
        while self._run(template, number) and number < self.spec.last:
            number += self.spec.every
        return self.outcome

    def _prepare(self, folder: Path) -> Report:
        day = Day(folder, self._new_log("template"), a_till(folder, TillPlan(seed="template")))
        day.open_shift()
        day.sell("tape")
        day.till.db.close()
        if self.spec.day == "upgrading":
            tamper_closed(open_request(folder, SetClock()).path)
        return Report()

    def _new_log(self, name: str) -> Path:
        log = self.root.parent / f"{self.root.name}-{name}.log"
        log.unlink(missing_ok=True)
        self.recorder.log_to(log)
        return log

    def _run(self, template: Path, number: int) -> bool:
        """One day with a fault at change N; False where the day was over before it."""
        folder = self.root / "run"
        self.recorder.log_to(None)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        log = self._new_log("run")
        counted = self._live(folder, log, number)
        self._judge(folder, log, number)
        self.outcome.runs += 1
        self.outcome.changes = max(self.outcome.changes, counted)
        return counted >= number

    def _live(self, folder: Path, log: Path, number: int) -> int:
        """Start the till, and again as often as it asks for that; return the changes counted."""
        report = Report()
        counted = 0
        for start in range(STARTS_MAX):
            left = number - counted
            if left <= 0:
                left = 1 if self.spec.lasts and start < STARTS_MAX - 1 else 0
            done = report.next_step

            def live(left: int = left, done: int = done, start: int = start) -> Report:
                return self._one_process(folder, log, (left, done, start))

            report = in_a_process(live)
            counted += report.counted
            self.outcome.failures = dict(Counter(self.outcome.failures) + Counter(report.failures))
            for sentence in report.bad:
                self.outcome.blame(number, sentence)
            if not report.must_restart:
                break
        return counted

    def _one_process(self, folder: Path, log: Path, where: tuple[int, int, int]) -> Report:
        left, done, start = where
        report = Report(next_step=done)
        clock = SetClock(MORNING + timedelta(hours=1 + start))
        self.recorder.fail_at(left, self.spec.code, self.spec.kinds, lasts=self.spec.lasts)
        found: list[Day] = []

        def begin() -> None:
            till = opened(folder, TillPlan(seed=f"run-{start}", clock=clock))
            found.append(Day(folder, log, till, a_session(till)))

        if not _tried(begin, report) or not found:
            report.must_restart = True
            report.counted = self.recorder.heal()
            return report
        (day,) = found
        for step in DAYS[self.spec.day][done:]:
            report.next_step += 1
            _tried(partial(step, day), report)
            if report.must_restart and not day.till.db._writer.closed:
                # Few do what the first sentence says: one key more.
                report.must_restart = False
                _tried(lambda: day.sell("rice"), report)
            if report.must_restart or day.till.db._writer.closed:  # its own start failed
                report.must_restart = True
                break
        report.counted = self.recorder.heal()
        if not report.must_restart and not _tried(lambda: day.sell("tape", "rice"), report):
            report.bad.append("the till does not sell once there is room again")
        return report

    def _judge(self, folder: Path, log: Path, number: int) -> None:
        """Look at what is left: on this disk, and on it after power cuts."""
        self.recorder.log_to(None)
        promised, disk = Promised(enrolled=True), Disk.of_folder(self.root / "template")
        disk.root = str(folder)
        for entry in read_log(self.root.parent / f"{self.root.name}-template.log"):
            if entry.kind is Kind.PROMISE:
                promised.add(entry.promise())
        has_failed, cuts = False, 0
        for entry in read_log(log):
            has_failed |= bool(entry.error)
            if entry.kind is not Kind.PROMISE:
                disk.follow(entry)
                continue
            promised.add(entry.promise())
            if has_failed and cuts < CUTS_AFTER_A_FAULT and entry.promise()[0] == "sold":
                cuts += 1
                self._cut(number, disk, "dropped", promised)
        self._blame(number, folder, promised, "")
        self._cut(number, disk, BY_CHANCE_AFTER[number % len(BY_CHANCE_AFTER)], promised)

    def _cut(self, number: int, disk: Disk, kind: str, promised: Promised) -> None:
        image = image_of(disk, kind, Random(f"{number}/{kind}"))
        lay_out(image, self.root / "cut")
        self._blame(number, self.root / "cut", promised, f", then a power cut ({kind})")
        self.outcome.images += 1

    def _blame(self, number: int, folder: Path, promised: Promised, more: str) -> None:
        report = in_a_process(
            lambda: Report(bad=[f"{it.kind}: {it.sentence}" for it in judge(folder, promised)])
        )
        for sentence in report.bad:
            self.outcome.blame(number, sentence + more)


def _tried(step: Callable[[], object], report: Report) -> bool:
    """Do a step; a failure of the world is noted, any other is a mistake of the product."""
    try:
        step()
    except WorldFailure as error:
        report.failures.append(f"{type(error).__name__}: {error.title}")
        report.must_restart |= isinstance(error, DiskFailing)
        if not error.title or not error.message.endswith("."):
            report.bad.append(f"no plain sentence: {error}")
        return False
    except Exception as error:  # noqa: BLE001  the outermost border of the experiment
        report.failures.append(type(error).__name__)
        report.bad.append(f"{type(error).__name__} reached the person: {error}")
        return False
    return True


def in_a_process(work: Callable[[], Report]) -> Report:
    """Do something in a forked process that ends without closing anything."""
    receives, sends = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.write(sends, json.dumps(asdict(work())).encode()[:60_000])
            code = 0
        finally:
            if code:  # whatever it was: said here, counted by the parent
                traceback.print_exc()
            os._exit(code)
    os.close(sends)
    with os.fdopen(receives, "rb") as pipe:
        raw = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        return Report(bad=[f"a process of the till died ({status})"])
    said: dict[str, Any] = json.loads(raw)
    return Report(**said)


def main(root: Path, specs: Sequence[Spec]) -> None:
    """Run the specs, which share what is planted, and print their outcomes."""
    for planted in {spec.planted for spec in specs}:
        PLANTED[planted]()
    with shared_statements():
        for spec in specs:
            outcome = Runs(root, spec).go()
            sys.stdout.write(json.dumps(asdict(outcome)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Spec(**given) for given in json.loads(sys.argv[2])])
