"""Thousands of databases are opened by one process: each statement is compiled once, not for each.

SQLAlchemy keeps compiled statements per engine and dialect object; here all engines of a
kind in a process (writing, reading) share both. Nothing of what reaches the database changes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa

from storage import connections

_FIRST: dict[str, sa.Engine] = {}
"""By the kind of engine: one that was connected once, to a file of no importance."""


@contextmanager
def shared_statements() -> Iterator[None]:
    """Let every engine of the till that is made in this block share its compiled statements."""
    create: Callable[..., sa.Engine] = sa.create_engine
    if not _FIRST:
        _connect_both()

    def warm(*given: object, **more: object) -> sa.Engine:
        engine: sa.Engine = create(*given, **more)
        first = _FIRST[str(engine.url)]
        engine.dialect = first.dialect
        engine.pool._dialect = engine.dialect
        engine._compiled_cache = first._compiled_cache
        return engine

    with patch.object(sa, "create_engine", warm):
        yield


def _connect_both() -> None:
    """Complete the dialects on a file apart: connecting to an image would already change it."""
    with tempfile.TemporaryDirectory() as folder:
        file = connections.EncryptedFile(Path(folder) / "any.db", bytes(connections.KEY_BYTES))
        for engine in (connections.writing_engine(file), connections.reading_engine(file)):
            with engine.begin() as connection:
                connection.exec_driver_sql("SELECT 1")
            engine.dispose()
            _FIRST[str(engine.url)] = engine
