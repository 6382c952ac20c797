"""What a correction does to the case of the operation that it cites (sync rules 11.5 and 11.6)."""

import sqlalchemy as sa

from central.cases.closing import Closing, close_case_row, retell_case
from central.database import Writing
from central.operation_key import OperationKey
from central.tables import case_file, operation
from sync.protocol.case_bodies import OperationCorrected
from sync.protocol.operation import FactsUnreadableError, read_facts


def note_correction(writing: Writing, key: OperationKey, *, refusal: str) -> bool:
    """Close the case that a correction settles, or say in it why it does not (``refusal``).

    Tell whether the case spoke for the correction: one that cites nothing needs its own.
    """
    body = _body_of(writing.connection, key)
    if body is None:
        return False
    case_id = _open_case_of(writing.connection, key, body)
    if case_id is None:
        return False
    if refusal:
        retell_case(writing, key.organisation_id, case_id, f"Sent again: {refusal}")
        return True
    closing = Closing(by=body.approved_by, reason=f"Corrected by {key.stream} {key.seq}.")
    close_case_row(writing, key.organisation_id, case_id, closing)
    return True


def _body_of(connection: sa.Connection, key: OperationKey) -> OperationCorrected | None:
    facts = connection.execute(
        sa.select(operation.c.facts).where(
            *(operation.c[name] == value for name, value in key.columns().items())
        )
    ).scalar_one()
    try:
        return OperationCorrected.model_validate(read_facts(facts).body)
    except (FactsUnreadableError, ValueError):
        return None


def _open_case_of(
    connection: sa.Connection, key: OperationKey, body: OperationCorrected
) -> str | None:
    statement = (
        sa.select(case_file.c.case_id)
        .join(
            operation,
            sa.and_(
                *(
                    operation.c[name] == case_file.c[name]
                    for name in ("organisation_id", "till_id", "stream", "branch", "seq")
                )
            ),
        )
        .where(
            case_file.c.organisation_id == key.organisation_id,
            case_file.c.till_id == key.till_id,
            case_file.c.stream == body.stream,
            case_file.c.seq == body.seq,
            case_file.c.kind == "quarantine",
            case_file.c.closed_at.is_(None),
            operation.c.hash == bytes.fromhex(body.hash),
        )
    )
    found: str | None = connection.execute(statement).scalar_one_or_none()
    return found
