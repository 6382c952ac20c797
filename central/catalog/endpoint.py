"""Catalog files that a supervisor sends from a till: the office's own import, told row by row.

Each request is signed by the till and counts once; who sends one is asked for the right to approve.
It is one transaction, as by the office's command: the answer begins when it is committed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from central.catalog.importing import KeptRow, Wanted, import_rows
from central.opening import Central
from central.staff.approvers import require_approver
from central.tills.asking import Asking, refused
from central.tills.organisations import get_store
from central.tills.registry import EnrolledTill
from central.web.rate import RateLimit
from domain.card_number import without_card_numbers
from domain.catalog_file.csv_records import open_bytes, read_records
from domain.catalog_file.report import SKIPPED, ImportReport
from domain.errors import BadInput
from sync.protocol.catalog_files import (
    CATALOG_FILE_TYPE,
    CATALOG_FILES_PATH,
    FINDINGS_MAX,
    REASON_MAX,
    SENT_BYTES_MAX,
    TOLD_BATCH,
    CatalogRowTold,
    CatalogSent,
    FindingTold,
    decode_catalog,
    encode_catalog_rows,
)
from sync.protocol.stream_codec import StreamDamagedError

_NOTHING = "Nothing was changed, and the file is where it was."
_log = structlog.get_logger("central.catalog")


def catalog_router(central: Central) -> APIRouter:
    """Return the route."""
    router = APIRouter()
    asking = Asking(central, RateLimit(central.settings.refusals_per_minute), _NOTHING)

    @router.post(CATALOG_FILES_PATH, response_class=StreamingResponse)
    async def catalog_files(request: Request) -> Response:
        till, body = await asking.take(request, SENT_BYTES_MAX)
        done = await run_in_threadpool(_import, asking, till, body)
        return StreamingResponse(done.answer(central), media_type=CATALOG_FILE_TYPE)

    return router


@dataclass(frozen=True, slots=True)
class _Done:
    """An import that is committed, and what became of each row."""

    sent: CatalogSent
    rows: Sequence[CatalogRowTold]

    def answer(self, central: Central) -> Iterator[bytes]:
        """Yield the answer."""
        starts = range(0, len(self.rows), TOLD_BATCH)
        batches = (self.rows[start : start + TOLD_BATCH] for start in starts)
        return encode_catalog_rows(batches, central.keys.signing, self.sent)


def _import(asking: Asking, till: EnrolledTill, body: bytes) -> _Done:
    central = asking.central
    try:
        sent, raw = decode_catalog(body)
    except StreamDamagedError as error:
        raise asking.unreadable(till) from error
    asking.require_own(till, sent.till)
    kept: list[KeptRow] = []
    try:
        wanted = _wanted(central, till, sent)
        read = partial(read_records, partial(open_bytes, raw))
        report = import_rows(central, wanted, read, kept.append)
    except BadInput as error:
        raise refused(error) from error
    _log.info(
        "catalog_came",
        till=till.till_id,
        rows=report.row_count,
        new=report.new_count,
        changed=report.changed_count,
    )
    return _Done(sent, _told(kept, report))


def _wanted(central: Central, till: EnrolledTill, sent: CatalogSent) -> Wanted:
    """Return what is imported: into the till's own store, by somebody who may. Raises BadInput."""
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, till.organisation_id, sent.by)
        store = get_store(writing.connection, till.store_id)
    if sent.currency != store.currency:
        raise BadInput(
            "The catalog was not imported",
            f"The store sells in {store.currency}, the till says {sent.currency}. {_NOTHING} Let"
            " the till exchange with central, then check the file again.",
        )
    return Wanted(
        store=store,
        file_name=sent.file_name,
        currency=store.currency,
        by=sent.by,
        count=sent.count,
        request=f"{till.till_id}/{sent.nonce}",
        note=f"{without_card_numbers(sent.file_name)} from till {till.label}",
    )


def _told(kept: Sequence[KeptRow], report: ImportReport) -> Sequence[CatalogRowTold]:
    """Return what became of each row, in the order of the file."""
    found: dict[int, list[FindingTold]] = defaultdict(list)
    rows = {one.line: (one.sku, str(one.outcome)) for one in kept}
    for finding, named in report.findings.items():
        for row in named:
            found[row.line].append(FindingTold(finding=finding, reason=row.reason[:REASON_MAX]))
            if finding in SKIPPED:
                rows[row.line] = (row.sku, "refused")
    return [
        CatalogRowTold(
            line=line, sku=sku, outcome=outcome, findings=tuple(found[line][:FINDINGS_MAX])
        )
        for line, (sku, outcome) in sorted(rows.items())
    ]
