"""No line of the log holds a card's number, wherever in an event it stands."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from central.logs import configure_logs, route_events, without_cards

CARD = "4111 1111 1111 1111"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, central = logging.getLogger(), logging.getLogger("central")
    before = (list(root.handlers), root.level, central.level)
    stream = io.StringIO()
    configure_logs(stream)
    yield stream
    root.handlers[:], root.level, central.level = before[0], before[1], before[2]
    route_events()


def test_a_card_number_in_an_event_is_taken_out_before_it_is_written(
    written: io.StringIO,
) -> None:
    log = structlog.get_logger("central.test")
    log.info("heard", words=f"no funds on {CARD}", parts=[CARD], more={"a": CARD}, count=3)
    log.info("failed", exc_info=ValueError(CARD))

    text = written.getvalue()
    assert len(text.splitlines()) == 2
    assert "1111" not in text
    first = json.loads(text.splitlines()[0])
    assert first["words"] == "no funds on [card number]"
    assert first["count"] == 3


def test_planted_without_the_step_the_number_stands_in_the_log(written: io.StringIO) -> None:
    processors = structlog.get_config()["processors"]
    structlog.configure(processors=[each for each in processors if each is not without_cards])
    structlog.get_logger("central.test").info("heard", words=CARD)

    assert CARD in written.getvalue()
