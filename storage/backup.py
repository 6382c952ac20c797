"""Backups: a page-consistent, encrypted copy beside its sealed key, checked before it counts.

A backup knows that it is one: who opens it starts a new stream before selling (sync rule 5.1). An
erasure reaches into each (sync rule 6.2).
"""

import contextlib
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from domain.errors import DataDamaged
from storage.columns import utc_text
from storage.connections import EncryptedFile, writing_engine
from storage.errors import translated
from storage.flushing import replace_durably
from storage.integrity import check_chain_tail, quick_check
from storage.notes import BACKUP_OF, RUNNING, remove_note, set_note
from storage.people import erase_person
from storage.tables import erasure

BACKUPS_KEPT = 7
SEALED_KEY = ".key.sealed"
"""A database's key, sealed to central's recovery key, lies beside it: till.db, till.key.sealed."""

_PARTIAL = ".partial"
_STAMP = "%Y%m%dT%H%M%S%fZ"
_STAMPED = re.compile(r"windward-(\d{8}T\d{12}Z)")


def list_backups(folder: Path) -> tuple[Path, ...]:
    """Return the backups in a folder, oldest first. Raises WorldFailure for one that fails."""
    with translated():
        return tuple(sorted(folder.glob("windward-*.db")))


def sealed_key_path(database: Path) -> Path:
    """Return where the sealed key of a database or of a backup lies."""
    return database.with_suffix(SEALED_KEY)


def write_backup(file: EncryptedFile, folder: Path, now: datetime, *, why: str = "") -> Path:
    """Copy the database into a folder, check the copy, and forget the oldest beyond seven.

    Its name sorts behind all that are there, also where the clock has been set back since: the
    oldest is forgotten and the newest restored by name.

    Raises WorldFailure when the disk does not allow it, DamagedDatabase when the copy fails its
    check: the backups before it stay then.
    """
    stamp = _stamp_behind(list_backups(folder), now)
    target = folder / f"windward-{stamp}{why and '-' + why}.db"
    partial = target.with_name(target.name + _PARTIAL)
    with translated():
        folder.mkdir(parents=True, exist_ok=True)
        _remove_partials(folder)
        try:
            _copy_pages(file, partial)
            with _opened(EncryptedFile(partial, file.key)) as copy, copy.begin():
                remove_note(copy, RUNNING)
                set_note(copy, BACKUP_OF, utc_text(now))
                quick_check(copy)
                check_chain_tail(copy)
            _settle(partial, target, sealed_key_path(file.path))
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        forget_older_backups(folder, kept=BACKUPS_KEPT)
    return target


def forget_older_backups(folder: Path, *, kept: int) -> None:
    """Remove all backups in a folder but the newest ``kept``. Raises WorldFailure."""
    with translated():
        for old in list_backups(folder)[:-kept]:
            _remove(old)


def is_same_disk(folder: Path, database: Path) -> bool:
    """Tell whether a folder lies on the disk of the database; one that is not there yet may."""
    try:
        return folder.stat().st_dev == database.stat().st_dev
    except OSError:
        return True


def erase_from_backups(key: bytes, folder: Path, person_ids: Sequence[str]) -> None:
    """Erase persons from every backup in a folder, free pages included.

    A backup that cannot be opened and cleaned is removed: nobody could restore it, and it may hold
    traces. Raises WorldFailure when the disk does not allow it.
    """
    with translated():
        _remove_partials(folder)
        for found in list_backups(folder):
            try:
                _erase_from(EncryptedFile(found, key), person_ids)
            except DataDamaged:
                _remove(found)


def erase_what_was_missed(key: bytes, folder: Path, person_ids: Sequence[str]) -> None:
    """Erase persons from those backups in a folder that missed it: a stick that was away.

    Cheap where all have: a backup keeps the list of whom it has erased. Raises WorldFailure.
    """
    with translated():
        for found in list_backups(folder):
            with _opened(EncryptedFile(found, key)) as connection:
                known = set(connection.scalars(sa.select(erasure.c.person_id)))
            missed = [person_id for person_id in person_ids if person_id not in known]
            if missed:
                _erase_from(EncryptedFile(found, key), missed)


def _stamp_behind(others: Sequence[Path], now: datetime) -> str:
    """Return the stamp of a new backup: now, and later than each stamp that is there."""
    newest = max((found[1] for path in others if (found := _STAMPED.match(path.name))), default="")
    if (stamp := f"{now.astimezone(UTC):{_STAMP}}") > newest:
        return stamp
    behind = datetime.strptime(newest, _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1)
    return f"{behind:{_STAMP}}"


def _erase_from(file: EncryptedFile, person_ids: Sequence[str]) -> None:
    with _opened(file) as connection:
        with connection.begin():
            for person_id in person_ids:
                erase_person(connection, person_id)
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("VACUUM")


def _copy_pages(file: EncryptedFile, partial: Path) -> None:
    source = file.connect(read_only=True)
    with contextlib.closing(source):
        copy = EncryptedFile(partial, file.key).connect()
        with contextlib.closing(copy):
            source.backup(copy)


@contextlib.contextmanager
def _opened(file: EncryptedFile) -> Iterator[sa.Connection]:
    engine = writing_engine(file, "DELETE")
    with translated(), engine.connect() as connection:
        yield connection
    engine.dispose()


def _settle(partial: Path, target: Path, sealed_key: Path) -> None:
    """Give a checked copy its name, beside its key; only then may an older backup go."""
    if sealed_key.exists():
        copied = partial.with_name(f"{target.stem}{SEALED_KEY}{_PARTIAL}")
        shutil.copyfile(sealed_key, copied)
        replace_durably(copied, sealed_key_path(target))
    replace_durably(partial, target)


def _remove(backup: Path) -> None:
    backup.unlink(missing_ok=True)
    sealed_key_path(backup).unlink(missing_ok=True)


def _remove_partials(folder: Path) -> None:
    for left_over in folder.glob(f"windward-*{_PARTIAL}*"):
        left_over.unlink(missing_ok=True)
