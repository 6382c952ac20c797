"""What happens at the door: is the file whole, is it ours, are its tables of this program's age?"""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from storage.allotments import release_all
from storage.backup import write_backup
from storage.columns import utc_text
from storage.connections import EncryptedFile
from storage.integrity import check_chain_tail, check_tables, quick_check
from storage.migrate import REVISIONS, find_revision, require_known, upgrade
from storage.notes import RUNNING, find_note, remove_note, set_note


def check_and_migrate(
    writer: sa.Connection, backup_folder: Path, file: EncryptedFile, now: datetime
) -> None:
    """Check the file, bring its tables up to date behind a backup, check the chain's tail.

    Then note that it runs, and that no cart is being paid. What the log holds is moved into the
    file before anything follows it: where a flush failed in the last run, the log may have a hole
    that only the system's memory still fills, and a later power cut would take every sale behind
    the hole. Raises NewerDatabase, DamagedDatabase, WorldFailure.
    """
    with writer.begin():
        revision = find_revision(writer)
        require_known(revision)
        if revision is not None and find_note(writer, RUNNING) is not None:
            quick_check(writer)
    _move_log(writer)
    if revision is not None and revision != REVISIONS[-1]:
        write_backup(file, backup_folder, now, why=f"before-upgrade-from-{revision}")
    file.keep_salt()
    with writer.begin():
        if revision != REVISIONS[-1]:
            upgrade(writer)
        check_tables(writer)
        check_chain_tail(writer)
        release_all(writer)
        set_note(writer, RUNNING, utc_text(now))


def _move_log(writer: sa.Connection) -> None:
    """Write and flush anew what the log holds; nothing to do after a clean closing.

    Where another program has the file open the log stays: it is that program's.
    """
    driver = writer.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def mark_closed(writer: sa.Connection) -> None:
    """Note that the file was closed as it should be."""
    with writer.begin():
        remove_note(writer, RUNNING)
