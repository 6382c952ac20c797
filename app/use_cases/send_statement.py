"""A provider's statement from a supervisor's hands: read here, sent to central, told row by row.

Nothing is kept at the till. What the file adds up to is read by the rules of the office's own
import and held against what a person typed from the provider's page; only then is it sent, and only
the columns that the mapping names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.deciders import require_decider
from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.rights import business_day, require_permission
from app.use_cases.till import Session, Till
from domain.card_number import without_card_numbers
from domain.errors import BadInput, WorldFailure
from domain.sentence import told
from domain.staff import Permission
from domain.statement_file.mapped_part import mapped_part
from domain.statement_file.mapping import StatementMapping, read_mapping
from domain.statement_file.reading import (
    FILE_BYTES_MAX,
    Stated,
    StatementFile,
    Totals,
    read_totals,
)
from domain.statement_file.typed import TypedTotals, read_typed, require_same
from sync.protocol.statements import (
    SENT_BYTES_MAX,
    SENT_RAW_BYTES_MAX,
    SENT_ROWS_MAX,
    RowAsked,
    RowTold,
    StatementEnd,
    StatementSent,
    encode_statement,
)

NONCE_BYTES = 12
_BATCH = 50
_FILE_NAME_MAX = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMapping:
    """How a provider's statements are read from a day on, as the office keeps it."""

    provider: str
    name: str
    valid_from: date
    mapping: StatementMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRead:
    """A file that was read here and not sent yet. ``part`` is what would be sent of it."""

    path: Path
    used: OfficeMapping
    totals: Totals
    part: StatementFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SendStatement:
    """What to send, what the provider states of it as typed, and the PIN that says so."""

    read: StatementRead
    typed: TypedTotals
    approval: Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementResult:
    """What became of the rows. ``is_stopped``: the rest was not waited for."""

    rows: tuple[RowTold, ...]
    is_again: bool = False
    is_stopped: bool = False


def list_statement_mappings(till: Till, session: Session) -> Sequence[OfficeMapping]:
    """Ask the office how statements are read, the newest of a name first.

    Raises NotAllowed for who may not approve, WorldFailure without a line.
    """
    _require_right(till, session)
    found = ((one, _mapping(one.value)) for one in till.statements.list_mappings())
    return tuple(
        OfficeMapping(
            provider=one.provider, name=one.name, valid_from=one.valid_from, mapping=mapping
        )
        for one, mapping in found
        if mapping is not None
    )


def read_statement_file(
    till: Till, session: Session, path: Path, mappings: Sequence[OfficeMapping]
) -> StatementRead:
    """Read a file by the mapping that was in force on its last day; nothing is sent.

    ``mappings`` are those of one name, the newest first. Raises BadInput for a file that central
    would refuse as a whole, or that is too large to send; NotAllowed, WorldFailure.
    """
    _require_right(till, session)
    file = _file(path)
    used, totals = _read(file, mappings)
    part = mapped_part(file, used.mapping)
    if totals.count > SENT_ROWS_MAX or len(part.raw) > SENT_RAW_BYTES_MAX // 2:
        raise BadInput(
            "This statement is too large to send from here",
            "Nothing was sent. Take fewer days from the provider, or let the office import it.",
        )
    return StatementRead(path=path, used=used, totals=totals, part=part)


def send_statement_steps(
    till: Till, session: Session, request: SendStatement
) -> Steps[StatementResult]:
    """Send a statement, and yield while central works its rows off; a step is one batch.

    Stopped, central goes on with what it has begun, or is sent the same file again: a row counts
    once. Raises BadInput (what was typed is none, or is not what the file holds), NotAllowed,
    WorldFailure without a line or where it broke off, and central's refusal in its words.
    """
    sent = _sent(till, session, request)
    if len(encode_statement(sent, request.read.part.raw)) > SENT_BYTES_MAX:
        raise BadInput(
            "This statement is too large to send from here",
            "Nothing was sent. Take fewer days from the provider, or let the office import it.",
        )
    total = request.read.totals.count
    if not (yield RowsDone(0, total)):
        return StatementResult(rows=(), is_stopped=True)
    rows: list[RowTold] = []
    for line in till.statements.send(sent, request.read.part.raw):
        if isinstance(line, StatementEnd):
            return StatementResult(rows=tuple(rows), is_again=line.is_again)
        rows.append(line)
        if len(rows) % _BATCH == 0 and not (yield RowsDone(min(len(rows), total), total)):
            return StatementResult(rows=tuple(rows), is_stopped=True)
    raise WorldFailure(
        "The line broke off",
        told(
            "Central had told of {number} rows by then. Nothing is lost: send the same file again,"
            " a row counts only once.",
            number=len(rows),
        ),
    )


