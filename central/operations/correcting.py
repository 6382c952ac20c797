"""Fix and resend: a quarantined operation that its till tells anew (sync rules 11.4 to 11.6).

The money moves with the correction, inside its savepoint: the old one's takings go as the new ones
come. Whatever fails in between leaves the old ones as they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from central.cases.tables import correction
from central.operations.appliers import APPLIERS as TOLD
from central.operations.appliers import Application, Applier
from central.operations.cases import NewCase, open_case_of_stream
from central.operations.quarantine import QuarantineError
from central.tables import case_file, operation, takings
from sync.protocol.bodies import BODIES
from sync.protocol.case_bodies import OperationCorrected, OperationDamaged
from sync.protocol.operation import Facts, read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """The operation that is put right, under the key it is stored with."""

    stream: str
    branch: int
    seq: int
    facts: Facts


def apply_operation_corrected(application: Application) -> None:
    """Book the corrected body in the old one's place.

    Raises QuarantineError for a correction of what is not there, not quarantined, not the till's
    to put right or put right already, and what the applier of its kind raises.
    """
    body = application.body
    assert isinstance(body, OperationCorrected)
    old = _find_old(application, body)
    if old.facts.kind != body.kind or old.facts.day != application.facts.day:
        raise QuarantineError(
            "A correction of another kind",
            "It is not of the kind and the business date of what it corrects.",
        )
    application.connection.execute(
        sa.insert(correction).values(
            **application.key.columns(),
            case_id=body.case_id,
            old_stream=old.stream,
            old_branch=old.branch,
            old_seq=old.seq,
            approved_by=body.approved_by,
        )
    )
    application.connection.execute(
        sa.delete(takings).where(
            takings.c.organisation_id == application.key.organisation_id,
            takings.c.till_id == application.key.till_id,
            takings.c.stream == old.stream,
            takings.c.branch == old.branch,
            takings.c.seq == old.seq,
        )
    )
    told = replace(
        application,
        facts=_told_anew(application.facts, old, body),
        body=BODIES[body.kind].model_validate(body.corrected),
    )
    TOLD[body.kind](told)


def apply_operation_damaged(application: Application) -> None:
    """Open the case of a gap that nothing came after; else the gap has opened it (rule 8.5)."""
    body = application.body
    assert isinstance(body, OperationDamaged)
    key = replace(application.key, stream=body.stream, seq=body.seq)
    case = NewCase(
        store_id=application.store_id,
        kind="chain_damage",
        title="A till lost part of its record",
        message=(
            f"Operation {body.seq} of stream {body.stream} was damaged on the till's disk and"
            " cannot be sent. Look for its receipt, and check that computer's disk."
        ),
    )
    open_case_of_stream(application.writing, application.central.surroundings, key, case)


APPLIERS: Mapping[str, Applier] = {
    **TOLD,
    "operation_corrected": apply_operation_corrected,
    "operation_damaged": apply_operation_damaged,
}
"""Every kind that this central knows; any other waits as *awaiting upgrade* (sync rule 3.6)."""


def _find_old(application: Application, body: OperationCorrected) -> _Old:
    """Return the operation that is cited. It must be this till's, quarantined, its case open."""
    key = application.key
    row = application.connection.execute(
        sa.select(operation.c.branch, operation.c.facts).where(
            operation.c.organisation_id == key.organisation_id,
            operation.c.till_id == key.till_id,
            operation.c.stream == body.stream,
            operation.c.seq == body.seq,
            operation.c.hash == bytes.fromhex(body.hash),
            operation.c.state == "quarantined",
        )
    ).first()
    if row is None:
        raise QuarantineError(
            "A correction of nothing", "Central holds no such operation that waits for one."
        )
    case = application.connection.execute(
        sa.select(case_file.c.remedy, case_file.c.closed_at).where(
            case_file.c.organisation_id == key.organisation_id,
            case_file.c.till_id == key.till_id,
            case_file.c.stream == body.stream,
            case_file.c.branch == row.branch,
            case_file.c.seq == body.seq,
            case_file.c.kind == "quarantine",
        )
    ).one_or_none()
    if case is None or case.remedy != "till":
        raise QuarantineError("Only the office can settle this", "No till can put it right.")
    if case.closed_at is not None:
        raise QuarantineError(
            "It was settled before", "The case was closed before this correction came."
        )
    # What a till can put right was read once, when it came.
    facts = read_facts(row.facts)
    return _Old(stream=body.stream, branch=row.branch, seq=body.seq, facts=facts)


def _told_anew(now: Facts, old: _Old, body: OperationCorrected) -> Facts:
    """The facts under which the corrected body is checked: the old one's person, day and time.

    A receipt number is the old stream's, or a fresh one of the stream that the correction is in.
    """
    receipt = body.corrected.get("receipt")
    is_fresh = isinstance(receipt, str) and receipt.startswith(f"{now.stream}-")
    return old.facts.model_copy(
        update={
            "body": body.corrected,
            "stream": now.stream if is_fresh else old.stream,
            "seq": old.seq,
        }
    )
