"""Cases of the office itself: a rate nobody believes, a provider that fails. No till has part."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.cases.closing import Closing, close_case_row
from central.database import Writing
from central.storable import storable_words
from central.surroundings import Surroundings
from central.tables import case_file


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCase:
    """What to tell. ``subject`` is what it is about: one case of a kind is open for each.

    No text may hold a personal datum.
    """

    organisation_id: str
    kind: str
    subject: str
    title: str
    message: str


def open_office_case(writing: Writing, surroundings: Surroundings, new: OfficeCase) -> bool:
    """Open a case unless one of its kind and subject is open already; tell whether it was."""
    of_subject = (
        case_file.c.organisation_id == new.organisation_id,
        case_file.c.till_id == "",
        case_file.c.stream == new.subject,
        case_file.c.kind == new.kind,
    )
    seen = writing.connection.execute(
        sa.select(
            sa.func.coalesce(sa.func.max(case_file.c.seq), 0).label("last"),
            sa.func.count().filter(case_file.c.closed_at.is_(None)).label("open"),
        ).where(*of_subject)
    ).one()
    if seen.open:
        return False
    writing.connection.execute(
        sa.insert(case_file).values(
            organisation_id=new.organisation_id,
            case_id=surroundings.new_id(),
            store_id="",
            till_id="",
            stream=new.subject,
            branch=0,
            seq=int(seen.last) + 1,
            kind=new.kind,
            title=new.title,
            message=storable_words(new.message),
            opened_at=writing.at,
            remedy="central",
            operation_kind="",
        )
    )
    return True


def close_office_cases(
    writing: Writing, organisation_id: str, name: tuple[str, str], closing: Closing
) -> None:
    """Close the open case of a kind and subject, if there is one: what it was about is settled."""
    kind, subject = name
    statement = sa.select(case_file.c.case_id).where(
        case_file.c.organisation_id == organisation_id,
        case_file.c.till_id == "",
        case_file.c.stream == subject,
        case_file.c.kind == kind,
        case_file.c.closed_at.is_(None),
    )
    for case_id in writing.connection.scalars(statement).all():
        close_case_row(writing, organisation_id, case_id, closing)
