"""Disks that are full or dying: the n-th write from now on fails, once or until they are mended.

Or there is little room, which the till's own guard sees before anything fails.

The failure is the driver's own error, raised where the driver raises it: at a statement that
writes, at the commit, or behind a commit that reached the disk all the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from domain.disk_space import DEFAULT_DISK_LIMITS, DiskLimits, Room
from storage.disk_space import DiskGuard

Kind = Literal["full", "dying", "lying"]
KINDS: tuple[Kind, ...] = ("full", "dying", "lying")
"""No room; no answer; no answer, though what was written is there after the next start."""
_WORDS = {
    "full": "database or disk is full",
    "dying": "disk I/O error",
    "lying": "disk I/O error",
}
PLENTY_BYTES = 2 * DEFAULT_DISK_LIMITS.warn_bytes
LITTLE_BYTES = {
    Room.SCARCE: DEFAULT_DISK_LIMITS.stop_bytes - 1,
    Room.NONE: DEFAULT_DISK_LIMITS.read_only_bytes - 1,
}
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


class _Gauge(DiskGuard):
    """A guard whose reserve takes no room: its 64 MB a till would be written for real."""

    def give_up(self) -> bool:
        return False

    def restore(self, limits: DiskLimits) -> None:
        """Make none."""


@dataclass(slots=True)
class Disk:
    """One machine's disk. ``told`` hears of each write that failed, by its kind."""

    told: Callable[[str], None]
    left: int | None = None
    kind: Kind = "full"
    lasts: bool = False
    fired: int = 0
    free_bytes: int | None = None
    """How much is free; None where nobody looks."""

    @property
    def is_bad(self) -> bool:
        """Whether a write is going to fail, or has failed since it was mended."""
        return self.left is not None or self.fired > 0 or self.has_little_room

    @property
    def has_little_room(self) -> bool:
        """Whether only sales are written, or nothing."""
        return self.free_bytes is not None and self.free_bytes < DEFAULT_DISK_LIMITS.stop_bytes

    def guard(self, folder: Path) -> DiskGuard | None:
        """What the till watches this disk with, where somebody looks."""
        return None if self.free_bytes is None else _Gauge(folder, lambda _: self.free_bytes or 0)

    def spoil(self, writes: int, kind: Kind, *, lasts: bool) -> None:
        """Let the n-th write from now on fail: that one, or it and all after it."""
        self.left, self.kind, self.lasts = writes, kind, lasts

    def mend(self) -> None:
        """Make room, or put in another disk with the same content."""
        self.left, self.fired = None, 0
        if self.free_bytes is not None:
            self.free_bytes = PLENTY_BYTES

    def watch(self, engine: sa.Engine) -> None:
        """Fail the writes of this engine's connections from now on."""
        sa.event.listen(engine, "before_cursor_execute", self._at_statement, named=True)
        sa.event.listen(engine, "commit", self._at_commit)

    def _at_statement(self, **given: object) -> None:
        statement = str(given["statement"])
        if self.left is not None and self.kind != "lying" and _WRITES.match(statement):
            self._write(statement)

    def _at_commit(self, connection: sa.Connection) -> None:
        """Fail a commit as SQLite does: what it fails at is rolled back before anybody hears."""
        if self.left is None:
            return
        if self.left <= 1:
            driver = connection.connection.driver_connection
            assert driver is not None
            (driver.commit if self.kind == "lying" else driver.rollback)()
        self._write("COMMIT")

    def _write(self, statement: str) -> None:
        assert self.left is not None
        self.left -= 1
        if self.left > 0:
            return
        self.left = 1 if self.lasts else None
        self.fired += 1
        self.told(f"{self.kind}, {'lasting' if self.lasts else 'once'}")
        raise sa.exc.OperationalError(statement, {}, dbapi2.OperationalError(_WORDS[self.kind]))
