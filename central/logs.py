"""Structured logs: one JSON object a line.

What is logged are ids, counts and kinds; never a person, and never a card's number: a provider's
words, or what somebody typed at the command line, are looked through before they are written.
"""

import logging
from collections.abc import Mapping, MutableMapping
from typing import TextIO

import structlog

from domain.card_number import without_card_numbers

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
            without_cards,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def without_cards(
    _logger: object, _name: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Take card numbers out of every text of an event, lists and mappings included."""
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return without_card_numbers(value)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value
