"""The floor under a sale: one bare commit of the same bytes, with the same driver and settings.

A second encrypted file in the same folder, in WAL with a full sync, and one table with one column
of bytes. Nothing a till needs is here: what a sale takes longer than this is our own doing.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol, cast

from storage.connections import KEY_BYTES, EncryptedFile, open_for_writing


class _Connection(Protocol):
    def execute(self, sql: str, values: tuple[bytes, ...] = ..., /) -> object: ...


class BareFile:
    """A database that keeps bytes, one row a commit."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TABLE kept (row_id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")

    def commit(self, payload: bytes) -> None:
        """Write the bytes in a transaction of their own; they are on the disk on return."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO kept (bytes) VALUES (?)", (payload,))
        self._connection.execute("COMMIT")


@contextmanager
def bare_file(folder: Path) -> Iterator[BareFile]:
    """Make such a database in a folder, under a key of its own."""
    file = EncryptedFile(folder / "floor.db", bytes(range(KEY_BYTES)))
    with closing(open_for_writing(file)) as connection:
        yield BareFile(cast("_Connection", connection))
