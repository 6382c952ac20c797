"""What central has to show for it: takings and open cases."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from central.tables import case_file, store, takings, till


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingsRow:
    """A store's takings on a business date, in one currency and one state of operations."""

    store: str
    business_date: date
    currency: str
    state: str
    sale_count: int
    total_minor: int
    rounding_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case that nobody has closed."""

    case_id: str
    kind: str
    till: str
    stream: str
    branch: int
    seq: int
    title: str
    message: str
    remedy: str
    opened_at: datetime


def list_takings(connection: sa.Connection) -> list[TakingsRow]:
    """Return all takings, summed; quarantined money is in them, under its state."""
    shown = (store.c.name, takings.c.business_date, takings.c.currency, takings.c.state)
    groups = (*shown, takings.c.organisation_id, takings.c.store_id)  # two stores may share a name
    statement = (
        sa.select(
            *shown,
            sa.func.count().label("sale_count"),
            sa.func.sum(takings.c.total_minor).label("total_minor"),
            sa.func.sum(takings.c.rounding_minor).label("rounding_minor"),
        )
        .join(store, _same(store, takings, "store_id"))
        .group_by(*groups)
        .order_by(*groups)
    )
    return [
        TakingsRow(
            store=row.name,
            business_date=row.business_date,
            currency=row.currency,
            state=row.state,
            sale_count=row.sale_count,
            total_minor=int(row.total_minor),
            rounding_minor=int(row.rounding_minor),
        )
        for row in connection.execute(statement)
    ]


def list_open_cases(connection: sa.Connection) -> list[CaseRow]:
    """Return the open cases, oldest first; those of the office itself name no till."""
    statement = (
        sa.select(case_file, till.c.label)
        .outerjoin(till, _same(till, case_file, "till_id"))
        .where(case_file.c.closed_at.is_(None))
        .order_by(case_file.c.opened_at, case_file.c.case_id)
    )
    return [
        CaseRow(
            case_id=row.case_id,
            kind=row.kind,
            till=row.label or "",
            stream=row.stream,
            branch=row.branch,
            seq=row.seq,
            title=row.title,
            message=row.message,
            remedy=row.remedy,
            opened_at=row.opened_at,
        )
        for row in connection.execute(statement)
    ]


def _same(one: sa.Table, other: sa.Table, name: str) -> sa.ColumnElement[bool]:
    return sa.and_(one.c.organisation_id == other.c.organisation_id, one.c[name] == other.c[name])
