"""Closing a case: by a person with a reason, or by what settles it (sync rule 11.7)."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.audit import Deed, record
from central.cases.telling import tell_case
from central.database import Writing
from central.opening import Central
from central.storable import storable, storable_words
from central.tables import case_file, operation
from domain.errors import BadInput, Conflict, NotFound

_REASON_MAX = 400
SYSTEM = "central"
"""Who closed a case that settled itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Who closes a case (a staff id, or ``central``), and why. No personal datum in the reason."""

    by: str
    reason: str


def close_case(central: Central, case_id: str, closing: Closing) -> None:
    """Close a case for a person, audited. It changes no money and no operation.

    Raises BadInput without a reason or a name, NotFound, Conflict for one that is closed.
    """
    if not closing.reason.strip() or not closing.by.strip():
        raise BadInput("Say who closes it and why", "Nothing was changed. Give --by and --reason.")
    with central.database.writing(central.surroundings.now()) as writing:
        row = writing.connection.execute(
            sa.select(case_file.c.organisation_id, case_file.c.closed_at)
            .where(case_file.c.case_id == case_id)
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise NotFound("There is no such case", f"Nothing was changed. Its id: {case_id}.")
        if row.closed_at is not None:
            raise Conflict("The case is closed already", "Nothing was changed.")
        close_case_row(writing, row.organisation_id, case_id, closing)
        deed = Deed(
            organisation_id=row.organisation_id,
            actor=closing.by,
            action="case_closed",
            subject=case_id,
            reason=closing.reason[:_REASON_MAX],
        )
        record(writing, central.surroundings, deed)


def close_case_row(writing: Writing, organisation_id: str, case_id: str, closing: Closing) -> None:
    """Close an open case in this transaction, and tell its till."""
    _update(
        writing,
        (organisation_id, case_id),
        closed_at=writing.at,
        closed_by=storable(closing.by.strip()),
        close_reason=storable_words(closing.reason.strip(), _REASON_MAX),
    )


def retell_case(writing: Writing, organisation_id: str, case_id: str, message: str) -> None:
    """Give an open case another message, and tell its till."""
    _update(writing, (organisation_id, case_id), message=storable(message))


def close_upgraded(central: Central) -> int:
    """Close the cases of streams in which nothing awaits an upgrade any more; return how many."""
    waits = sa.exists().where(
        operation.c.organisation_id == case_file.c.organisation_id,
        operation.c.till_id == case_file.c.till_id,
        operation.c.stream == case_file.c.stream,
        operation.c.state == "awaiting_upgrade",
    )
    statement = sa.select(case_file.c.organisation_id, case_file.c.case_id).where(
        case_file.c.kind == "awaiting_upgrade", case_file.c.closed_at.is_(None), ~waits
    )
    with central.database.reading() as connection:
        settled = connection.execute(statement).all()
    if not settled:
        return 0
    closing = Closing(by=SYSTEM, reason="Central was upgraded and has booked what waited.")
    with central.database.writing(central.surroundings.now()) as writing:
        for row in settled:
            close_case_row(writing, row.organisation_id, row.case_id, closing)
    return len(settled)


def _update(writing: Writing, name: tuple[str, str], **values: object) -> None:
    organisation_id, case_id = name
    of_case = (
        case_file.c.organisation_id == organisation_id,
        case_file.c.case_id == case_id,
        case_file.c.closed_at.is_(None),
    )
    changed = writing.connection.execute(
        sa.update(case_file).where(*of_case).values(**values).returning(case_file)
    ).mappings()
    for row in changed.all():
        tell_case(writing, {**row})
