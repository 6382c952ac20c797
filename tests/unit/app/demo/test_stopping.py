"""SIGTERM ends the demo in order: what it started is stopped, not left running."""

import os
import signal

import pytest

from app.demo.stopping import ending_in_order, leaving_by

TOLD = 128 + signal.SIGTERM


def tell() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_what_was_started_is_stopped_when_the_demo_is_told_to_end() -> None:
    stopped: list[str] = []

    def demo() -> None:
        with ending_in_order():
            try:
                tell()
            finally:
                stopped.append("central")

    with pytest.raises(SystemExit) as ended:
        demo()

    assert stopped == ["central"]
    assert ended.value.code == TOLD


def test_a_window_is_left_first_and_then_the_demo_ends() -> None:
    left: list[str] = []

    def show() -> None:
        with leaving_by(lambda: left.append("window")):
            tell()
            left.append("loop")

    with pytest.raises(SystemExit) as ended:
        show()

    assert left == ["window", "loop"]
    assert ended.value.code == TOLD


def test_nothing_ends_untold_and_the_signals_mean_what_they_meant_before() -> None:
    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
    with ending_in_order(), leaving_by(lambda: None):
        pass

    assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)] == before
