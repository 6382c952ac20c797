"""A catalog file from a supervisor's hands: checked here, sent to central, told row by row.

Nothing is kept at the till: what changed comes with the feed, as from any import of the office.
What was checked is what is sent, byte for byte, whatever becomes of the file meanwhile.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.catalog_csv import CatalogCheck, check_rows, require_catalog_right
from app.use_cases.deciders import require_decider
from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.card_number import without_card_numbers
from domain.catalog_file.csv_records import open_bytes
from domain.errors import BadInput, WorldFailure
from domain.sentence import told
from sync.protocol.catalog_files import (
    FILE_BYTES_MAX,
    SENT_BYTES_MAX,
    SENT_ROWS_MAX,
    CatalogEnd,
    CatalogRowTold,
    CatalogSent,
    encode_catalog,
)

_NONCE_BYTES = 12
_BATCH = 500
_FILE_NAME_MAX = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogRead:
    """A file that was checked here and not sent yet. ``raw`` is what would be sent."""

    path: Path
    raw: bytes
    currency: str
    check: CatalogCheck

    @property
    def can_be_sent(self) -> bool:
        """Whether it was read to its end, and holds a row that central could take."""
        return not self.check.is_cancelled and self.check.new + self.check.known > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCatalog:
    """What to send, and the PIN that says so."""

    read: CatalogRead
    approval: Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogResult:
    """What became of the rows. ``is_stopped``: the rest was not waited for.

    Stopped with no row told, nothing was sent.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    rows: Sequence[CatalogRowTold] = ()
    is_stopped: bool = False


def catalog_read_steps(till: Till, session: Session, path: Path) -> Steps[CatalogRead]:
    """Read a CSV file and check it as ``catalog_check_steps`` does; nothing is sent.

    Raises BadInput for a file that central would refuse as a whole, or that is too large to send;
    WorldFailure where it cannot be read; NotAllowed.
    """
    currency = require_catalog_right(till, session)
    raw = _file(path)
    check = yield from check_rows(till, (path.name, currency), partial(open_bytes, raw))
    if check.count > SENT_ROWS_MAX:
        raise _too_large()
    return CatalogRead(path=path, raw=raw, currency=currency, check=check)


def send_catalog_steps(till: Till, session: Session, request: SendCatalog) -> Steps[CatalogResult]:
    """Send a checked catalog, and yield while central tells what became of the rows.

    Stopped before it was sent, nothing was done; stopped later, central has imported all of it.
    Raises BadInput (too large), NotAllowed, WorldFailure without a line or where it broke off, and
    central's refusal in its words.
    """
    sent, raw = _header(till, request), request.read.raw
    if len(encode_catalog(sent, raw)) > SENT_BYTES_MAX:
        raise _too_large()
    if not (yield RowsDone(0, sent.count)):
        return CatalogResult(is_stopped=True)
    _note_down(till, session, request)
    rows: list[CatalogRowTold] = []
    for line in till.catalogs.send(sent, raw):
        if isinstance(line, CatalogEnd):
            return CatalogResult(
                added=line.added,
                changed=line.changed,
                unchanged=line.unchanged,
                refused=line.refused,
                rows=tuple(rows),
            )
        rows.append(line)
        done = min(len(rows), sent.count)
        if len(rows) % _BATCH == 0 and not (yield RowsDone(done, sent.count)):
            return _stopped(rows)
    raise WorldFailure(
        "The line broke off",
        told(
            "Central had told of {number} rows by then. It imports a file whole or not at all, and"
            " nothing is lost: send the same file again, what central has of it stays as it is.",
            number=len(rows),
        ),
    )


def _stopped(rows: Sequence[CatalogRowTold]) -> CatalogResult:
    """Return what was told so far."""
    told_so_far = Counter(row.outcome for row in rows)
    return CatalogResult(
        added=told_so_far["added"],
        changed=told_so_far["changed"],
        unchanged=told_so_far["unchanged"],
        refused=told_so_far["refused"],
        rows=tuple(rows),
        is_stopped=True,
    )


def _header(till: Till, request: SendCatalog) -> CatalogSent:
    read = request.read
    with till.db.reading() as uow:
        till_id = uow.till.get_till().till_id
    return CatalogSent(
        till=till_id,
        nonce=till.entropy.take(_NONCE_BYTES).hex(),
        file_name=without_card_numbers(read.path.name)[:_FILE_NAME_MAX],
        by=request.approval.approved_by,
        currency=read.currency,
        count=read.check.count,
    )


def _note_down(till: Till, session: Session, request: SendCatalog) -> None:
    """Write down who sends what, just before it is sent. Raises NotAllowed."""
    by = request.approval.approved_by
    with till.db.unit_of_work() as uow:
        now = till.clock.now()
        require_decider(uow, by, frozenset(), business_day(uow, now))
        detail: dict[str, int | str] = {
            "rows": request.read.check.count,
            "at_till": session.staff_id,
        }
        note_down(uow, now, by, ("catalog_sent", "csv"), detail)
        uow.commit()


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise BadInput(
            "The catalog cannot be read",
            told("{name} is not to be had. Nothing was sent. Choose another.", name=path.name),
        ) from error
    if len(raw) > FILE_BYTES_MAX:
        raise _too_large()
    return raw


def _too_large() -> BadInput:
    return BadInput(
        "This catalog is too large to send from here",
        told(
            "At most {rows_max} rows at a time. Nothing was sent. Part the file, or let the office"
            " import it.",
            rows_max=f"{SENT_ROWS_MAX:,}",
        ),
    )
