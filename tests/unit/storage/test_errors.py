"""What the world does becomes a sentence; what we do wrong goes to the crash report."""

from __future__ import annotations

import errno

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from domain.errors import DataDamaged, WorldFailure
from storage.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DatabaseReadOnly,
    DiskFailing,
    DiskFull,
    UnreadableDatabase,
    translate,
    translated,
)


def driver_error(code: int) -> Exception:
    error: Exception = sqlcipher.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code  # type: ignore[attr-defined]  # the driver sets it in C
    return error


@pytest.mark.parametrize(
    ("code", "family"),
    [
        (5, DatabaseBusy),
        (6, DatabaseBusy),
        (5 | 2 << 8, DatabaseBusy),
        (8, DatabaseReadOnly),
        (10, DiskFailing),
        (10 | 4 << 8, DiskFailing),
        (11, DamagedDatabase),
        (13, DiskFull),
        (14, DatabaseReadOnly),
        (26, UnreadableDatabase),
    ],
)
def test_sqlites_codes_become_families(code: int, family: type[Exception]) -> None:
    wrapped = sa.exc.OperationalError("UPDATE secret", {"name": "Lila"}, driver_error(code))
    for error in (driver_error(code), wrapped):
        found = translate(error)

        assert type(found) is family
        assert "Lila" not in str(found)


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("database is locked", DatabaseBusy),
        ("disk I/O error", DiskFailing),
        ("database disk image is malformed", DamagedDatabase),
        ("database or disk is full", DiskFull),
        ("unable to open database file", DatabaseReadOnly),
    ],
)
def test_a_failure_that_the_driver_tells_in_words_only_becomes_a_family(
    words: str, family: type[Exception]
) -> None:
    """Its online backup raises the words without the code."""
    assert type(translate(sqlcipher.OperationalError(words))) is family


@pytest.mark.parametrize(
    ("number", "family"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, DatabaseReadOnly),
        (errno.EROFS, DatabaseReadOnly),
        (errno.ENOENT, DatabaseReadOnly),
        (errno.EIO, DiskFailing),
        (errno.EMFILE, DiskFailing),
    ],
)
def test_failures_of_files_become_families(number: int, family: type[Exception]) -> None:
    assert type(translate(OSError(number, "as the system says it"))) is family


def test_an_error_without_a_number_is_a_failing_disk() -> None:
    assert type(translate(OSError("no number"))) is DiskFailing


@pytest.mark.parametrize(
    "error",
    [
        driver_error(1),
        driver_error(19),
        sa.exc.IntegrityError("INSERT", {}, driver_error(19)),
        sa.exc.ArgumentError("not a column"),
        ValueError("ours"),
    ],
)
def test_our_own_mistakes_are_not_dressed_up(error: Exception) -> None:
    assert translate(error) is None


def test_a_pool_that_ran_out_is_a_busy_till() -> None:
    assert type(translate(sa.exc.TimeoutError("pool"))) is DatabaseBusy


def test_the_border_translates_and_keeps_the_cause() -> None:
    cause = driver_error(13)
    with pytest.raises(DiskFull, match="not saved") as caught, translated():
        raise cause

    assert caught.value.__cause__ is cause
    with pytest.raises(sqlcipher.OperationalError), translated():
        raise driver_error(1)


@pytest.mark.parametrize("code", [5, 8, 10, 11, 13, 14, 26])
def test_every_sentence_says_what_to_do(code: int) -> None:
    found = translate(driver_error(code))

    assert isinstance(found, WorldFailure | DataDamaged)
    words = found.message.lower()
    assert any(act in words for act in ("press", "restart", "call the office", "start again"))
    assert any(
        calm in words for calm in ("nothing was changed", "everything before it is", "safe there")
    )
