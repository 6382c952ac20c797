"""One cache of compiled statements for all databases of a process.

A run opens dozens of databases, each with an engine of its own: without this, most of the time goes
into turning the same statements into SQL again. Nothing else is shared.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import ParamSpec
from unittest.mock import patch

import sqlalchemy as sa

import central.database
import storage.backup
import storage.database

P = ParamSpec("P")
_FIRST: dict[str, sa.Engine] = {}


def _sharing(make: Callable[P, sa.Engine]) -> Callable[P, sa.Engine]:
    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> sa.Engine:
        engine = make(*args, **kwargs)
        first = _FIRST.setdefault(make.__qualname__, engine)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    return made


@contextmanager
def shared_statements() -> Iterator[None]:
    """Let every engine that is made in this block use the first one's compiled statements."""
    with ExitStack() as stack:
        for module, name in (
            (storage.database, "writing_engine"),
            (storage.database, "reading_engine"),
            (storage.backup, "writing_engine"),
            (central.database, "_sqlite_engine"),
        ):
            stack.enter_context(patch.object(module, name, _sharing(getattr(module, name))))
        yield
