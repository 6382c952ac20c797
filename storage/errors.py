"""Failures of the database, translated once at the border into the domain's families.

What the world does to a till (disk full, another program in the way, a disk that fails) becomes a
WorldFailure with a sentence to act on; bytes that are not what was written become DataDamaged.
What is left (a broken constraint, wrong SQL) is a bug of ours and travels on unchanged to the crash
report.
"""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy.exc
from sqlcipher3 import dbapi2 as sqlcipher

from domain.errors import DataDamaged, WindwardError, WorldFailure
from domain.sentence import as_told, told


class DiskFull(WorldFailure):
    """No room for one more write."""


class DatabaseBusy(WorldFailure):
    """Somebody else held the database for longer than the bounded wait."""


class DatabaseReadOnly(WorldFailure):
    """The file or its folder may not be written."""


class DiskFailing(WorldFailure):
    """Reading, writing or flushing failed: what was being written is not in the database."""


class UnreadableDatabase(DataDamaged):
    """The first page does not open: another key, another file, or a damaged one."""


class DamagedDatabase(DataDamaged):
    """A page, a row or the chain is not as it was written."""


class NewerDatabase(WorldFailure):
    """A newer version of the program wrote this database."""


class NewStreamNeeded(WorldFailure):
    """The database may be an older copy of itself: a new stream must start before it sells."""


_BUSY = (
    told("The till is busy"),
    (
        told(
            "Another task held its data for too long. Nothing was changed and nothing is lost."
            " Press the key again."
        )
    ),
)
_FAILING = (
    told("The disk is failing"),
    (
        told(
            "It is not certain that the last step was saved; everything before it is. Restart the"
            " till"
            " and look at the last sale. If this comes again, call the office and change the disk."
        )
    ),
)
_UNREADABLE = (
    "This till's data does not open",
    (
        "Its key does not fit, or the file is damaged. Nothing was changed. Do not delete anything:"
        " call the office, and have the key restored or the latest backup opened."
    ),
)
_DAMAGED = (
    told("This till's data is damaged"),
    (
        told(
            "A part of it is not as it was written. Nothing more is written to it. Stop selling on"
            " this"
            " till, keep the machine as it is and call the office: sales already sent are safe"
            " there."
        )
    ),
)
_BY_CODE: Mapping[int, tuple[type[WindwardError], str, str]] = {
    5: (DatabaseBusy, *_BUSY),
    6: (DatabaseBusy, *_BUSY),
    8: (
        DatabaseReadOnly,
        told("This till's data cannot be written"),
        (
            told(
                "The disk or folder is read-only. Nothing was changed and nothing is lost. Free the"
                " folder for writing, then press the key again."
            )
        ),
    ),
    10: (DiskFailing, *_FAILING),
    11: (DamagedDatabase, *_DAMAGED),
    13: (
        DiskFull,
        told("The disk is full"),
        (
            told(
                "The last step was not saved; everything before it is. Delete files that are not"
                " the"
                " till's, then press the key again."
            )
        ),
    ),
    14: (
        DatabaseReadOnly,
        told("This till's data cannot be opened"),
        (
            told(
                "The folder is missing or may not be written. Nothing was changed and nothing is"
                " lost."
                " Check the disk and the folder's rights, then start again."
            )
        ),
    ),
    26: (UnreadableDatabase, *_UNREADABLE),
}
"""SQLite's primary result codes (sqlite.org/rescode.html) that the world can cause."""

_BY_ERRNO: Mapping[int, int] = {
    errno.ENOSPC: 13,
    errno.EDQUOT: 13,
    errno.EACCES: 8,
    errno.EPERM: 8,
    errno.EROFS: 8,
    errno.ENOENT: 14,
    errno.ENOTDIR: 14,
}
_BY_WORDS: Mapping[str, int] = {
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
"""The words of those codes (sqlite3_errstr): the driver's backup raises them without the code."""

_IO_ERROR = 10
_PRIMARY = 0xFF  # SQLite packs a detail above the primary result code


def busy() -> DatabaseBusy:
    """Return the failure for a wait that ran out."""
    return DatabaseBusy(*_BUSY)


def disk_failing() -> DiskFailing:
    """Return the failure for a database that must be reopened after its disk failed."""
    return DiskFailing(*_FAILING)


def damaged(what: str) -> DamagedDatabase:
    """Return the failure for data that is not as it was written; ``what`` names the place."""
    title, message = _DAMAGED
    return DamagedDatabase(title, told("{message} ({what})", message=as_told(message), what=what))


def translate(error: BaseException) -> WindwardError | None:
    """Return the domain's failure for a foreign one, or None where it is a bug of ours."""
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return busy()
    if isinstance(error, OSError):
        return _failure(_BY_ERRNO.get(error.errno or 0, _IO_ERROR))
    foreign = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    code = getattr(foreign, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _failure(code & _PRIMARY)
    return _failure(_BY_WORDS.get(str(foreign))) if isinstance(foreign, sqlcipher.Error) else None


def _failure(code: int | None) -> WindwardError | None:
    found = None if code is None else _BY_CODE.get(code)
    if found is None:
        return None
    family, title, message = found
    return family(title, message)


@contextmanager
def translated() -> Iterator[None]:
    """Turn failures of driver, SQLAlchemy and files inside the block into the domain's families."""
    try:
        yield
    except (sqlalchemy.exc.SQLAlchemyError, sqlcipher.Error, OSError) as error:
        ours = translate(error)
        if ours is None:
            raise
        raise ours from error
