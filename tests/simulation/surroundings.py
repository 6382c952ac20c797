"""What a process that runs seeds sets up: logs quiet, and as they were again afterwards."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from central.logs import route_events

_LOGGERS = ("central", "storage", "sync", "app")


@contextmanager
def quietly() -> Iterator[None]:
    """Keep events and warnings out of the log: faults are this run's business."""
    route_events()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def quiet() -> None:
    """The same for a process of its own, for good."""
    warnings.filterwarnings("ignore", module="fastapi|starlette")
    route_events()
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
