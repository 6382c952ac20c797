"""Work in steps as a job that a screen begins, watches and stops: one batch at a time."""

from typing import Generic, TypeVar

from app.use_cases.file_steps import RowsDone, Steps

R = TypeVar("R")


class StepJob(Generic[R]):
    """A job under way. ``advance`` does the next batch: on the lane of its work, never two at once.

    Raises what the work raises; it is over then.
    """

    def __init__(self, steps: Steps[R]) -> None:
        self._steps = steps
        self._has_begun = False

    def advance(self, *, go_on: bool = True) -> RowsDone | R:
        """Do one batch, or stop before it; return how far it is, or what came of it."""
        try:
            if self._has_begun:
                return self._steps.send(go_on)
            self._has_begun = True
            return next(self._steps)
        except StopIteration as stop:
            result: R = stop.value
            return result
