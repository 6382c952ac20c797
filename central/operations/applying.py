"""Applying one operation: matched with its place, its parts checked, then booked or quarantined.

Nothing here refuses: the worst that can happen to an authentic fact is that it waits for a person
with its bytes kept and its money counted (sync rule 3.2).
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import sqlalchemy as sa
import structlog
from pydantic import ValidationError

from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.appliers import Application, Applier
from central.operations.correcting import APPLIERS
from central.operations.money import MoneyTaken, booked_money, find_money
from central.operations.quarantine import QuarantineError
from central.people.parts import is_erased, keep_parts
from central.storable import is_storable, storable
from central.undoable import Undoable
from domain.errors import RuleBroken, WindwardError
from domain.rules import RuleBook
from sync.protocol.bodies import BODIES
from sync.protocol.case_bodies import FIXABLE_AT_TILL, Remedy
from sync.protocol.exchange import ReceivedOperation
from sync.protocol.operation import (
    FACTS_BYTES_MAX,
    Facts,
    FactsUnreadableError,
    part_is_bounded,
    part_matches,
    read_facts,
    to_base64,
)

State = Literal["applied", "quarantined", "awaiting_upgrade"]
FACTS_VERSION = 1
_KIND_LENGTH_MAX = 64
_COMPLAINTS_MAX = 5
_log = structlog.get_logger("central.operations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an operation, in words for a person where it was not applied.

    Its texts come from the operation: they are made storable, whoever made the outcome.
    """

    kind: str
    state: State
    title: str | None = None
    message: str | None = None
    money: MoneyTaken | None = None
    remedy: Remedy = "central"

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", storable(self.kind, _KIND_LENGTH_MAX))
        for name in ("title", "message"):
            text = getattr(self, name)
            if text is not None:
                object.__setattr__(self, name, storable(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What every operation of a batch is applied with.

    ``accepted_through`` holds a revoked till's last accepted number on each branch of the stream,
    None for any other till's. ``scarce`` holds the resource of each marked item and limited agent.
    """

    central: Central
    writing: Writing
    store_id: str
    rules: RuleBook
    accepted_through: Mapping[int, int | None]
    stream_is_ours: bool = True
    appliers: Mapping[str, Applier] = field(default_factory=lambda: APPLIERS)
    scarce: Mapping[str, str] = field(default_factory=dict)


def apply_received(work: Workplace, key: OperationKey, received: ReceivedOperation) -> Outcome:
    """Apply an operation as it came, and keep its personal parts."""
    facts = _read(received.facts)
    if isinstance(facts, Outcome):
        keep_parts(work.central, work.writing, key, received.parts)
        complaint = _stream_complaint(work, key)
        return facts if complaint is None else _complained(facts, complaint)
    complaint = _complaint(work, key, facts, received)
    keep_parts(work.central, work.writing, key, received.parts)
    if complaint is not None:
        return quarantined(facts, complaint)
    return apply_facts(work, key, facts)


def apply_kept(
    work: Workplace, key: OperationKey, facts: Facts, received: ReceivedOperation
) -> Outcome:
    """Apply an operation that waited, with the parts that were kept, as if it came now."""
    complaint = _complaint(work, key, facts, received)
    if complaint is not None:
        return quarantined(facts, complaint)
    return apply_facts(work, key, facts)


def apply_facts(work: Workplace, key: OperationKey, facts: Facts) -> Outcome:
    """Apply facts whose place and parts are in order: book them, or say why not."""
    applier = work.appliers.get(facts.kind)
    if applier is None:
        return _awaiting(facts.kind, find_money(facts.kind, facts.day, facts.body))
    savepoint = Undoable(work.writing)
    try:
        applier(
            Application(
                central=work.central,
                writing=work.writing,
                key=key,
                store_id=work.store_id,
                rules=work.rules,
                facts=facts,
                body=BODIES[facts.kind].model_validate(facts.body),
            )
        )
    except ValidationError as error:
        savepoint.rollback()
        if all(detail["type"] == "extra_forbidden" for detail in error.errors()):
            # A newer till says more than this central knows, and all that it knows is in order.
            return _awaiting(facts.kind, find_money(facts.kind, facts.day, facts.body))
        return quarantined(facts, _unreadable(error))
    except (QuarantineError, WindwardError) as error:
        savepoint.rollback()
        outcome = quarantined(facts, QuarantineError(error.title, error.message))
        return replace(outcome, remedy=_remedy(facts.kind, error))
    except sa.exc.OperationalError:
        raise  # the database is out of reach: nothing is wrong with this operation
    except Exception as error:  # noqa: BLE001 - the border around one operation
        # A fault of ours in one of them must not keep a till from
        # handing over all the others for ever (sync rule 3.2). Logged, kept, and a case is opened.
        savepoint.rollback()
        _log.exception("operation_not_applied", operation=str(key), error=type(error).__name__)
        return quarantined(
            facts,
            QuarantineError(
                "Central could not book this", "A fault in central's program. Tell support."
            ),
        )
    savepoint.commit()
    money = booked_money(facts.kind, facts.day, facts.body)
    return Outcome(kind=facts.kind, state="applied", money=money)


def _remedy(kind: str, error: Exception) -> Remedy:
    """Say where an operation that its applier did not take can be put right (sync rule 11.3)."""
    is_ours = isinstance(error, RuleBroken)  # no rule in force: nothing that a till could retell
    return "till" if kind in FIXABLE_AT_TILL and not is_ours else "central"


def _read(raw: bytes) -> Facts | Outcome:
    """Read the facts, or say what becomes of bytes that are none of this version."""
    if len(raw) <= FACTS_BYTES_MAX:
        with suppress(FactsUnreadableError):
            facts = read_facts(raw)
            if facts.v == FACTS_VERSION:
                return facts
    loose = _read_loosely(raw)
    if loose.version > FACTS_VERSION:
        return _awaiting(loose.kind, loose.money)
    return Outcome(
        kind=loose.kind,
        state="quarantined",
        title="It cannot be read",
        message=f"{len(raw)} bytes came that are no operation this central can read.",
        money=loose.money,
    )


@dataclass(frozen=True, slots=True)
class _Loose:
    """What can be made out of facts that cannot be read as a whole."""

    version: int = 0
    kind: str = ""
    money: MoneyTaken | None = None


def _read_loosely(raw: bytes) -> _Loose:
    try:
        facts = json.loads(raw)
    except (ValueError, RecursionError):
        return _Loose()
    if not isinstance(facts, dict):
        return _Loose()
    version, kind, day = facts.get("v"), facts.get("kind"), facts.get("day")
    body = facts.get("body")
    money = None
    if isinstance(kind, str) and isinstance(day, str) and isinstance(body, dict):
        with suppress(ValueError):
            money = find_money(kind, date.fromisoformat(day), body)
    return _Loose(
        version=version if type(version) is int else 0,
        kind=kind if isinstance(kind, str) else "",
        money=money,
    )


def _complaint(
    work: Workplace, key: OperationKey, facts: Facts, received: ReceivedOperation
) -> QuarantineError | None:
    """Return what is wrong with an operation before anybody looks at what it says."""
    if (facts.till, facts.stream, facts.seq) != (key.till_id, key.stream, key.seq):
        return QuarantineError(
            "It belongs elsewhere", "The operation names another till, stream or number."
        )
    return _stream_complaint(work, key) or _personal_complaint(work, key, facts, received)


def _stream_complaint(work: Workplace, key: OperationKey) -> QuarantineError | None:
    """Return what is wrong with any operation of this place, readable or not."""
    if not work.stream_is_ours:
        return QuarantineError(
            "An unknown stream", f"{key.stream} is not a stream name of this till."
        )
    accepted_through = work.accepted_through[key.branch]
    if accepted_through is not None and key.seq > accepted_through:
        return QuarantineError(
            "After the till was revoked", "It was made after this till was reported lost."
        )
    return None


def _personal_complaint(
    work: Workplace, key: OperationKey, facts: Facts, received: ReceivedOperation
) -> QuarantineError | None:
    """Return what is wrong with the personal parts (sync rule 3.8)."""
    named = (*(part.person_id for part in received.parts), *(who for who, _ in facts.personal))
    if not all(is_storable(person_id) for person_id in named):
        return QuarantineError(
            "A personal part cannot be read", "The id of a person holds half a character."
        )
    if not all(map(part_is_bounded, received.parts)):
        return QuarantineError(
            "A personal part is over its limits",
            "It or its salt is of an unheard-of length.",
        )
    if not all(part_matches(part, facts.personal) for part in received.parts):
        return QuarantineError(
            "A personal part was changed", "It is not the one the till committed to."
        )
    sent = {(part.person_id, to_base64(part.commitment)) for part in received.parts}
    for person_id, commitment in facts.personal:
        if (person_id, commitment) not in sent and not is_erased(
            work.writing.connection, key.organisation_id, person_id
        ):
            return QuarantineError(
                "A personal part is missing", "The person it concerns was never erased here."
            )
    return None


def _complained(outcome: Outcome, complaint: QuarantineError) -> Outcome:
    return replace(outcome, state="quarantined", title=complaint.title, message=complaint.message)


def quarantined(facts: Facts, complaint: QuarantineError) -> Outcome:
    """Return the outcome of facts that can be read and not be applied; their money counts."""
    return Outcome(
        kind=facts.kind,
        state="quarantined",
        title=complaint.title,
        message=complaint.message,
        money=find_money(facts.kind, facts.day, facts.body),
    )


def _awaiting(kind: str, money: MoneyTaken | None) -> Outcome:
    return Outcome(
        kind=kind,
        state="awaiting_upgrade",
        title="Central does not know this yet",
        message="It is kept safely and booked as soon as central is upgraded.",
        money=money,
    )


def _unreadable(error: ValidationError) -> QuarantineError:
    where = ", ".join(
        ".".join(str(part) for part in detail["loc"]) or "the whole"
        for detail in error.errors(include_input=False, include_url=False)[:_COMPLAINTS_MAX]
    )
    return QuarantineError("It cannot be read", f"These parts make no sense: {where}.")
