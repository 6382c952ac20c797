"""A case of a statement's row that somebody at a till wants looked at: it stands at that till."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.cases.closing import Closing, close_case_row
from central.cases.telling import tell_case
from central.database import Writing
from central.payments.statement_tables import statement_row
from central.storable import storable_words
from central.surroundings import Surroundings
from central.tables import case_file
from central.tills.registry import EnrolledTill
from domain.errors import NotFound
from domain.money import Money
from domain.money_text import format_money

LOOK_CASE = "statement_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWanted:
    """Which row, by its number and direction, and who wants it looked at."""

    provider: str
    reference: str
    direction: str
    by: str

    @property
    def subject(self) -> str:
        """What the case is about: one is open at each till."""
        return f"{self.provider} {self.reference} {self.direction}"


def open_row_case(
    writing: Writing, surroundings: Surroundings, till: EnrolledTill, wanted: RowWanted
) -> tuple[str, bool]:
    """Open the case of a row and tell its till; return its id, and whether it was not open before.

    Raises NotFound for a row that no statement showed.
    """
    row = writing.connection.execute(
        sa.select(statement_row)
        .where(
            statement_row.c.organisation_id == till.organisation_id,
            statement_row.c.provider == wanted.provider,
            statement_row.c.reference == wanted.reference,
            statement_row.c.direction == wanted.direction,
        )
        .order_by(statement_row.c.merchant)
    ).mappings()
    found = row.first()
    if found is None:
        raise NotFound(
            "No statement shows this row",
            "Its statement was not sent to its end. Nothing was changed. Send it again.",
        )
    seen = writing.connection.execute(
        sa.select(case_file.c.case_id, case_file.c.seq, case_file.c.closed_at)
        .where(*_of(till, wanted.subject))
        .order_by(case_file.c.seq.desc())
        .limit(1)
    ).one_or_none()
    if seen is not None and seen.closed_at is None:
        return str(seen.case_id), False
    money = Money(found["amount_minor"], found["currency"])
    went = "went out of" if wanted.direction == "out" else "came into"
    case: dict[str, object] = {
        "organisation_id": till.organisation_id,
        "case_id": surroundings.new_id(),
        "store_id": till.store_id,
        "till_id": till.till_id,
        "stream": wanted.subject,
        "branch": 0,
        "seq": 1 if seen is None else seen.seq + 1,
        "kind": LOOK_CASE,
        "title": "Somebody wants a row of a statement looked at",
        "message": storable_words(
            f"{format_money(money)} {went} the account at {wanted.provider.upper()} on"
            f" {found['at']:%d/%m/%Y}, number {wanted.reference}: {found['outcome']}."
            f" {found['words']}".strip()
        ),
        "opened_at": writing.at,
        "closed_at": None,
        "closed_by": None,
        "close_reason": None,
        "remedy": "central",
        "operation_kind": "",
    }
    writing.connection.execute(sa.insert(case_file).values(case))
    tell_case(writing, case)
    return str(case["case_id"]), True


def close_row_cases(writing: Writing, organisation_id: str, subject: str, closing: Closing) -> None:
    """Close what is open about a row at any till: whose it is, is known now."""
    statement = sa.select(case_file.c.case_id).where(
        case_file.c.organisation_id == organisation_id,
        case_file.c.stream == subject,
        case_file.c.kind == LOOK_CASE,
        case_file.c.closed_at.is_(None),
    )
    for case_id in writing.connection.scalars(statement).all():
        close_case_row(writing, organisation_id, case_id, closing)


def _of(till: EnrolledTill, subject: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        case_file.c.organisation_id == till.organisation_id,
        case_file.c.till_id == till.till_id,
        case_file.c.stream == subject,
        case_file.c.kind == LOOK_CASE,
    )
