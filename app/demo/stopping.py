"""What SIGTERM and Ctrl+C do to the demo: it ends in order, and its central processes with it.

By itself SIGTERM ends Python at once, and what the demo started would run on without it; Ctrl+C
would leave a traceback before people who wanted nothing but to end it.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

_SHELL_SAYS = 128
"""A shell counts a program that a signal ended as this plus the signal's number."""
_ENDING = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """While this lasts SIGTERM and Ctrl+C raise SystemExit where the program is: it tidies up.

    Once only: who presses Ctrl+C again while it does leaves nothing running all the same.
    """
    told: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        if len(told) == 1:
            raise SystemExit(_SHELL_SAYS + number)

    with _meaning(end):
        yield


@contextmanager
def leaving_by(leave: Callable[[], None]) -> Iterator[Sequence[int]]:
    """While a window is made and its own loop runs, SIGTERM and Ctrl+C have it left.

    SystemExit follows. An exception must not be raised in the middle of it: Qt would swallow it.
    What is given grows when one has come: a loop that begins after it has to be left at once.
    """
    told: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        leave()

    with _meaning(ask):
        yield told
    if told:
        meant = signal.getsignal(told[0])
        if callable(meant):
            meant(told[0], None)  # as at any other moment, and once
        raise SystemExit(_SHELL_SAYS + told[0])


@contextmanager
def _meaning(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {each: signal.signal(each, handler) for each in _ENDING}
    try:
        yield
    finally:
        for each, meant in before.items():
            signal.signal(each, meant)
