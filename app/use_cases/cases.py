"""What needs somebody at this till: looked at, read, put right and sent again (sync rules 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.use_cases.audit import note_down
from app.use_cases.corrections import KINDS, Anew, FixField, corrected, fields_of
from app.use_cases.operations import Said, append_operation
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, Conflict
from domain.quiet_cases import QUIET_CASES
from domain.staff import Role
from storage.cases import CaseRecord
from storage.unit_of_work import Reading
from sync.protocol.bodies import BODIES
from sync.protocol.body_parts import Body
from sync.protocol.case_bodies import FIXABLE_AT_TILL, OperationCorrected
from sync.protocol.operation import Facts, SignedOperation, read_facts

TWICE = "A receipt number came twice"
"""Central's words for a sale that needs another number: the field is then offered empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case in words. ``fields`` is what may be typed anew; empty where it is not ours to fix.

    ``closed_text`` says who closed it and why, and is empty while it is open. ``is_resent`` says
    that a correction waits for central's word. ``is_quiet`` is for supervisors' eyes alone.
    """

    case_id: str
    title: str
    message: str
    blocked: str
    next_step: str
    subject: str
    opened_at: datetime
    is_read: bool
    is_resent: bool
    closed_text: str = ""
    is_quiet: bool = False
    kind: str = ""
    fields: tuple[FixField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """A correction: the case, one typed value for each of its fields, and who said yes."""

    case_id: str
    values: tuple[str, ...]
    approved_by: str


def sees_quiet_cases(session: Session) -> bool:
    """Tell whether somebody reads, and counts, cases that are about a cashier or a customer."""
    return session.role is Role.SUPERVISOR


def list_cases(till: Till) -> Sequence[CaseView]:
    """Return what needs somebody, oldest first, then what was closed and not read since.

    At most 200.
    """
    with till.db.reading() as uow:
        return tuple(_view(uow, record) for record in uow.cases.list_cases())


def acknowledge_case(till: Till, session: Session, case_id: str) -> None:
    """Note that somebody has read a case. Raises NotFound."""
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        uow.cases.note_read(case_id, by=session.staff_id, at=now)
        note_down(uow, now, session.staff_id, ("case_read", case_id))
        uow.commit()


def resend_corrected(till: Till, session: Session, request: Resend) -> str:
    """Tell the operation of a case anew, in one transaction; return what it is called now.

    The old operation stays as it is; what central makes of the new one comes as the closing of the
    case (sync rule 11.4). Raises BadInput for values that make no sense, for an operation that is
    not here any more or not this till's to put right, NotFound, Conflict for a case that is closed
    or whose correction waits for central's word: a second one would be quarantined (rule 11.5).
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        record = uow.cases.get_case(request.case_id)
        if not record.is_open:
            raise Conflict(
                "It is settled already", "The case was closed meanwhile. Nothing was sent."
            )
        if record.is_waiting:
            raise Conflict(
                "It was sent again already",
                "Central has not answered yet: its word comes by itself. Nothing was sent twice.",
            )
        old = _find_old(uow, record)
        if old is None:
            raise _not_here()
        signed, facts = old
        anew = Anew(
            rules=uow.rules.book(), day=facts.day, take_receipt=uow.till.next_receipt_number
        )
        body = corrected(_body(facts), request.values, anew)
        told = OperationCorrected(
            case_id=request.case_id,
            stream=signed.stream,
            seq=signed.seq,
            hash=signed.hash.hex(),
            kind=facts.kind,
            corrected=body.model_dump(mode="json", exclude_none=True),
            approved_by=request.approved_by,
        )
        said = Said(by=session.staff_id, at=now, day=facts.day)
        new = append_operation(uow, till, said, told)
        uow.cases.note_resent(request.case_id, (new.stream, new.seq), at=now)
        note_down(
            uow,
            now,
            session.staff_id,
            ("operation_corrected", request.case_id),
            {"stream": signed.stream, "seq": signed.seq, "approved_by": request.approved_by},
        )
        uow.commit()
    return _subject(facts.kind, told.corrected, (signed.stream, signed.seq))


def _view(uow: Reading, record: CaseRecord) -> CaseView:
    told = record.told
    old = _find_old(uow, record) if record.is_open else None
    fields = () if old is None else _offered(fields_of(_body(old[1])), told.title)
    closed = ""
    if not record.is_open:
        closed = " ".join(part for part in (told.close_reason, f"({told.closed_by})") if part)
    return CaseView(
        case_id=record.case_id,
        title=told.title,
        message=told.message,
        blocked=told.blocked,
        next_step=told.next_step,
        subject=_subject(
            told.operation_kind,
            {} if old is None else old[1].body,
            (told.stream, told.seq),
        ),
        opened_at=told.opened_at,
        is_read=record.read_at is not None,
        is_resent=record.is_open and record.is_waiting,
        closed_text=closed,
        is_quiet=told.kind in QUIET_CASES,
        kind=told.kind,
        fields=fields,
    )


def _offered(fields: tuple[FixField, ...], title: str) -> tuple[FixField, ...]:
    if title == TWICE and len(fields) == 1:
        return (FixField(label=fields[0].label, text=""),)
    return fields


def _find_old(uow: Reading, record: CaseRecord) -> tuple[SignedOperation, Facts] | None:
    """Return the operation that this till may put right, where it still keeps it as central does.

    A case names stream and number only; of two histories this till's own is the one it can cite.
    """
    told = record.told
    if told.remedy != "till" or told.operation_kind not in FIXABLE_AT_TILL:
        return None
    signed = uow.outbox.find_operation(told.stream, told.seq)
    if signed is None or signed.kind != told.operation_kind:
        return None
    return signed, read_facts(signed.facts)


def _body(facts: Facts) -> Body:
    return BODIES[facts.kind].model_validate(facts.body)


def _subject(kind: str, body: object, place: tuple[str, int]) -> str:
    """``Sale GY01A-000007``, or the place in the chain where nothing better is known."""
    name = KINDS.get(kind, "")
    receipt = body.get("receipt") if isinstance(body, dict) else None
    return f"{name} {receipt or f'{place[0]} {place[1]}'}".strip()


def _not_here() -> BadInput:
    return BadInput(
        "This till cannot put it right",
        "It no longer keeps what it was, or only the office may decide. Nothing was sent. Call the"
        " office: the case stays open until they close it.",
    )
