"""The routes of snapshots and of sums. All but the files are signed both ways (rules 10)."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from central.opening import Central
from central.snapshots.manifests import answer_manifest
from central.snapshots.nearest import answer_file_nearest
from central.snapshots.repairing import answer_buckets, answer_sums
from central.tills.registry import EnrolledTill
from central.tills.signed_requests import authenticated_till
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from sync.protocol.http_signing import SignedRequest
from sync.protocol.snapshot import (
    FILE_PATH,
    MANIFEST_PATH,
    NO_CURSOR,
    REPAIR_BUCKETS_MAX,
    SUMS_PATH,
    TOLD_TYPE,
)
from sync.protocol.sums import BUCKETS

_NOTHING_DONE = "Nothing was told, and the till keeps all it has."
_DIGITS_MAX = 4
_Answer = Callable[[EnrolledTill], bytes]


def snapshot_router(central: Central) -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    refusals = RateLimit(central.settings.refusals_per_minute)

    async def told(request: Request, answer: _Answer) -> Response:
        try:
            body = await run_in_threadpool(_answered, central, request, answer)
        except ProblemError as problem:
            if problem.status != HTTPStatus.SERVICE_UNAVAILABLE:
                address = "" if request.client is None else request.client.host
                refusals.require(address, central.surroundings.now(), _NOTHING_DONE)
            raise
        return Response(body, media_type=TOLD_TYPE)

    @router.get(MANIFEST_PATH + "/{nonce}/{cursor}")
    async def manifest(request: Request, nonce: str, cursor: str) -> Response:
        known = None if cursor == NO_CURSOR else cursor
        return await told(
            request, lambda till: answer_manifest(central, till, cursor=known, nonce=nonce)
        )

    @router.get(SUMS_PATH + "/{nonce}/{stream}")
    async def sums(request: Request, nonce: str, stream: str) -> Response:
        return await told(
            request, lambda till: answer_sums(central, till, stream=stream, nonce=nonce)
        )

    @router.get(SUMS_PATH + "/{nonce}/{stream}/{buckets}")
    async def rows(request: Request, nonce: str, stream: str, buckets: str) -> Response:
        wanted = _buckets(buckets)
        return await told(
            request,
            lambda till: answer_buckets(central, till, stream=stream, buckets=wanted, nonce=nonce),
        )

    @router.get(FILE_PATH + "/{sha256}")
    async def file(request: Request, sha256: str) -> Response:
        headers = dict(request.headers)
        return await run_in_threadpool(answer_file_nearest, central, sha256, headers)

    return router


def _answered(central: Central, request: Request, answer: _Answer) -> bytes:
    path = request.scope["raw_path"].decode("ascii").partition("?")[0]
    signed = SignedRequest(method="GET", path=path, body=b"")
    till = authenticated_till(central, signed, dict(request.headers), nothing_done=_NOTHING_DONE)
    if till.revoked_at is not None:  # a till that was reported lost is told nothing
        raise ProblemError(
            status=HTTPStatus.FORBIDDEN,
            title="Central has shut this till out",
            detail=_NOTHING_DONE,
        )
    return answer(till)


def _buckets(text: str) -> list[int]:
    """Return the buckets that a path names, such as ``3,77``. Raises ProblemError (404)."""
    names = text.split(",")
    if len(names) <= REPAIR_BUCKETS_MAX and all(
        name.isascii() and name.isdigit() and len(name) < _DIGITS_MAX and int(name) < BUCKETS
        for name in names
    ):
        return [int(name) for name in names]
    raise ProblemError(
        status=HTTPStatus.NOT_FOUND, title="Not Found", detail="There is nothing here."
    )
