"""``POST /v1/webhooks/stripe``: verify, note, answer; the jobs ask Stripe itself afterwards.

Nothing of what a call says is believed but that something happened to something: it may come late,
twice, in any order. So its body is not kept, which holds the payer's name and address.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from central.opening import Central
from central.payments.event_notes import keep_event
from central.payments.events import Event, read_event
from central.payments.stripe_signing import WebhookForgedError, require_signature
from central.web.calls import CallRoute, call_router, refusal

STRIPE_PATH = "/v1/webhooks/stripe"
BODY_BYTES_MAX = 524_288


def stripe_webhook_router(central: Central) -> APIRouter:
    """Return the route of Stripe's calls."""
    setting = central.settings.stripe_webhook_secrets
    secrets = () if setting is None else tuple(setting.get_secret_value().split())
    route = CallRoute(path=STRIPE_PATH, body_bytes_max=BODY_BYTES_MAX, refused="webhook_refused")

    def answer(body: bytes, headers: Mapping[str, str]) -> Response:
        return answer_call(central, secrets, body, headers.get("stripe-signature", ""))

    return call_router(central, route, answer)


def answer_call(central: Central, secrets: tuple[str, ...], body: bytes, header: str) -> Response:
    """Note an event, once; one that came before is answered well.

    Raises ProblemError: no secret set (404), a signature that does not fit or is not of just now
    (401), what cannot be read (400).
    """
    if not secrets:
        raise refusal(HTTPStatus.NOT_FOUND, "No card provider is connected")
    now = central.surroundings.now()
    try:
        require_signature(body, header, secrets, now)
    except WebhookForgedError as error:
        raise refusal(HTTPStatus.UNAUTHORIZED, "The signature does not fit", str(error)) from error
    event = _read(body)
    if event is not None:
        with central.database.writing(now) as writing:
            keep_event(writing, event)
    return JSONResponse({"received": True})


def _read(body: bytes) -> Event | None:
    try:
        return read_event(json.loads(body))
    except (ValueError, RecursionError) as error:  # a ValidationError is a ValueError
        raise refusal(HTTPStatus.BAD_REQUEST, "The message cannot be read") from error
