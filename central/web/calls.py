"""Routes that systems of others call: a bounded body, refusals counted and logged, nothing kept.

What a call says, and whose signature it bears, is for who answers it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from central.opening import Central
from central.web.bodies import BodyTooLargeError, bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit

NOTHING_STORED = "Nothing of this was stored."
Answer = Callable[[bytes, Mapping[str, str]], Response]
"""Answers a body and its headers (their names small). Raises ProblemError for what it refuses."""
_log = structlog.get_logger("central.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRoute:
    """Where others call: ``refused`` is the word in the log for a call that was refused."""

    path: str
    body_bytes_max: int
    refused: str


def call_router(central: Central, route: CallRoute, answer: Answer) -> APIRouter:
    """Return a route whose refusals are limited by address, as nobody may guess at a signature."""
    router = APIRouter()
    refusals = RateLimit(central.settings.refusals_per_minute)

    @router.post(route.path)
    async def take_call(request: Request) -> Response:
        try:
            body = await bounded_body(request, route.body_bytes_max)
            return await run_in_threadpool(answer, body, dict(request.headers))
        except BodyTooLargeError as error:
            title = "The message is too large"
            raise refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, title) from error
        except ProblemError as problem:
            address = "" if request.client is None else request.client.host
            refusals.require(address, central.surroundings.now(), NOTHING_STORED)
            _log.info(route.refused, status=int(problem.status), **problem.noted)
            raise

    return router


def refusal(status: HTTPStatus, title: str, reason: str = "") -> ProblemError:
    """Return a refusal of a call; ``reason`` is for the log only."""
    noted = {"reason": reason} if reason else {}
    return ProblemError(status=status, title=title, detail=NOTHING_STORED, noted=noted)
