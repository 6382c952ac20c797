"""``GET /v1/time?nonce=…``: the time, signed, for a till whose clock breaks TLS (sync rule 7.6)."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from central.opening import Central
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from sync.protocol.signed_time import TIME_PATH, sign_time

_PER_MINUTE = 30
"""A till asks at most once a turn, and the address may be a whole shop's."""


def time_router(central: Central) -> APIRouter:
    """Return the route of the signed time. No secret and nothing about any till is told."""
    router = APIRouter()
    tries = RateLimit(_PER_MINUTE)

    @router.get(TIME_PATH)
    def tell_time(request: Request, nonce: str = "") -> JSONResponse:
        now = central.surroundings.now()
        address = "" if request.client is None else request.client.host
        tries.require(address, now, "Ask again in a minute.")
        try:
            told = sign_time(now, nonce, central.keys.signing)
        except (ValidationError, ValueError) as error:
            raise ProblemError(
                status=HTTPStatus.BAD_REQUEST,
                title="A time is told to a nonce only",
                detail="Give 16 to 64 letters and digits of chance as nonce.",
            ) from error
        return JSONResponse(told.model_dump(mode="json"))

    return router
