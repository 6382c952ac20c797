"""SQL that is compiled once a run, and not again for each of thousands of small databases.

An engine keeps what it compiled, and a test has three engines of its own: a third of a short test's
time went into compiling the same few hundred statements. Here engines of the same kind on the same
driver share what SQLAlchemy keeps. Its key for that names the statement whole, tables and all, and
the dialect: two dialects of one kind count as the same one, since SQLite's differ in nothing else.
What runs, and when, stays as it was; PostgreSQL's engines are left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as SQLiteDialect
from sqlalchemy.util import LRUCache

KEPT = 3_000
_patches = pytest.MonkeyPatch()
_compiled: dict[SQLiteDialect, LRUCache[Any, Any]] = {}


def _kind(dialect: SQLiteDialect) -> tuple[object, object]:
    return type(dialect), dialect.dbapi


def _is_same(one: SQLiteDialect, other: object) -> bool:
    return isinstance(other, SQLiteDialect) and _kind(one) == _kind(other)


def _hash(dialect: SQLiteDialect) -> int:
    return hash(type(dialect))


def pytest_configure() -> None:
    """Let every engine that is made from now on share what was compiled."""
    create: Callable[..., sa.Engine] = sa.create_engine

    def sharing(*given: object, **more: object) -> sa.Engine:
        engine: sa.Engine = create(*given, **more)
        if isinstance(engine.dialect, SQLiteDialect):
            engine._compiled_cache = _compiled.setdefault(engine.dialect, LRUCache(KEPT))
        return engine

    _patches.setattr(SQLiteDialect, "__eq__", _is_same)
    _patches.setattr(SQLiteDialect, "__hash__", _hash)
    _patches.setattr(sa, "create_engine", sharing)


def pytest_unconfigure() -> None:
    """Leave SQLAlchemy as it is."""
    _patches.undo()
    _compiled.clear()
