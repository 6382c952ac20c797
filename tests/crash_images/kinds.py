"""The kinds of images: what a power cut may leave of changes that nothing has flushed yet.

Each kind takes the disk at some moment of the log and chance, and gives one possible folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.crash_images.disk import (
    Change,
    Disk,
    File,
    Image,
    Write,
    apply,
    give_names,
    sectors_of,
)

Choice = Callable[[File, Random], Sequence[Change]]
"""Which of a file's pending changes a disk has written, in their order."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A power cut: the share of the pending names that last (None: by chance), and the changes."""

    names: float | None
    choice: Choice
    cache_is_left: bool = False


def _all(file: File, chance: Random) -> Sequence[Change]:
    del chance
    return file.pending


def _none(file: File, chance: Random) -> Sequence[Change]:
    del file, chance
    return ()


def _last_torn(file: File, chance: Random) -> Sequence[Change]:
    """All but the last write, and some first sectors of that."""
    if not file.pending or not isinstance(file.pending[-1], Write):
        return file.pending[:-1]
    parts = sectors_of(file.pending[-1])
    return [*file.pending[:-1], *parts[: chance.randrange(len(parts))]]


def _some_writes(file: File, chance: Random) -> Sequence[Change]:
    """Whole writes, out of order: a later one is there while an earlier one is not."""
    share = chance.random()
    return [change for change in file.pending if chance.random() < share]


def _some_sectors(file: File, chance: Random) -> Sequence[Change]:
    """Single sectors, out of order and torn."""
    share = chance.random()
    return [part for part in _parts(file) if chance.random() < share]


def _garbled(file: File, chance: Random) -> Sequence[Change]:
    """Single sectors, some of them with bytes that nobody wrote."""
    share = chance.random()
    found = [part for part in _parts(file) if chance.random() < share]
    return [
        Write(part.offset, chance.randbytes(len(part.data)))
        if isinstance(part, Write) and chance.random() < 0.3
        else part
        for part in found
    ]


def _parts(file: File) -> list[Change]:
    parts: list[Change] = []
    for change in file.pending:
        parts.extend(sectors_of(change) if isinstance(change, Write) else [change])
    return parts


_CUTS: Mapping[str, _Cut] = {
    "kept": _Cut(1, _all, cache_is_left=True),
    "dropped": _Cut(0, _none),
    "names_without_bytes": _Cut(1, _none),
    "torn": _Cut(1, _last_torn),
    "reordered": _Cut(None, _some_writes),
    "torn_sectors": _Cut(None, _some_sectors),
    "garbled": _Cut(None, _garbled),
}
CERTAIN = ("kept", "dropped", "names_without_bytes")
"""Kinds in which nothing is left to chance: one image for each moment."""

BY_CHANCE = ("torn", "reordered", "torn_sectors", "garbled")
KINDS = (*CERTAIN, *BY_CHANCE)


def image_of(disk: Disk, kind: str, chance: Random) -> Image:
    """One folder that a power cut now may leave."""
    cut = _CUTS[kind]
    share = chance.random() if cut.names is None else cut.names
    names = dict(disk.lasting)
    for namings in disk.pending[: round(share * len(disk.pending))]:
        give_names(names, namings)
    return {name: _content(file, cut, chance) for name, file in sorted(names.items())}


def _content(file: File, cut: _Cut, chance: Random) -> bytes:
    if cut.cache_is_left:  # the program was killed: what the system showed is still shown
        return file.shown()
    return bytes(apply(bytearray(file.durable), cut.choice(file, chance)))
