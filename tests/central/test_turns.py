"""Writers of one process take turns at SQLite's write lock, and none waits for ever."""

import threading

import pytest

from central import database
from central.database import DatabaseUnavailable
from tests.central.office import Office


def test_a_writer_waits_for_the_one_before_it_and_then_writes(office: Office) -> None:
    central, done = office.central, threading.Event()

    def write() -> None:
        with central.database.writing(office.clock.now()):
            done.set()

    with central.database.writing(office.clock.now()):
        other = threading.Thread(target=write)
        other.start()
        assert not done.wait(0.1)
    other.join(10)

    assert done.is_set()


def test_a_writer_that_waits_for_too_long_is_told_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    central, said = office.central, list[str]()
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_MS", 20)

    def write() -> None:
        try:
            with central.database.writing(office.clock.now()):
                said.append("written")
        except DatabaseUnavailable as failure:
            said.append(failure.title)

    with central.database.writing(office.clock.now()):
        other = threading.Thread(target=write)
        other.start()
        other.join(10)

    assert said == ["The database does not answer"]
