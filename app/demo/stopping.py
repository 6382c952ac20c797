"""What SIGTERM does to the demo: it ends in order, and its central processes end with it.

By itself the signal ends Python at once, and what the demo started would run on without it.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SHELL_SAYS = 128
"""A shell counts a program that a signal ended as this plus the signal's number."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """While this lasts SIGTERM raises SystemExit where the program is, so that it tidies up."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(_SHELL_SAYS + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def leaving_by(leave: Callable[[], None]) -> Iterator[None]:
    """While a window's own loop runs, SIGTERM and Ctrl+C have it left; SystemExit follows.

    An exception must not be raised in the middle of that loop: Qt would swallow it.
    """
    told: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        leave()

    before = {each: signal.signal(each, ask) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, meant in before.items():
            signal.signal(each, meant)
    if told:
        raise SystemExit(_SHELL_SAYS + told[0])
