"""Putting a backup in the place of a database that is damaged or gone (sync rules 14.7, 14.8).

The damaged files are set aside and kept: nothing is ever deleted or repaired.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import Conflict, DataDamaged, NotFound, WindwardError
from domain.sentence import told
from storage.backup import list_backups
from storage.connections import SALT, EncryptedFile, reading_engine
from storage.errors import translated
from storage.flushing import flush_folder, replace_durably
from storage.integrity import check_chain_tail, quick_check
from storage.migrate import find_revision, require_known


def require_whole(file: EncryptedFile) -> None:
    """Check every page, the age of the tables and the chain's tail, without changing anything.

    Raises DamagedDatabase, UnreadableDatabase, NewerDatabase and WorldFailure.
    """
    engine = reading_engine(file)
    try:
        with translated(), engine.connect() as connection:
            require_known(find_revision(connection))
            quick_check(connection)
            check_chain_tail(connection)
    finally:
        engine.dispose()


def require_damaged(file: EncryptedFile) -> None:
    """Refuse to put an older copy over a database that is whole, or of a newer program (14.20).

    One that is not there at all counts as damaged. Raises Conflict and NewerDatabase.
    """
    if not file.path.exists():
        return
    try:
        require_whole(file)
    except DataDamaged:
        return
    raise Conflict(
        "This till's data is in order",
        "A backup is older: sales would be missing. Nothing was changed. Start the till as always.",
    )


def find_newest_whole(key: bytes, folders: tuple[Path, ...]) -> Path:
    """Return the newest backup in these folders that opens and checks. Raises NotFound."""
    found = [backup for folder in folders for backup in list_backups(folder)]
    for backup in sorted(found, key=lambda path: path.name, reverse=True):
        try:
            require_whole(EncryptedFile(backup, key))
        except WindwardError:
            continue
        return backup
    raise NotFound(
        "There is no backup that opens",
        told(
            "{found} were tried with this till's key. Nothing was changed. Plug in"
            " the stick of the second place and name it with --from, or enrol this"
            " till anew.",
            found=len(found),
        ),
    )


def set_aside(database: Path, at: datetime) -> Path | None:
    """Move a database and what belongs to it into a folder of its own; None where there is none.

    Raises WorldFailure.
    """
    log = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    there = [path for path in (database, *log, database.with_suffix(SALT)) if path.exists()]
    if not there:
        return None
    aside = database.with_name(f"damaged-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    with translated():
        aside.mkdir()
        for path in reversed(there):  # the database last: what a cut leaves is found again
            path.replace(aside / path.name)
        flush_folder(aside)
        flush_folder(database.parent)
    return aside


def put_in_place(backup: Path, database: Path) -> None:
    """Copy a backup to where the database was: whole, flushed, or not at all. Raises WorldFailure.

    What it is it knows itself: a new stream begins before anything is sold (sync rule 5.1).
    """
    partial = database.with_name(f"{database.name}.partial")
    with translated():
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, partial)
        replace_durably(partial, database)
