"""The notes a database keeps about itself: is it open, was it closed, is it a backup?"""

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.tables import note

RUNNING = "running"
"""Present from opening to closing: found at opening, the till stopped without closing."""

STALE = "stale"
"""Why a new stream must start first, where only central could tell; gone when one has begun."""

BACKUP_OF = "backup_of"
"""Written into each backup: who opens one starts a new stream before selling (sync rule 5.1)."""


def find_note(connection: Connection, name: str) -> str | None:
    """Return a note's value, or None."""
    found: str | None = connection.scalar(
        note.select().with_only_columns(note.c.value).where(note.c.name == name)
    )
    return found


def set_note(connection: Connection, name: str, value: str) -> None:
    """Write a note, replacing the one of that name."""
    fresh = insert(note).values(name=name, value=value)
    connection.execute(fresh.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def remove_note(connection: Connection, name: str) -> None:
    """Remove a note, present or not."""
    connection.execute(note.delete().where(note.c.name == name))
