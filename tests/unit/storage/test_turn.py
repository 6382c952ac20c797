"""Turns are taken in the order of asking, by one at a time, and never waited for without end."""

from __future__ import annotations

import threading

import pytest

from storage.errors import DatabaseBusy
from storage.turn import Turn

LONG_S = 30.0


def test_who_asks_first_goes_first() -> None:
    turn, order = Turn(LONG_S), list[int]()

    def work(number: int) -> None:
        with turn.taken():
            order.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    with turn.taken():
        for count, thread in enumerate(threads, start=1):
            thread.start()
            while len(turn._waiting) < count:  # each is in the row before the next one asks
                thread.join(0.001)
    for thread in threads:
        thread.join(LONG_S)

    assert order == [0, 1, 2, 3, 4]


def test_one_that_gives_up_its_wait_does_not_hold_up_the_others() -> None:
    turn, failures = Turn(0.01), list[Exception]()

    def impatient() -> None:
        try:
            with turn.taken():
                pass
        except DatabaseBusy as error:
            failures.append(error)

    with turn.taken():
        waiting = threading.Thread(target=impatient)
        waiting.start()
        waiting.join(LONG_S)
    with turn.taken():
        pass

    assert len(failures) == 1
    assert not turn._waiting


def test_a_turn_given_in_the_moment_the_wait_ran_out_is_taken() -> None:
    turn = Turn(LONG_S)

    class TooLate(threading.Event):
        """Its wait runs out although it was set meanwhile."""

        def wait(self, timeout: float | None = None) -> bool:
            del timeout
            turn._give_back()
            return False

    def ask() -> None:
        with turn.taken():
            done.append(turn._holder)

    done: list[int | None] = []
    turn._holder = -1
    thread = threading.Thread(target=ask)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("storage.turn.threading.Event", TooLate)
        thread.start()
        thread.join(LONG_S)

    assert done == [thread.ident]


def test_who_holds_the_turn_does_not_wait_for_itself() -> None:
    turn = Turn(LONG_S)
    with turn.taken(), pytest.raises(RuntimeError, match="wait for itself"), turn.taken():
        pass


def test_the_turn_is_given_back_when_the_work_fails() -> None:
    turn = Turn(LONG_S)
    with pytest.raises(KeyError), turn.taken():
        raise KeyError("a bug")
    with turn.taken():
        assert turn._holder == threading.get_ident()
