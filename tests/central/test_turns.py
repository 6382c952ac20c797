"""Writers of one process take turns at SQLite's write lock, and none waits for ever."""

import threading

import pytest

from central import database
from central.database import DatabaseUnavailable
from central.turns import Turns
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


def test_who_came_first_goes_first_though_the_one_before_comes_again_at_once() -> None:
    turns, order = Turns(), list[str]()
    assert turns.acquire(0)

    def write(name: str) -> None:
        assert turns.acquire(10)
        order.append(name)
        turns.release()

    others = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for number, other in enumerate(others):
        other.start()
        pause = threading.Event()
        for _ in range(5_000):
            if len(turns._waiting) > number:
                break
            pause.wait(0.001)
    turns.release()
    write("again")
    for other in others:
        other.join(10)

    assert order == ["one", "two", "again"]


def test_who_gives_up_leaves_the_line_and_holds_up_nobody() -> None:
    turns = Turns()
    assert turns.acquire(0)
    assert not turns.acquire(0.01)
    turns.release()

    assert turns.acquire(0)


def test_a_turn_that_comes_in_the_moment_of_giving_up_is_taken() -> None:
    turns = Turns()
    handed_over = threading.Lock()

    assert turns._came_at_last(handed_over)
