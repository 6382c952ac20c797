"""SIGTERM and Ctrl+C end the demo in order: what it started is stopped, not left running."""

import os
import signal
import subprocess
import sys

import pytest

from app.demo.stopping import ending_in_order, leaving_by

TOLD = 128 + signal.SIGTERM


def tell(number: int = signal.SIGTERM) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_started_is_stopped_when_the_demo_is_told_to_end_and_told_again(
    number: int,
) -> None:
    stopped: list[str] = []

    def demo() -> None:
        with ending_in_order():
            try:
                tell(number)
            finally:
                tell(signal.SIGINT)  # an impatient second press
                stopped.append("central")

    with pytest.raises(SystemExit) as ended:
        demo()

    assert stopped == ["central"]
    assert ended.value.code == 128 + number


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


def test_who_is_told_while_the_window_is_made_knows_it_before_its_loop_begins() -> None:
    """Told then, nothing is raised in the middle of Qt, which would swallow it and run on."""
    known: list[bool] = []

    def show() -> None:
        with ending_in_order(), leaving_by(lambda: None) as told:
            tell()
            known.append(bool(told))

    with pytest.raises(SystemExit):
        show()

    assert known == [True]


def test_who_presses_again_after_the_window_was_left_stops_no_tidying_up() -> None:
    stopped: list[str] = []

    def demo() -> None:
        with ending_in_order():
            try:
                with leaving_by(lambda: None):
                    tell(signal.SIGINT)
            finally:
                tell(signal.SIGINT)
                stopped.append("central")

    with pytest.raises(SystemExit) as ended:
        demo()

    assert stopped == ["central"]
    assert ended.value.code == 128 + signal.SIGINT


def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_traceback() -> None:
    """The demo is told as soon as it has begun to load, before anything of it runs."""
    told = (
        "import os, signal, sys\n"
        "from app.demo.__main__ import main\n"
        "sys.meta_path.insert(0, type('Told', (), {'find_spec': staticmethod(\n"
        "    lambda name, *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "    if name == 'app.demo.run' else None)}))\n"
        "main([])\n"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)

    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == ""


def test_nothing_ends_untold_and_the_signals_mean_what_they_meant_before() -> None:
    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
    with ending_in_order(), leaving_by(lambda: None):
        pass

    assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)] == before
