"""``POST /v1/webhooks/stripe``: verify, note, answer; the jobs ask Stripe itself afterwards.

Nothing of what a call says is believed but that something happened to something: it may come late,
twice, in any order. So its body is not kept, which holds the payer's name and address.
"""

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from central.allotments.books import insert_unless_there
from central.opening import Central
from central.payments.provider_tables import webhook_event
from central.payments.stripe_account import NAME
from central.payments.stripe_signing import WebhookForgedError, require_signature
from central.web.bodies import BodyTooLargeError, bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit

STRIPE_PATH = "/v1/webhooks/stripe"
BODY_BYTES_MAX = 524_288
OF_SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
OF_MONEY = frozenset(
    {
        "charge.refunded",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    }
)
_NOTHING_STORED = "Nothing of this was stored."
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,255}$")]
_log = structlog.get_logger("central.payments")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Object(_Part):
    """What an event is about: a session, a charge, a refund, a dispute."""

    id: _Id
    client_reference_id: _Id | None = None
    payment_intent: _Id | None = None


class _Data(_Part):
    object: _Object


class Event(_Part):
    """An event, as far as it is read. ``created`` is when it happened, in Unix seconds."""

    id: _Id
    type: Annotated[str, Field(max_length=100)]
    created: Annotated[int, Field(ge=0, lt=2**33)]
    data: _Data


def stripe_webhook_router(central: Central) -> APIRouter:
    """Return the route of Stripe's calls."""
    router = APIRouter()
    setting = central.settings.stripe_webhook_secrets
    secrets = () if setting is None else tuple(setting.get_secret_value().split())
    refusals = RateLimit(central.settings.refusals_per_minute)

    @router.post(STRIPE_PATH)
    async def take_call(request: Request) -> Response:
        header = request.headers.get("stripe-signature", "")
        try:
            body = await bounded_body(request, BODY_BYTES_MAX)
            return await run_in_threadpool(answer_call, central, secrets, body, header)
        except BodyTooLargeError as error:
            raise _problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The message is too large"
            ) from error
        except ProblemError as problem:
            address = "" if request.client is None else request.client.host
            refusals.require(address, central.surroundings.now(), _NOTHING_STORED)
            _log.info("webhook_refused", status=int(problem.status), **problem.noted)
            raise

    return router


def answer_call(central: Central, secrets: tuple[str, ...], body: bytes, header: str) -> Response:
    """Note an event, once; one that came before is answered well.

    Raises ProblemError: no secret set (404), a signature that does not fit or is not of just now
    (401), what cannot be read (400).
    """
    if not secrets:
        raise _problem(HTTPStatus.NOT_FOUND, "No card provider is connected")
    now = central.surroundings.now()
    try:
        require_signature(body, header, secrets, now)
    except WebhookForgedError as error:
        raise ProblemError(
            status=HTTPStatus.UNAUTHORIZED,
            title="The signature does not fit",
            detail=_NOTHING_STORED,
            noted={"reason": str(error)},
        ) from error
    event = _read(body)
    if event is not None:
        _keep(central, event, now)
    return JSONResponse({"received": True})


def _read(body: bytes) -> Event | None:
    """Return an event of a kind that matters here, None for any other."""
    try:
        raw = json.loads(body)
        kind = raw.get("type") if isinstance(raw, dict) else ""
        if isinstance(kind, str) and kind and kind not in OF_SESSIONS | OF_MONEY:
            return None
        return Event.model_validate(raw)
    except (ValueError, RecursionError) as error:  # a ValidationError is a ValueError
        raise _problem(HTTPStatus.BAD_REQUEST, "The message cannot be read") from error


def _keep(central: Central, event: Event, now: datetime) -> None:
    about = event.data.object
    object_id = about.id if event.type in OF_SESSIONS else about.payment_intent or ""
    row = {
        "provider": NAME,
        "event_id": event.id,
        "kind": event.type,
        "object_id": object_id,
        "attempt_id": about.client_reference_id or "",
        "event_at": datetime.fromtimestamp(event.created, UTC),
        "received_at": now,
        "state": "waiting",
        "tries": 0,
        "next_at": now,
        "outcome": "",
    }
    with central.database.writing(now) as writing:
        writing.connection.execute(insert_unless_there(writing.connection, webhook_event, row))


def _problem(status: HTTPStatus, title: str) -> ProblemError:
    return ProblemError(status=status, title=title, detail=_NOTHING_STORED)
