"""Restoring a backup: into an empty data folder, with the newest person keys, under a new epoch."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from central.backups.making import note_backup
from central.database import open_database
from central.keys import load_keys
from central.people.erasing import publish_erasure
from central.people.key_file import restore_keys
from central.settings import Settings
from central.state import settle_epoch
from central.surroundings import Surroundings
from domain.errors import Conflict, DataDamaged, WorldFailure


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored database: its new epoch, and how many persons have a key or a tombstone."""

    epoch: str
    person_count: int


def restore_backup(settings: Settings, backup: Path, surroundings: Surroundings) -> Restored:
    """Put a backup in place. Tills send again what it does not hold, and pull from the start.

    Raises Conflict where a database lies already, DataDamaged for a backup or key file that does
    not open with this central's keys, WorldFailure for a disk that does not take it.
    """
    keys = load_keys(settings)
    target = settings.database_path
    if target.exists() or settings.database_url is not None:
        raise Conflict(
            "There is a database already",
            f"{target} was left alone. Move it away first, or restore into another data folder.",
        )
    _check(backup, keys.database)
    try:
        shutil.copyfile(backup, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise WorldFailure("The backup was not restored", f"{target}: {error}.") from error
    database = open_database(settings, keys.database)
    try:
        with database.writing(surroundings.now()) as writing:
            people = restore_keys(writing.connection, backup.parent)
            note_backup(writing, surroundings, backup)  # made before its own note was written
            for one in people:
                if one.erased_at is not None:  # the tills may have been told after the backup only
                    publish_erasure(writing, one.organisation_id, one.person_id)
        database.wipe_traces(("person", "personal_part"))
        return Restored(settle_epoch(database, surroundings), len(people))
    except DataDamaged:
        database.close()
        target.unlink(missing_ok=True)
        raise
    finally:
        database.close()


def _check(backup: Path, key: bytes) -> None:
    """Raise DataDamaged unless the file opens with the key and is whole."""
    try:
        connection = dbapi2.connect(f"file:{backup.resolve()}?mode=ro", uri=True)
        try:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
        finally:
            connection.close()
    except dbapi2.Error as error:
        raise _damaged(backup) from error
    if verdict != "ok":
        raise _damaged(backup)


def _damaged(backup: Path) -> DataDamaged:
    return DataDamaged(
        "The backup cannot be opened",
        f"{backup} is missing, damaged, or made with other keys. Nothing was restored.",
    )
