"""What a process that runs seeds sets up once: logs quiet, warnings of others away."""

import logging
import warnings

from central.logs import route_events

_LOGGERS = ("central", "storage", "sync", "app")


def quiet() -> None:
    """Keep events and warnings off the terminal: faults are this run's business."""
    warnings.filterwarnings("ignore", module="fastapi|starlette")
    route_events()
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
