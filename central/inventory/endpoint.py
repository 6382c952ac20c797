"""``POST /v1/webhooks/inventory``: verify, note, set the totals, answer."""

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from standardwebhooks import Webhook

from central.inventory.signing import WebhookRefusedError, read_secrets, verified_message_id
from central.inventory.taking import InventoryMessage, take_message
from central.opening import Central
from central.web.calls import NOTHING_STORED, CallRoute, call_router, refusal
from central.web.problems import ProblemError
from domain.errors import BadInput, NotFound

INVENTORY_PATH = "/v1/webhooks/inventory"
_BODY_BYTES_MAX = 262_144
_log = structlog.get_logger("central.inventory")


def inventory_router(central: Central) -> APIRouter:
    """Return the route of inventory webhooks. Raises BadInput for a secret that is none."""
    setting = central.settings.inventory_secret
    secrets = read_secrets("" if setting is None else setting.get_secret_value())
    route = CallRoute(
        path=INVENTORY_PATH, body_bytes_max=_BODY_BYTES_MAX, refused="inventory_refused"
    )

    def answer(body: bytes, headers: Mapping[str, str]) -> Response:
        return answer_inventory(central, secrets, body, dict(headers))

    return call_router(central, route, answer)


def answer_inventory(
    central: Central, secrets: tuple[Webhook, ...], body: bytes, headers: dict[str, str]
) -> Response:
    """Take a message in and say what became of it; a message that came before is answered well.

    Raises ProblemError for what is refused: no secret set (404), a signature that does not fit or
    is not of just now (401), what cannot be read (400), an unknown store or an impossible total
    (422).
    """
    if not secrets:
        raise refusal(HTTPStatus.NOT_FOUND, "No inventory system is connected")
    try:
        message_id = verified_message_id(secrets, headers, body, central.surroundings.now())
    except WebhookRefusedError as error:
        raise ProblemError(
            status=HTTPStatus.UNAUTHORIZED,
            title="The signature does not fit",
            detail=f"{NOTHING_STORED} Check the secret and the clock of the sender.",
            noted={"reason": str(error)},
        ) from error
    try:
        message = InventoryMessage.model_validate_json(body)
    except ValidationError as error:
        raise refusal(HTTPStatus.BAD_REQUEST, "The message cannot be read") from error
    try:
        taken = take_message(central, message_id, message)
    except (NotFound, BadInput) as error:
        raise ProblemError(
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            title=error.title,
            detail=f"{error.message} {NOTHING_STORED}",
        ) from error
    if taken.unknown:
        _log.warning("inventory_item_unknown", message_id=message_id, count=len(taken.unknown))
    return JSONResponse(asdict(taken))
