"""A look at a till's database from outside, for ``windward doctor``: reads, and changes nothing.

Each function opens the file by itself, so that what one cannot read does not hide the rest. All
raise UnreadableDatabase, DamagedDatabase and WorldFailure.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from domain.disk_space import DiskLimits
from storage.connections import EncryptedFile, reading_engine
from storage.errors import translated
from storage.high_water_mark import HighWaterMark
from storage.integrity import check_chain_tail, quick_check
from storage.migrate import find_revision, require_known
from storage.notes import RUNNING, find_note
from storage.staleness import staleness
from storage.streams import StaleReason
from storage.unsent import opened_for_rescue
from sync.protocol.operation import read_facts
from sync.protocol.sqlite_gate import require_safe_sqlite


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who the till is, what waits, and the latest times that its ledger and central vouch for."""

    label: str
    stream: str
    head_seq: int
    waiting_count: int
    oldest_waiting_at: datetime | None
    last_at: datetime | None
    heard_at: datetime | None


def sqlite_version() -> str:
    """Return the version of SQLite inside. Raises UnsafeSqlite for one that can damage files."""
    require_safe_sqlite(sqlcipher.sqlite_version_info)
    return str(sqlcipher.sqlite_version)


def check_pages(file: EncryptedFile) -> None:
    """Walk every page. Raises NewerDatabase as well."""
    with _looking(file) as connection:
        require_known(find_revision(connection))
        quick_check(connection)


def check_tail(file: EncryptedFile) -> None:
    """Recompute the end of the chain and verify its signature."""
    with _looking(file) as connection:
        check_chain_tail(connection)


def was_left_open(file: EncryptedFile) -> bool:
    """Tell whether the till runs now, or stopped without closing."""
    with _looking(file) as connection:
        return find_note(connection, RUNNING) is not None


def find_stale(file: EncryptedFile, mark: Path) -> StaleReason | None:
    """Say why a new stream will begin at the next start, or None (sync rule 5.1)."""
    with _looking(file) as connection:
        return staleness(connection, HighWaterMark(mark).read())


def read_standing(file: EncryptedFile) -> Standing:
    """Read how the till stands. Raises NotFound before enrolment."""
    with opened_for_rescue(file) as uow:
        head = uow.outbox.head()
        last = uow.outbox.find_operation(head.stream, head.seq)
        return Standing(
            label=uow.till.get_till().label,
            stream=head.stream,
            head_seq=head.seq,
            waiting_count=uow.outbox.waiting_count(),
            oldest_waiting_at=uow.outbox.oldest_waiting_at(),
            last_at=None if last is None else read_facts(last.facts).at,
            heard_at=uow.feed.heard_at(),
        )


def read_disk_limits(file: EncryptedFile, at: datetime) -> DiskLimits:
    """Return the limits in force. Raises RuleBroken for a rule that cannot be read."""
    with opened_for_rescue(file) as uow:
        return uow.rules.book().disk_limits(at.date())


@contextlib.contextmanager
def _looking(file: EncryptedFile) -> Iterator[sa.Connection]:
    engine = reading_engine(file)
    try:
        with translated(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
