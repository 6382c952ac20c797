"""Watching the disk, and a reserve on it that is given up before selling has to stop (rules 14).

The reserve is a file of real blocks beside the database. Given up, its room lets a shift be
finished; it is made again when there is plenty.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from domain.disk_space import MEGABYTE, DiskLimits, Room, room_of
from storage.errors import DiskFull
from storage.flushing import flush_folder

RESERVE = "reserve"
OWN_BACKUPS_WHEN_SCARCE = 2
_ZEROES = bytes(MEGABYTE)


def free_bytes_of(folder: Path) -> int:
    """Return how many bytes this account may still write there. Raises OSError."""
    return shutil.disk_usage(folder).free


@dataclass(slots=True)
class DiskGuard:
    """The room on the disk of one folder, and the reserve in it. ``measure`` is for tests."""

    folder: Path
    measure: Callable[[Path], int] = free_bytes_of
    free_bytes: int = field(default=0, init=False)
    room: Room = field(default=Room.PLENTY, init=False)

    @property
    def reserve(self) -> Path:
        return self.folder / RESERVE

    def look(self, limits: DiskLimits) -> Room:
        """Measure, and give the reserve up where it is time to. A disk that does not say has room.

        A cheap call of the system: it may stand before each write.
        """
        self._measure(limits)
        if self.room is Room.NONE and self.give_up():
            self._measure(limits)
        return self.room

    def give_up(self) -> bool:
        """Remove the reserve; False where there is none, or it cannot be removed."""
        try:
            self.reserve.unlink()
        except OSError:
            return False
        return True

    def restore(self, limits: DiskLimits) -> None:
        """Make the reserve again, where there is plenty of room and none lies there."""
        if self.room is not Room.PLENTY or self.reserve.exists():
            return
        partial = self.reserve.with_name(f"{RESERVE}.partial")
        try:
            _fill(partial, limits.reserve_bytes)
            partial.replace(self.reserve)
            flush_folder(self.folder)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def _measure(self, limits: DiskLimits) -> None:
        try:
            self.free_bytes = self.measure(self.folder)
        except OSError:
            self.free_bytes = limits.warn_bytes
        self.room = room_of(self.free_bytes, limits)


def _fill(file: Path, size_bytes: int) -> None:
    """Write a file that really takes its room: one with holes would give nothing back."""
    with file.open("wb") as writer:
        if hasattr(os, "posix_fallocate") and size_bytes:
            os.posix_fallocate(writer.fileno(), 0, size_bytes)
        else:
            for _ in range(size_bytes // MEGABYTE):
                writer.write(_ZEROES)
        writer.flush()
        os.fsync(writer.fileno())


def nothing_more_is_sold() -> DiskFull:
    """Return the failure for a step that has no room, while another would still have been read."""
    return DiskFull(
        "The disk is full",
        "Nothing more can be written on this till, so that what it holds stays whole. Every sale is"
        " kept and is still being sent. Delete files that are not the till's, then press the key"
        " again.",
    )


def only_sales_are_written() -> DiskFull:
    """Return the failure for a write that is no sale."""
    return DiskFull(
        "The disk is nearly full",
        "Selling goes on and nothing is lost, but new prices are not taken in and no backup is made"
        " here. Delete files that are not the till's: the rest happens by itself.",
    )
