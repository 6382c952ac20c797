"""Central as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from central.catalog.endpoint import catalog_router
from central.clock.endpoint import time_router
from central.database import DatabaseUnavailable
from central.enrolment.endpoint import enrolment_router
from central.health import health_router
from central.inventory.endpoint import inventory_router
from central.nudges.endpoint import nudges_router
from central.nudges.hub import NudgeHub
from central.nudges.listening import FeedListener
from central.opening import Central
from central.operations.endpoint import exchange_router
from central.operations.waiting import apply_waiting
from central.payments.mmg.replies import mmg_reply_router
from central.payments.statements.endpoint import statements_router
from central.payments.webhooks import stripe_webhook_router
from central.snapshots.endpoint import snapshot_router
from central.web.bodies import BodyTooLargeError, BodyTooSlowError
from central.web.border import Border
from central.web.problems import ProblemError, problem_response

_RETRY_AFTER_S = 5
_log = structlog.get_logger("central.http")


def create_app(central: Central) -> FastAPI:
    """Return the application over an open central. The caller closes central afterwards.

    Operations that waited for this version are applied first.
    """
    apply_waiting(central)
    hub = NudgeHub()
    central.database.on_published = hub.tell
    app = FastAPI(
        title="Windward central",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_listening, central=central, hub=hub),
    )
    app.include_router(exchange_router(central))
    app.include_router(enrolment_router(central))
    app.include_router(snapshot_router(central))
    app.include_router(inventory_router(central))
    app.include_router(stripe_webhook_router(central))
    app.include_router(mmg_reply_router(central))
    app.include_router(statements_router(central))
    app.include_router(catalog_router(central))
    app.include_router(nudges_router(central, hub))
    app.include_router(time_router(central))
    app.include_router(health_router(central, central.surroundings.now()))
    app.add_exception_handler(ProblemError, _answer_problem)
    app.add_exception_handler(BodyTooLargeError, _answer_too_large)
    app.add_exception_handler(BodyTooSlowError, _answer_too_slow)
    app.add_exception_handler(DatabaseUnavailable, _answer_unavailable)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_middleware(Border, surroundings=central.surroundings)
    return app


@asynccontextmanager
async def _listening(app: FastAPI, *, central: Central, hub: NudgeHub) -> AsyncIterator[None]:
    """Hear the other processes' nudges while this one serves; on SQLite there are no others."""
    del app
    if central.database.is_sqlite:
        yield
        return
    listener = FeedListener(central.database, hub)
    listener.start()
    try:
        yield
    finally:
        await run_in_threadpool(listener.stop)


def _answer_problem(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, ProblemError)
    return problem_response(error)


def _answer_too_large(request: Request, error: Exception) -> Response:
    del request, error
    return problem_response(
        ProblemError(
            status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            title="The message is too large",
            detail="Nothing of it was stored, and the till keeps all of it.",
        )
    )


def _answer_too_slow(request: Request, error: Exception) -> Response:
    del request, error
    return problem_response(
        ProblemError(
            status=HTTPStatus.REQUEST_TIMEOUT,
            title="The message came too slowly",
            detail="Nothing of it was stored, and the till keeps all of it.",
            headers={"Retry-After": str(_RETRY_AFTER_S)},
        )
    )


def _answer_unavailable(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, DatabaseUnavailable)
    _log.error("database_unavailable")
    return problem_response(
        ProblemError(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            title=error.title,
            detail=error.message,
            headers={"Retry-After": str(_RETRY_AFTER_S)},
        )
    )


def _answer_http(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return problem_response(
        ProblemError(status=status, title=status.phrase, detail="There is nothing here.")
    )
