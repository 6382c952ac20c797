"""Every moment of a write log, every kind of image, and the judge's verdict on each."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.crash_images.disk import Disk, Image
from tests.crash_images.judge import Promised, judge, lay_out, worst
from tests.crash_images.kinds import BY_CHANCE, CERTAIN, image_of
from tests.crash_images.warm_engines import shared_statements
from tests.crash_images.write_log import Entry, Kind, read_log, run_recorded

EXAMPLES_KEPT = 5
SELLS_EVERY = 4
"""Of all images, one in so many sells once more: that takes as long as everything before it."""

MEMORY_DISK = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded folder: what lay there before (None: nothing), the root, and the log."""

    root: str
    log: Path
    before: Path | None = None

    def disk(self) -> Disk:
        disk = Disk(self.root) if self.before is None else Disk.of_folder(self.before)
        disk.root = self.root
        return disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which images: each ``every``-th moment, how many of each kind by chance, from which seed.

    ``after`` narrows the moments: "sold" to those in which a sale was handed out, "mark" to those
    in which the high-water mark was written, "" to none. ``lag``: flushes that a lying disk has
    only claimed.
    """

    after: str = ""
    lag: int = 0
    every: int = 1
    by_chance: int = 1
    seed: int = 1
    kinds: Sequence[str] = (*CERTAIN, *BY_CHANCE)


@dataclass(slots=True)
class Tally:
    """What a sweep found."""

    moments: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        self.moments += other.moments
        self.tried += other.tried
        self.bad += other.bad
        for kind, found in other.examples.items():
            self.examples[kind] = [*self.examples.get(kind, ()), *found][:EXAMPLES_KEPT]

    @property
    def images(self) -> int:
        return sum(self.tried.values())

    def figures(self) -> dict[str, object]:
        """For a report: how many images of each kind, and how many were bad in which way."""
        return {
            "moments": self.moments,
            "images": self.images,
            **{f"images {kind}": count for kind, count in sorted(self.tried.items())},
            **{kind: self.bad[kind] for kind in ("lost", "half", "corrupt", "shut", "stale")},
            "examples": self.examples,
        }


HALVES = ("first", "second")


def record_day(
    library: Path,
    folder: Path,
    planted: str,
    *,
    length: int = 2,
    halves: Sequence[str] = HALVES,
) -> Recording:
    """Record a till's day in a folder, both halves of it or the first."""
    root = folder / "till"
    root.mkdir(parents=True)
    log = folder / "write.log"
    for half in halves:
        words = [str(root), str(log), half, str(length), planted]
        run_recorded(library, root, ["tests.crash_images.workload", *words], log=log)
    return Recording(str(root.resolve()), log)


@dataclass(frozen=True, slots=True)
class Found:
    """One image: the moment, the kind, its files, and what was promised by then."""

    moment: int
    kind: str
    image: Image
    promised: Promised


def images(recording: Recording, plan: Plan) -> Iterator[Found]:
    """Every image of the plan, in the order of the log."""
    disk, promised, moment = recording.disk(), Promised(), 0
    disk.lag = plan.lag
    for entry in read_log(recording.log):
        if entry.kind is Kind.PROMISE:
            promised.add(entry.promise())
        else:
            disk.follow(entry)
        if not _is_moment(entry, disk, plan.after):
            continue
        moment += 1
        if moment % plan.every == plan.seed % plan.every:
            yield from _at(disk, promised, moment, plan)


def _is_moment(entry: Entry, disk: Disk, after: str) -> bool:
    """Whether something has changed on the disk or been promised, of the kind asked for."""
    if after == "sold":
        return entry.kind is Kind.PROMISE and entry.promise()[0] == "sold"
    if after == "mark":
        file = disk.open.get(entry.fd)
        marks = [disk.names[name] for name in disk.names if name.startswith("mark/")]
        return entry.kind is Kind.WRITE and file in marks
    return entry.kind not in (Kind.CLOSE, Kind.OPEN, Kind.MKDIR, Kind.RMDIR)


def _at(disk: Disk, promised: Promised, moment: int, plan: Plan) -> Iterator[Found]:
    for kind in plan.kinds:
        for number in range(plan.by_chance if kind in BY_CHANCE else 1):
            chance = Random(f"{plan.seed}/{moment}/{kind}/{number}")
            yield Found(moment, kind, image_of(disk, kind, chance), promised)


def sweep(recording: Recording, plan: Plan, *, worker: int = 0, workers: int = 1) -> Tally:
    """Judge every image once; of several workers, this one's share."""
    tally, seen = Tally(), set[bytes]()
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="crash-image-", dir=place))
    moments = set[int]()
    try:
        for found in images(recording, plan):
            moments.add(found.moment)
            digest = _digest(found)
            if digest[0] % workers != worker or digest in seen:
                continue
            seen.add(digest)
            lay_out(found.image, folder)
            with shared_statements():
                blames = judge(folder, found.promised, sells=digest[1] % SELLS_EVERY == 0)
            tally.tried[found.kind] += 1
            if kind := worst(blames):
                tally.bad[kind] += 1
                said = f"moment {found.moment}, {found.kind}: {blames[0].sentence}"
                tally.examples.setdefault(kind, []).append(said)
                tally.examples[kind] = tally.examples[kind][:EXAMPLES_KEPT]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tally.moments = len(moments) if worker == 0 else 0
    return tally


def sweep_by(recording: Recording, plan: Plan, workers: int) -> Tally:
    """The same sweep, shared by several processes."""
    total = Tally()
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        shares = [
            pool.apply_async(sweep, (recording, plan), {"worker": worker, "workers": workers})
            for worker in range(workers)
        ]
        for share in shares:
            total.add(share.get())
    return total


def _digest(found: Found) -> bytes:
    """Equal for images that hold the same bytes and must keep the same promises."""
    digest = hashlib.blake2b(digest_size=16)
    for name, content in found.image.items():
        if not name.endswith("-shm"):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    promised = found.promised
    digest.update(repr((len(promised.sales), promised.shifts, promised.heard)).encode())
    digest.update(repr((promised.enrolled, sorted(promised.backups))).encode())
    return digest.digest()


def replayed(recording: Recording) -> tuple[Image, list[Entry]]:
    """The folder as the whole log says it is, and the log: to compare with what lies there."""
    disk, entries = recording.disk(), list(read_log(recording.log))
    for entry in entries:
        disk.follow(entry)
    return disk.shown(), entries
