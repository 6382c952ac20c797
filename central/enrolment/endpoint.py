"""``POST /v1/enrol``: a till with a code becomes one of ours."""

from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import ValidationError

from central.enrolment.enrol import CodeRefused, enrol, enrolled_key
from central.opening import Central
from central.web.bodies import bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from sync.protocol.enrolment import ENROL_PATH, EnrolmentRequest
from sync.protocol.exchange import PROTOCOL, PROTOCOL_OLDEST
from sync.protocol.http_signing import SignatureRefusedError, SignedRequest, verified_key_id

_BODY_BYTES_MAX = 16_384
_log = structlog.get_logger("central.enrolment")


def enrolment_router(central: Central) -> APIRouter:
    """Return the route of enrolment, with its limit on tries: a code must not be guessed."""
    router = APIRouter()
    tries = RateLimit(central.settings.enrolment_tries_per_minute)

    @router.post(ENROL_PATH)
    async def enrol_till(request: Request) -> Response:
        address = "" if request.client is None else request.client.host
        now = central.surroundings.now()
        tries.require(address, now, "Wait a minute, then type the code again.")
        body = await bounded_body(request, _BODY_BYTES_MAX)
        answer = await run_in_threadpool(answer_enrolment, central, body, dict(request.headers))
        return Response(answer, media_type="application/json")

    return router


def answer_enrolment(central: Central, body: bytes, headers: dict[str, str]) -> bytes:
    """Return the answer to an enrolment request as JSON.

    Raises ProblemError for what is refused.
    """
    try:
        request = EnrolmentRequest.model_validate_json(body)
    except ValidationError as error:
        raise ProblemError(
            status=HTTPStatus.BAD_REQUEST,
            title="Central could not read the request",
            detail="Nothing was enrolled. Install the current program and try again.",
        ) from error
    if not PROTOCOL_OLDEST <= request.protocol <= PROTOCOL:
        raise ProblemError(
            status=HTTPStatus.UPGRADE_REQUIRED,
            title="Central speaks another protocol",
            detail=f"Central speaks {PROTOCOL}, not {request.protocol}. Nothing was enrolled.",
        )
    try:
        key = enrolled_key(request)
        signed = SignedRequest(method="POST", path=ENROL_PATH, body=body)
        verified_key_id(signed, headers, find_public_key=lambda _: key)
        answer = enrol(central, request)
    except SignatureRefusedError as error:
        raise ProblemError(
            status=HTTPStatus.UNAUTHORIZED,
            title="The signature does not fit",
            detail="The till did not show that it holds the key it enrols. Nothing was enrolled.",
        ) from error
    except CodeRefused as error:
        _log.warning("enrolment_refused")
        raise ProblemError(
            status=HTTPStatus.FORBIDDEN, title=error.title, detail=error.message
        ) from error
    _log.info("till_enrolled", till=answer.till, label=answer.label, stream=answer.stream)
    return answer.model_dump_json().encode()
