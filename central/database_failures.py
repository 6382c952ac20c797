"""What a database can do to us, in our own words: translated here once, at its border."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from domain.errors import DataDamaged, WorldFailure

_CONFLICTS = frozenset({"40001", "40P01"})
"""SQLSTATEs of PostgreSQL: serialization failure, deadlock."""
_AWAY = frozenset({"25006", "25P03", "25P04"})
"""Read-only (a standby, or a demoted primary), and transactions ended for their age."""
_TITLE = "The database does not answer"
_MESSAGE = (
    "It is busy, out of reach, or its disk is full. What was not finished was undone;"
    " nothing that was committed is lost. Free disk space or start it, then try again."
)
_log = structlog.get_logger("central.database")


class DatabaseUnavailable(WorldFailure):
    """The database does not answer, is busy for too long, or its disk is full."""


def unavailable() -> DatabaseUnavailable:
    """Return the failure of a database that is busy for too long."""
    return DatabaseUnavailable(_TITLE, _MESSAGE)


class DatabaseConflict(DatabaseUnavailable):
    """Another transaction was in the way, and this one was undone: it can be done once more."""


class DatabaseExhausted(DatabaseUnavailable):
    """Every connection this process may have is in use."""


@contextmanager
def failures_translated() -> Iterator[None]:
    """Turn the failures of database and driver into ours; bugs of ours pass as they are."""
    try:
        yield
    except sa.exc.TimeoutError as error:
        # For an alert: more connections are wanted than there are, or somebody keeps them.
        _log.critical("database_pool_exhausted")
        raise DatabaseExhausted(_TITLE, _MESSAGE) from error
    except (OperationalError, InterfaceError) as error:
        kind = DatabaseConflict if _code(error) in _CONFLICTS else DatabaseUnavailable
        raise kind(_TITLE, _MESSAGE) from error
    except DatabaseError as error:
        if _code(error) in _AWAY:
            raise unavailable() from error
        if "file is not a database" not in str(error.orig):
            raise
        raise DataDamaged(
            "The database cannot be opened",
            "Its key does not fit, or the file is damaged. Nothing was changed: put the right keys"
            " folder beside it, or restore the newest backup.",
        ) from error


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None))
