"""One way to time a call."""

from collections.abc import Callable
from time import perf_counter_ns
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[int, T]:
    """Do the work; return how many nanoseconds it took and what came of it."""
    began = perf_counter_ns()
    result = work()
    return perf_counter_ns() - began, result
