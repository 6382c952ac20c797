"""Structured logs: one JSON object a line.

What is logged are ids, counts and kinds; never a person.
"""

import logging
from typing import TextIO

import structlog

_LOUDEST_OTHERS = logging.WARNING


def configure_logs(stream: TextIO) -> None:
    """Write our events, and the warnings of libraries, to a stream."""
    logging.basicConfig(level=_LOUDEST_OTHERS, stream=stream, format="%(message)s", force=True)
    logging.getLogger("central").setLevel(logging.INFO)
    route_events()


def route_events() -> None:
    """Send our events through the standard library's logging, each as one JSON object."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
