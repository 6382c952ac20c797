"""Cases: what a person must look at. Opened here, told to the till concerned at once."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.cases.telling import tell_case
from central.database import Writing
from central.operation_key import OperationKey
from central.storable import storable_words
from central.surroundings import Surroundings
from central.tables import case_file
from sync.protocol.case_bodies import Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case about one operation, or about the branch that begins with it.

    ``remedy`` says where it can be put right (sync rule 11.3). No text may hold a personal datum.
    """

    store_id: str
    kind: str
    title: str
    message: str
    remedy: Remedy = "central"
    operation_kind: str = ""


def open_case(
    writing: Writing, surroundings: Surroundings, key: OperationKey, new: NewCase
) -> None:
    """Open a case, and tell the till (sync rule 11.2)."""
    values: dict[str, object] = {
        **key.columns(),
        "case_id": surroundings.new_id(),
        "store_id": new.store_id,
        "kind": new.kind,
        "title": new.title,
        "message": storable_words(new.message),
        "opened_at": writing.at,
        "remedy": new.remedy,
        "operation_kind": new.operation_kind,
    }
    writing.connection.execute(sa.insert(case_file).values(values))
    tell_case(writing, {**values, "closed_at": None, "closed_by": None, "close_reason": None})


def open_case_of_stream(
    writing: Writing, surroundings: Surroundings, key: OperationKey, new: NewCase
) -> None:
    """Open a case of this kind unless one of the till's stream is open already: it stands for all.

    Bounded on purpose: a central that must be upgraded would ask once for each operation.
    """
    if not _is_open(writing.connection, key, new.kind, whole_till=False):
        open_case(writing, surroundings, key, new)


def open_case_of_till(
    writing: Writing, surroundings: Surroundings, key: OperationKey, new: NewCase
) -> None:
    """Open a case of this kind unless one of the till, whatever its stream, is open already."""
    if not _is_open(writing.connection, key, new.kind, whole_till=True):
        open_case(writing, surroundings, key, new)


def _is_open(connection: sa.Connection, key: OperationKey, kind: str, *, whole_till: bool) -> bool:
    statement = sa.select(case_file.c.case_id).where(
        case_file.c.organisation_id == key.organisation_id,
        case_file.c.till_id == key.till_id,
        case_file.c.kind == kind,
        case_file.c.closed_at.is_(None),
    )
    if not whole_till:
        statement = statement.where(case_file.c.stream == key.stream)
    return connection.execute(statement.limit(1)).first() is not None
