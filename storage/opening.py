"""What happens at the door: is the file whole, is it ours, are its tables of this program's age?"""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from storage.backup import write_backup
from storage.columns import utc_text
from storage.connections import EncryptedFile
from storage.integrity import check_chain_tail, quick_check
from storage.migrate import REVISIONS, find_revision, require_known, upgrade
from storage.notes import RUNNING, find_note, remove_note, set_note


def check_and_migrate(
    writer: sa.Connection, backup_folder: Path, file: EncryptedFile, now: datetime
) -> None:
    """Check the file, bring its tables up to date behind a backup, check the chain's tail.

    Then note that it runs. Raises NewerDatabase, DamagedDatabase, WorldFailure.
    """
    with writer.begin():
        revision = find_revision(writer)
        require_known(revision)
        if revision is not None and find_note(writer, RUNNING) is not None:
            quick_check(writer)
    if revision is not None and revision != REVISIONS[-1]:
        write_backup(file, backup_folder, now, why=f"before-upgrade-from-{revision}")
    with writer.begin():
        if revision != REVISIONS[-1]:
            upgrade(writer)
        check_chain_tail(writer)
        set_note(writer, RUNNING, utc_text(now))


def mark_closed(writer: sa.Connection) -> None:
    """Note that the file was closed as it should be."""
    with writer.begin():
        remove_note(writer, RUNNING)
