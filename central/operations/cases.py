"""Cases: what a person must look at."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.operation_key import OperationKey
from central.surroundings import Surroundings
from central.tables import case_file


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case about one operation, or about the branch that begins with it."""

    store_id: str
    kind: str
    title: str
    message: str


def open_case(
    writing: Writing, surroundings: Surroundings, key: OperationKey, new: NewCase
) -> None:
    """Open a case."""
    writing.connection.execute(
        sa.insert(case_file).values(
            **key.columns(),
            case_id=surroundings.new_id(),
            store_id=new.store_id,
            kind=new.kind,
            title=new.title,
            message=new.message,
            opened_at=writing.at,
        )
    )