def open_row_case(till: Till, session: Session, provider: str, row: RowTold) -> bool:
    """Have central open a case of a row at this till; tell whether it was not open before.

    Raises NotAllowed, WorldFailure without a line, and central's refusal in its words.
    """
    _require_right(till, session)
    with till.db.reading() as uow:
        till_id = uow.till.get_till().till_id
    asked = RowAsked(
        till=till_id,
        nonce=till.entropy.take(NONCE_BYTES).hex(),
        provider=provider,
        reference=row.reference,
        direction="out" if row.direction == "out" else "in",
        by=session.staff_id,
    )
    return till.statements.open_case(asked).is_new


def _sent(till: Till, session: Session, request: SendStatement) -> StatementSent:
    """Write down who sends what, and return the header that says so."""
    read, by = request.read, request.approval.approved_by
    stated = read_typed(request.typed, read.used.mapping)
    require_same(read.totals, stated, read.used.mapping)
    with till.db.unit_of_work() as uow:
        now = till.clock.now()
        require_decider(uow, by, frozenset(), business_day(uow, now))
        till_id = uow.till.get_till().till_id
        detail: dict[str, int | str] = {
            "rows": read.totals.count,
            "total_minor": read.totals.total.amount_minor,
            "at_till": session.staff_id,
            "stated": _names_of(stated),
        }
        note_down(uow, now, by, ("statement_sent", read.used.provider), detail)
        uow.commit()
    return StatementSent(
        till=till_id,
        nonce=till.entropy.take(NONCE_BYTES).hex(),
        provider=read.used.provider,
        mapping=read.used.name,
        file_name=without_card_numbers(read.part.name)[:_FILE_NAME_MAX],
        first_day=stated.first_day,
        last_day=stated.last_day,
        count=stated.count,
        total=stated.total,
        by=by,
    )


def _names_of(stated: Stated) -> str:
    """Which control totals somebody stated."""
    named = (("rows", stated.count), ("total", stated.total))
    return " ".join(name for name, value in named if value is not None)


def _mapping(value: Mapping[str, Any]) -> StatementMapping | None:
    """Return a mapping, None for one of a newer central that means more than is known here."""
    try:
        return read_mapping(value)
    except (TypeError, BadInput):
        return None


def _read(file: StatementFile, mappings: Sequence[OfficeMapping]) -> tuple[OfficeMapping, Totals]:
    """Try the newest mapping first; an older one reads a file that ends before that began."""
    refused: BadInput | None = None
    for used in mappings:
        try:
            totals = read_totals(file, used.mapping)
        except BadInput as error:
            refused = refused or error
            continue
        if totals.last_day is None or used.valid_from <= totals.last_day:
            return used, totals
    raise refused or BadInput(
        "The mapping is too young for this statement",
        "It ends before the day from which the office reads statements so. Nothing was sent. Ask"
        " the office.",
    )


def _file(path: Path) -> StatementFile:
    try:
        with path.open("rb") as file:
            return StatementFile(path.name, file.read(FILE_BYTES_MAX + 1))
    except OSError as error:
        raise BadInput(
            "The statement cannot be read",
            told("{name} is not to be had. Nothing was sent. Choose another.", name=path.name),
        ) from error


def _require_right(till: Till, session: Session) -> None:
    with till.db.reading() as uow:
        require_permission(uow, session, Permission.APPROVE, business_day(uow, till.clock.now()))
