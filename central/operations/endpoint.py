"""``POST /v1/exchange``: authenticate, receive, answer; both directions in one round trip."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from itertools import chain

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from central.feed.hearing import note_read
from central.feed.nearest import read_nearest
from central.feed.reading import FeedRequest
from central.opening import Central
from central.operations.evidence import Settled, settle_start
from central.operations.receiving import BatchRefusedError, Receipt, receive
from central.people.customers import told
from central.snapshots.deciding import decide_telling
from central.tills.registry import EnrolledTill
from central.tills.signed_requests import authenticated_till
from central.web.bodies import BodyTooLargeError, BodyTooSlowError, bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from sync.protocol.exchange import (
    BODY_BYTES_MAX,
    CONTENT_TYPE,
    EXCHANGE_PATH,
    PROTOCOL,
    PROTOCOL_OLDEST,
    AnswerHeader,
    AnswerLine,
    EndLine,
    ExchangeHeader,
    ExchangeRequest,
    sign_header,
)
from sync.protocol.http_signing import SignedRequest
from sync.protocol.stream_codec import StreamDamagedError, decode_request, encode_answer

_log = structlog.get_logger("central.exchange")
_AT_ONCE_BYTES = 8_192
_NOTHING_STORED = "Nothing of this was stored, and the till keeps all of it."


def exchange_router(central: Central) -> APIRouter:
    """Return the route of the exchange."""
    router = APIRouter()
    refusals = RateLimit(central.settings.refusals_per_minute)

    @router.post(EXCHANGE_PATH, response_class=StreamingResponse)
    async def exchange(request: Request) -> Response:
        address = "" if request.client is None else request.client.host
        headers = dict(request.headers)
        try:
            if refusals.is_spent(address, central.surroundings.now()):
                # Who is it? Nothing is read for a stranger; a good till behind the same address
                # is not limited (sync rule 13.7).
                await run_in_threadpool(_authenticated, central, None, headers)
            body = await bounded_body(request, BODY_BYTES_MAX)
            first, rest = await run_in_threadpool(_begun, central, body, headers)
        except (ProblemError, BodyTooLargeError, BodyTooSlowError) as refusal:
            refusals.require(address, central.surroundings.now(), _NOTHING_STORED)
            if isinstance(refusal, ProblemError):
                _log_refused(refusal)
            raise
        if rest is None:
            return Response(first, media_type=CONTENT_TYPE)
        return StreamingResponse(chain((first,), rest), media_type=CONTENT_TYPE)

    return router


def _begun(
    central: Central, body: bytes, headers: dict[str, str]
) -> tuple[bytes, Iterator[bytes] | None]:
    """Return the beginning of an answer's body and the rest of it, None where there is no more.

    Most answers are small and go out whole: each piece of a stream costs a change of thread.
    """
    chunks = encode_answer(answer_exchange(central, body, headers))
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) >= _AT_ONCE_BYTES:
            return first, chunks
    return first, None


def answer_exchange(central: Central, body: bytes, headers: dict[str, str]) -> Iterator[AnswerLine]:
    """Take in a request and return the answer's lines; the commit is done when this returns.

    Raises ProblemError for what is refused: an unknown till or a wrong signature (403, 401), a
    damaged batch (400), another protocol (426).
    """
    till = _authenticated(central, body, headers)
    try:
        request = decode_request(body)
    except StreamDamagedError as error:
        raise _damaged(till, "damaged") from error
    _require_ours(till, request.header)
    settled = settle_start(central, till, request.header)
    try:
        receipt = receive(central, till, request, is_live=True)
    except BatchRefusedError as error:
        raise _damaged(till, "not vouched for") from error
    _log_received(till, request, receipt)
    now = central.surroundings.now()
    gather_s = central.crowd.gather_s(till.till_id, len(request.operations), now)
    return _answer(central, till, _Answering(request.header, receipt, settled, gather_s))


def _authenticated(central: Central, body: bytes | None, headers: dict[str, str]) -> EnrolledTill:
    signed = SignedRequest(method="POST", path=EXCHANGE_PATH, body=body)
    return authenticated_till(central, signed, headers, nothing_done=_NOTHING_STORED)


def _require_ours(till: EnrolledTill, header: ExchangeHeader) -> None:
    if not PROTOCOL_OLDEST <= header.protocol <= PROTOCOL:
        older = "Central is older than this till: it must be upgraded."
        newer = "This till's program is too old for central: install the newest one."
        raise ProblemError(
            status=HTTPStatus.UPGRADE_REQUIRED,
            title="Central speaks another protocol",
            detail=f"{older if header.protocol > PROTOCOL else newer} {_NOTHING_STORED}",
            headers={"Upgrade": f"windward/{PROTOCOL}"},
        )
    if header.till != till.till_id:
        raise ProblemError(
            status=HTTPStatus.FORBIDDEN,
            title="This is another till's batch",
            detail=_NOTHING_STORED,
            noted={"till": till.till_id},
        )


def _damaged(till: EnrolledTill, reason: str) -> ProblemError:
    return ProblemError(
        status=HTTPStatus.BAD_REQUEST,
        title="Central could not read what this till sent",
        detail=f"{_NOTHING_STORED} Call support if it happens again.",
        noted={"till": till.till_id, "reason": reason},
    )


def _log_refused(problem: ProblemError) -> None:
    """A stranger's request is news of no weight; a till of ours that sends damage is a warning."""
    if problem.status == HTTPStatus.BAD_REQUEST:
        _log.warning("batch_refused", **problem.noted)
    else:
        _log.info("request_refused", status=int(problem.status), **problem.noted)


@dataclass(frozen=True, slots=True)
class _Answering:
    """What an answer is made of: what was asked, what was stored, where reading begins."""

    header: ExchangeHeader
    receipt: Receipt
    settled: Settled
    gather_s: int


def _answer(central: Central, till: EnrolledTill, given: _Answering) -> Iterator[AnswerLine]:
    server_time = central.surroundings.now()
    header, receipt, settled = given.header, given.receipt, given.settled
    telling = decide_telling(central, till, header, settled.start)
    start = telling.start
    note_read(central, till, start.cursor)
    unsigned = AnswerHeader(
        protocol=header.protocol,
        stream=header.stream,
        stored_through=receipt.stored_through,
        durable_through=receipt.durable_through,
        resend_from=receipt.resend_from,
        epoch=settled.epoch,
        rebase=start.rebase,
        assigned_stream=receipt.assigned_stream,
        server_time=server_time,
        take_snapshot=telling.take_snapshot,
        sums=telling.sums,
        gather_s=given.gather_s,
    )
    yield sign_header(unsigned, central.keys.signing, till=till.till_id, nonce=header.nonce)
    yield from receipt.rulings
    if till.revoked_at is not None:  # a till that was reported lost is told nothing more
        yield EndLine()
        return
    asked = FeedRequest(
        feeds=telling.feeds,
        cursor=start.cursor,
        bytes_max=central.settings.answer_bytes_max,
        seal_key=central.keys.cursor_seal,
        whole=start.whole,
        people=partial(told, central),
    )
    yield from read_nearest(central, settled.epoch, asked)


def _log_received(till: EnrolledTill, request: ExchangeRequest, receipt: Receipt) -> None:
    if request.operations or receipt.resend_from:
        _log.info(
            "batch_received",
            till=till.till_id,
            stream=request.header.stream,
            first_seq=request.header.first_seq,
            count=len(request.operations),
            stored_through=receipt.stored_through,
            resend_from=receipt.resend_from,
            assigned_stream=receipt.assigned_stream,
            rulings=len(receipt.rulings),
        )
