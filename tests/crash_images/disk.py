"""A disk as a power cut leaves it: what was flushed stays, of the rest anything may.

``Disk`` follows a write log. For each file it knows the bytes that a successful flush made last
and the changes since. Names (creating, renaming, removing) follow the journal of the usual file
systems: they last in their order, and at the latest when anything is flushed after them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.crash_images.write_log import Entry, Kind

SECTOR = 512


class Write(NamedTuple):
    """Bytes written at a place."""

    offset: int
    data: bytes


class Cut(NamedTuple):
    """A file cut, or stretched, to a size."""

    size: int


Change = Write | Cut


def apply(content: bytearray, changes: Iterable[Change]) -> bytearray:
    """Do the changes to the content, in order; a gap is filled with zeros."""
    for change in changes:
        size = change.size if isinstance(change, Cut) else change.offset
        if isinstance(change, Cut):
            del content[size:]
        if len(content) < size:
            content.extend(bytes(size - len(content)))
        if isinstance(change, Write):
            content[change.offset : change.offset + len(change.data)] = change.data
    return content


@dataclass(slots=True, eq=False)
class File:
    """A file: the bytes that last, the changes that may, and those that a failed flush lost.

    After a failed flush the system shows the bytes and believes them written; no later flush
    writes them (Linux, since 4.13). ``doomed`` holds them by their place, until written anew.
    """

    number: int
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)
    doomed: dict[int, bytes] = field(default_factory=dict)
    settled: int = 0

    def change(self, change: Change) -> None:
        self.pending.append(change)

    @property
    def changed(self) -> int:
        """How many changes there were so far."""
        return self.settled + len(self.pending)

    def flush(self, through: int | None = None) -> None:
        """Make the changes last: all, or the first ``through`` that there ever were."""
        count = len(self.pending) if through is None else max(0, through - self.settled)
        for change in self.pending[:count]:
            self._revive(change)
        self.durable = apply(self.durable, self.pending[:count])
        self._settle(count)

    def fail_flush(self) -> None:
        """The changes since the last flush are shown from now on, and will never be written."""
        for change in self.pending:
            self._revive(change)
            if isinstance(change, Write):
                for sector in sectors_of(change):
                    self.doomed[sector.offset] = sector.data
            else:
                self.durable = apply(self.durable, [change])
        self._settle(len(self.pending))

    def shown(self) -> bytes:
        """The bytes as a program sees them before the power cut."""
        doomed = (Write(offset, data) for offset, data in sorted(self.doomed.items()))
        return bytes(apply(apply(bytearray(self.durable), doomed), self.pending))

    def _settle(self, count: int) -> None:
        self.settled += len(self.pending[:count])
        self.pending = self.pending[count:]

    def _revive(self, change: Change) -> None:
        if isinstance(change, Cut):
            self.doomed = {at: data for at, data in self.doomed.items() if at < change.size}
            return
        for offset in list(self.doomed) if self.doomed else ():
            if change.offset <= offset < change.offset + len(change.data):
                del self.doomed[offset]


def sectors_of(write: Write) -> list[Write]:
    """A write as the sectors that a disk writes whole, cut at multiples of 512 bytes."""
    parts = []
    at = 0
    while at < len(write.data):
        size = SECTOR - (write.offset + at) % SECTOR
        parts.append(Write(write.offset + at, write.data[at : at + size]))
        at += size
    return parts


class Naming(NamedTuple):
    """A name given to a file, or taken away (None)."""

    name: str
    file: File | None


class Claim(NamedTuple):
    """A flush that the disk has claimed: what there was of a file, and of names, by then."""

    file: File | None
    changed: int
    names: dict[str, File]
    named: int


Image = dict[str, bytes]
"""The files that a power cut left: their paths below the recorded folder, and their bytes."""


@dataclass(slots=True)
class Disk:
    """The recorded folder: its names now, those that last, and the changes of names between.

    ``lag``: a lying disk has only claimed that many of the newest flushes; 0 for an honest one.
    """

    root: str
    lag: int = 0
    names: dict[str, File] = field(default_factory=dict)
    lasting: dict[str, File] = field(default_factory=dict)
    pending: list[tuple[Naming, ...]] = field(default_factory=list)
    open: dict[int, File | None] = field(default_factory=dict)
    claims: deque[Claim] = field(default_factory=deque)
    named: int = 0
    made: int = 0

    @classmethod
    def of_folder(cls, root: Path) -> Disk:
        """A disk on which everything in a folder lasts already."""
        disk = cls(str(root.resolve()))
        for path in sorted(found for found in root.rglob("*") if found.is_file()):
            disk.names[str(path.relative_to(root))] = disk._new(path.read_bytes())
        disk.lasting = dict(disk.names)
        return disk

    def follow(self, entry: Entry) -> None:
        """Do what the entry says."""
        _STEPS[entry.kind](self, entry)

    def shown(self) -> Image:
        """Every file as programs see it."""
        return {name: file.shown() for name, file in self.names.items()}

    def _new(self, content: bytes = b"") -> File:
        self.made += 1
        return File(self.made, bytearray(content))

    def _below(self, path: str) -> str:
        return path[len(self.root) :].lstrip("/")

    def _rename(self, *namings: Naming) -> None:
        self.pending.append(namings)
        give_names(self.names, namings)

    def _opened(self, entry: Entry) -> None:
        name = self._below(entry.names[0])
        file = self.names.get(name)
        if entry.kind is Kind.CREATE:
            file = self._new()
            self._rename(Naming(name, file))
        elif file is not None and entry.truncates:
            file.change(Cut(0))
        self.open[entry.fd] = file  # None: a folder

    def _closed(self, entry: Entry) -> None:
        self.open.pop(entry.fd, None)

    def _changed(self, entry: Entry) -> None:
        file = self.open[entry.fd]
        if file is not None and entry.kind is Kind.WRITE:
            file.change(Write(entry.offset, entry.payload))
        elif file is not None and not entry.error:
            file.change(Cut(entry.offset))

    def _flushed(self, entry: Entry) -> None:
        file = self.open[entry.fd]
        if entry.error:
            if file is not None:
                file.fail_flush()
            return
        changed = 0 if file is None else file.changed
        self.claims.append(Claim(file, changed, dict(self.names), self.named + len(self.pending)))
        while len(self.claims) > self.lag:
            self._honour(self.claims.popleft())

    def _honour(self, claim: Claim) -> None:
        if claim.file is not None:
            claim.file.flush(claim.changed)
        self.lasting = claim.names
        self.pending = self.pending[claim.named - self.named :]
        self.named = claim.named

    def _renamed(self, entry: Entry) -> None:
        if entry.error:
            return
        if entry.kind is Kind.UNLINK:
            self._rename(Naming(self._below(entry.names[0]), None))
            return
        source, target = (self._below(name) for name in entry.names)
        self._rename(Naming(source, None), Naming(target, self.names[source]))

    def _ignored(self, entry: Entry) -> None:
        """Folders: those of a till stand before it is first started."""


def give_names(names: dict[str, File], namings: Iterable[Naming]) -> None:
    """Do changes of names."""
    for name, file in namings:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


_STEPS: dict[Kind, Callable[[Disk, Entry], None]] = {
    Kind.OPEN: Disk._opened,
    Kind.CREATE: Disk._opened,
    Kind.CLOSE: Disk._closed,
    Kind.WRITE: Disk._changed,
    Kind.CUT: Disk._changed,
    Kind.FLUSH: Disk._flushed,
    Kind.UNLINK: Disk._renamed,
    Kind.RENAME: Disk._renamed,
    Kind.MKDIR: Disk._ignored,
    Kind.RMDIR: Disk._ignored,
    Kind.PROMISE: Disk._ignored,
}
