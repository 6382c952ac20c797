"""The outermost border: what fails before and after an answer has begun."""

import asyncio
import io
import json
import logging

import pytest
import structlog
from starlette.types import Message, Receive, Scope, Send

from central.logs import configure_logs
from central.surroundings import Surroundings
from central.web.border import Border


class FaultError(Exception):
    """A fault of ours."""


def run(border: Border, kind: str) -> list[Message]:
    """Run one request; return what was sent."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{kind}.disconnect"}

    asyncio.run(border({"type": kind, "path": "/", "method": "GET", "headers": []}, receive, send))
    return sent


async def fail_at_once(scope: Scope, receive: Receive, send: Send) -> None:
    del receive, send
    raise FaultError(scope["type"])


async def fail_in_the_middle(scope: Scope, receive: Receive, send: Send) -> None:
    del receive
    await send({"type": f"{scope['type']}.response.start", "status": 200, "headers": []})
    raise FaultError


@pytest.mark.allows_log("request_failed")
def test_a_request_that_fails_is_answered_with_an_id() -> None:
    start, body = run(Border(fail_at_once, Surroundings()), "http")

    assert start["status"] == 500
    assert b'"id"' in body["body"]


@pytest.mark.allows_log("request_failed")
def test_an_answer_that_has_begun_is_cut() -> None:
    with pytest.raises(FaultError):
        run(Border(fail_in_the_middle, Surroundings()), "http")


def test_events_are_one_json_object_a_line() -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    try:
        configure_logs(stream)
        structlog.get_logger("central.border").info("sale_counted", count=1)
    finally:
        for handler in list(root.handlers):
            root.removeHandler(handler)
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)

    event = json.loads(stream.getvalue())
    assert (event["event"], event["count"], event["level"]) == ("sale_counted", 1, "info")


def test_what_is_no_request_is_left_to_the_server() -> None:
    with pytest.raises(FaultError):
        run(Border(fail_at_once, Surroundings()), "lifespan")
