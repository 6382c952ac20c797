"""Long work with files, in steps: each is one batch, short enough for a sale to go in between."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

R = TypeVar("R")
Progress = Callable[[int, int], bool]
"""Told how many rows are done, and of how many; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class RowsDone:
    """How far it has come; ``total`` is 0 where nobody knows yet."""

    done: int
    total: int


Steps = Generator[RowsDone, bool, R]
"""Yields after each batch and is sent whether to go on; its last word is what came of it.

No transaction is open between two steps, which may run on different threads.
"""


def run_steps(steps: Steps[R], on_progress: Progress) -> R:
    """Go through all steps at once, and return what came of it."""
    try:
        at = next(steps)
        while True:
            at = steps.send(on_progress(at.done, at.total))
    except StopIteration as stop:
        result: R = stop.value
        return result
