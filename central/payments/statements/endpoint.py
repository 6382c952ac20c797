"""Statements that a supervisor sends from a till: mappings told, rows worked off, cases opened.

Each request is signed by the till; who sends one is asked for the right to approve, as the office's
command does not (sync rules 16.22b). What cannot be used is refused before anything is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import ValidationError

from central.audit import Deed, record
from central.database import DatabaseUnavailable
from central.opening import Central
from central.payments.statements.importing import Importing, Wanted, read_and_check
from central.payments.statements.keeping import list_mappings
from central.payments.statements.report import ReportRow
from central.payments.statements.row_cases import RowWanted, open_row_case
from central.staff.approvers import require_approver
from central.tills.registry import EnrolledTill
from central.tills.signed_requests import authenticated_till
from central.web.bodies import BodyTooLargeError, BodyTooSlowError, bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from domain.errors import BadInput, NotFound
from domain.statement_file.reading import Stated, StatementFile
from sync.protocol.http_signing import SignedRequest
from sync.protocol.snapshot import TOLD_TYPE, write_told
from sync.protocol.statements import (
    MAPPINGS_MAX,
    MAPPINGS_PATH,
    SENT_BYTES_MAX,
    STATEMENT_CASES_PATH,
    STATEMENT_TYPE,
    STATEMENTS_PATH,
    MappingsTold,
    MappingTold,
    RowAsked,
    RowCaseOpened,
    RowTold,
    StatementSent,
    decode_statement,
    encode_rows,
)
from sync.protocol.stream_codec import StreamDamagedError

_NOTHING = "Nothing was changed, and the file is where it was."
_ASKED_BYTES_MAX = 4_096
_log = structlog.get_logger("central.statements")


def statements_router(central: Central) -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    asking = _Asking(central, RateLimit(central.settings.refusals_per_minute))

    @router.get(MAPPINGS_PATH + "/{nonce}")
    async def mappings(request: Request, nonce: str) -> Response:
        till, _body = await asking.take(request, 0)
        told = await run_in_threadpool(_mappings, central, till, nonce)
        return Response(told, media_type=TOLD_TYPE)

    @router.post(STATEMENTS_PATH, response_class=StreamingResponse)
    async def statements(request: Request) -> Response:
        till, body = await asking.take(request, SENT_BYTES_MAX)
        begun = await run_in_threadpool(_begin, central, till, body)
        return StreamingResponse(begun.answer(), media_type=STATEMENT_TYPE)

    @router.post(STATEMENT_CASES_PATH)
    async def cases(request: Request) -> Response:
        till, body = await asking.take(request, _ASKED_BYTES_MAX)
        told = await run_in_threadpool(_open_case, central, till, body)
        return Response(told, media_type=TOLD_TYPE)

    return router


@dataclass(frozen=True, slots=True)
class _Asking:
    """Reads a request and knows whose it is; who is refused too often is not read at all."""

    central: Central
    refusals: RateLimit

    async def take(self, request: Request, bytes_max: int) -> tuple[EnrolledTill, bytes]:
        """Return the till and what it sent. Raises ProblemError and the failures of a body."""
        address = "" if request.client is None else request.client.host
        now = self.central.surroundings.now
        try:
            if self.refusals.is_spent(address, now()):
                await run_in_threadpool(self._till, request, None)
            body = await bounded_body(request, bytes_max)
            return await run_in_threadpool(self._till, request, body), body
        except (ProblemError, BodyTooLargeError, BodyTooSlowError):
            self.refusals.require(address, now(), _NOTHING)
            raise

    def _till(self, request: Request, body: bytes | None) -> EnrolledTill:
        path = request.scope["raw_path"].decode("ascii").partition("?")[0]
        signed = SignedRequest(method=request.method, path=path, body=body)
        headers = dict(request.headers)
        till = authenticated_till(self.central, signed, headers, nothing_done=_NOTHING)
        if till.revoked_at is not None:  # one that was reported lost is told and does nothing
            raise ProblemError(
                status=HTTPStatus.FORBIDDEN,
                title="Central has shut this till out",
                detail=_NOTHING,
            )
        return till


def _mappings(central: Central, till: EnrolledTill, nonce: str) -> bytes:
    with central.database.reading() as connection:
        kept = list_mappings(connection, till.organisation_id)[:MAPPINGS_MAX]
    told = MappingsTold(
        mappings=tuple(
            MappingTold(
                provider=one.provider,
                name=one.name,
                valid_from=one.valid_from,
                value=one.mapping.as_json(),
            )
            for one in kept
        )
    )
    return write_told(told, central.keys.signing, till=till.till_id, nonce=nonce)


@dataclass(frozen=True, slots=True)
class _Begun:
    """An import whose file was found whole; each batch is worked off as its answer is read."""

    central: Central
    sent: StatementSent
    importing: Importing
    is_again: bool

    def answer(self) -> Iterator[bytes]:
        """Yield the answer. One that is cut off has no end: the till sends the file again."""
        batches = self.importing.batches(is_again=self.is_again)
        told = ([_told(row) for row in batch] for batch in batches)
        signer = self.central.keys.signing
        try:
            yield from encode_rows(told, signer, self.sent, is_again=self.is_again)
        except DatabaseUnavailable:
            _log.error("statement_cut_off", till=self.sent.till)


def _begin(central: Central, till: EnrolledTill, body: bytes) -> _Begun:
    try:
        sent, raw = decode_statement(body)
    except StreamDamagedError as error:
        raise _unreadable(till) from error
    _require_own(till, sent.till)
    wanted = Wanted(
        organisation_id=till.organisation_id,
        file=StatementFile(sent.file_name, raw),
        provider=sent.provider,
        mapping=sent.mapping,
        stated=Stated(
            first_day=sent.first_day, last_day=sent.last_day, count=sent.count, total=sent.total
        ),
        by=sent.by,
    )
    try:
        with central.database.writing(central.surroundings.now()) as writing:
            require_approver(writing, till.organisation_id, sent.by)
        importing = read_and_check(central, wanted)
    except (BadInput, NotFound) as error:
        raise _refused(error) from error
    is_again = importing.begin()
    _log.info("statement_came", till=till.till_id, rows=sent.count, is_again=is_again)
    return _Begun(central, sent, importing, is_again)


def _open_case(central: Central, till: EnrolledTill, body: bytes) -> bytes:
    try:
        asked = RowAsked.model_validate_json(body)
    except ValidationError as error:
        raise _unreadable(till) from error
    _require_own(till, asked.till)
    wanted = RowWanted(
        provider=asked.provider,
        reference=asked.reference,
        direction=asked.direction,
        by=asked.by,
    )
    around = central.surroundings
    try:
        with central.database.writing(around.now()) as writing:
            require_approver(writing, till.organisation_id, asked.by)
            case_id, is_new = open_row_case(writing, around, till, wanted)
            if is_new:
                deed = Deed(
                    organisation_id=till.organisation_id,
                    actor=asked.by,
                    action="statement_row_asked",
                    subject=case_id,
                    reason=wanted.subject,
                )
                record(writing, around, deed)
    except (BadInput, NotFound) as error:
        raise _refused(error) from error
    told = RowCaseOpened(case_id=case_id, is_new=is_new)
    return write_told(told, central.keys.signing, till=till.till_id, nonce=asked.nonce)


def _told(row: ReportRow) -> RowTold:
    return RowTold(
        line=row.line,
        at=row.at,
        reference=row.reference,
        direction="out" if row.money.is_negative else "in",
        currency=row.money.currency,
        amount_minor=row.money.amount_minor,
        outcome=row.outcome,
        payment_id=row.payment_id,
        receipt=row.receipt,
        words=row.words,
    )


def _require_own(till: EnrolledTill, named: str) -> None:
    if named != till.till_id:
        raise ProblemError(
            status=HTTPStatus.FORBIDDEN,
            title="This is another till's statement",
            detail=_NOTHING,
            noted={"till": till.till_id},
        )


def _unreadable(till: EnrolledTill) -> ProblemError:
    return ProblemError(
        status=HTTPStatus.BAD_REQUEST,
        title="Central could not read what this till sent",
        detail=f"{_NOTHING} Call support if it happens again.",
        noted={"till": till.till_id},
    )


def _refused(error: BadInput | NotFound) -> ProblemError:
    """What a person can put right, in the words of the office's own command."""
    return ProblemError(
        status=HTTPStatus.UNPROCESSABLE_ENTITY, title=error.title, detail=error.message
    )
