"""Databases that may be an older copy of themselves."""

from storage.database import TillDatabase
from storage.streams import StaleReason


def make_stale(db: TillDatabase, reason: StaleReason) -> None:
    """Let nothing be appended before a new stream begins, as an answer of central's does."""
    with db.unit_of_work() as uow:
        uow.till.note_stale(reason)
        uow.commit()
