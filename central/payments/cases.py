"""Cases of payments: what a person must look at. One of a kind for each payment, opened again.

Apart from the cases of operations, which import what is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from central.cases.closing import SYSTEM, Closing, close_case_row
from central.cases.telling import tell_case
from central.database import Writing
from central.payments.rows import PaymentRow
from central.storable import storable_words
from central.surroundings import Surroundings
from central.tables import case_file

CaseKind = Literal[
    "payment_disputed",
    "payment_late",
    "payment_unknown",
    "payment_sale",
    "payment_missing",
    "payment_credit",
    "refunded_twice",
]
"""Money that is not there or not this; money for what was given up; nobody could say; a sale that
does not fit its payment; a statement of its days does not show it; a credit of what was paid over
was used, and its money is not there; it went back to the customer, who has it as a credit."""
KINDS: tuple[CaseKind, ...] = (
    "payment_disputed",
    "payment_late",
    "payment_unknown",
    "payment_sale",
    "payment_missing",
    "payment_credit",
    "refunded_twice",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCase:
    """What to tell. No text may hold a personal datum."""

    kind: CaseKind
    title: str
    message: str


def open_payment_case(
    writing: Writing, surroundings: Surroundings, row: PaymentRow, new: PaymentCase
) -> None:
    """Open a case of a payment, or open it again with another message, and tell the till."""
    values: dict[str, object] = {
        "title": new.title,
        "message": storable_words(new.message),
        "opened_at": writing.at,
        "closed_at": None,
        "closed_by": None,
        "close_reason": None,
    }
    again = writing.connection.execute(
        sa.update(case_file)
        .where(*_of(row), case_file.c.kind == new.kind)
        .values(**values)
        .returning(case_file)
    ).mappings()
    known = again.one_or_none()
    if known is None:
        fresh = {
            **row.key.columns(),
            **values,
            "case_id": surroundings.new_id(),
            "store_id": row.store_id,
            "kind": new.kind,
            "remedy": "central",
            "operation_kind": "payment_claimed" if row.way == "claim" else "payment_requested",
        }
        writing.connection.execute(sa.insert(case_file).values(fresh))
        tell_case(writing, fresh)
    else:
        tell_case(writing, {**known})


def has_case(connection: sa.Connection, row: PaymentRow, kind: CaseKind) -> bool:
    """Tell whether a payment ever had a case of a kind, open or closed."""
    statement = sa.select(case_file.c.case_id).where(*_of(row), case_file.c.kind == kind)
    return connection.execute(statement).first() is not None


def close_payment_cases(
    writing: Writing, row: PaymentRow, kinds: Sequence[CaseKind], closing: Closing
) -> None:
    """Close the open cases of a payment that are settled."""
    statement = sa.select(case_file.c.case_id).where(
        *_of(row), case_file.c.kind.in_(kinds), case_file.c.closed_at.is_(None)
    )
    for (case_id,) in writing.connection.execute(statement).all():
        close_case_row(writing, row.organisation_id, case_id, closing)


def settled(reason: str, by: str = SYSTEM) -> Closing:
    """Return who closes a case that settled itself, and why."""
    return Closing(by=by, reason=reason)


def _of(row: PaymentRow) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(case_file.c[name] == value for name, value in row.key.columns().items())
