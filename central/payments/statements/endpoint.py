"""Statements that a supervisor sends from a till: mappings told, rows worked off, cases opened.

Each request is signed by the till; who sends one is asked for the right to approve, as the office's
command does not (sync rules 16.22b). What cannot be used is refused before anything is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

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
from central.tills.asking import Asking, refused
from central.tills.registry import EnrolledTill
from central.web.rate import RateLimit
from domain.errors import BadInput, NotFound
from domain.statement_file.reading import Stated, StatementFile
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
    asking = Asking(central, RateLimit(central.settings.refusals_per_minute), _NOTHING)

    @router.get(MAPPINGS_PATH + "/{nonce}")
    async def mappings(request: Request, nonce: str) -> Response:
        till, _body = await asking.take(request, 0)
        told = await run_in_threadpool(_mappings, central, till, nonce)
        return Response(told, media_type=TOLD_TYPE)

    @router.post(STATEMENTS_PATH, response_class=StreamingResponse)
    async def statements(request: Request) -> Response:
        till, body = await asking.take(request, SENT_BYTES_MAX)
        begun = await run_in_threadpool(_begin, asking, till, body)
        return StreamingResponse(begun.answer(), media_type=STATEMENT_TYPE)

    @router.post(STATEMENT_CASES_PATH)
    async def cases(request: Request) -> Response:
        till, body = await asking.take(request, _ASKED_BYTES_MAX)
        told = await run_in_threadpool(_open_case, asking, till, body)
        return Response(told, media_type=TOLD_TYPE)

    return router


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


def _begin(asking: Asking, till: EnrolledTill, body: bytes) -> _Begun:
    central = asking.central
    try:
        sent, raw = decode_statement(body)
    except StreamDamagedError as error:
        raise asking.unreadable(till) from error
    asking.require_own(till, sent.till)
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
        raise refused(error) from error
    is_again = importing.begin()
    _log.info("statement_came", till=till.till_id, rows=sent.count, is_again=is_again)
    return _Begun(central, sent, importing, is_again)


def _open_case(asking: Asking, till: EnrolledTill, body: bytes) -> bytes:
    central = asking.central
    try:
        asked = RowAsked.model_validate_json(body)
    except ValidationError as error:
        raise asking.unreadable(till) from error
    asking.require_own(till, asked.till)
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
        raise refused(error) from error
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
