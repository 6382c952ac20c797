"""Where every unit is, for a person or a program: books, who holds what, who must declare."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.books import book_of
from central.allotments.fence import undeclared_labels
from central.allotments.names import store_of
from central.allotments.tables import allotment, allotment_entry, resource
from central.tables import till
from central.tills.streams import newest_stream


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRow:
    """What one stream of a till holds. ``stranded``: not in the stream it began last."""

    till: str
    stream: str
    held: int
    stranded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """A resource's book. ``waiting_for`` are tills that must declare before anything is granted.

    ``exceptions`` are the units that supervisors signed for above the limit.
    """

    resource: str
    total: int
    consumed: int
    outstanding: int
    pool: int
    exceptions: int
    holders: tuple[HolderRow, ...]
    waiting_for: tuple[str, ...]


def list_books(connection: sa.Connection, organisation_id: str, kind: str) -> list[BookRow]:
    """Return an organisation's books of one kind: ``stock:STORE`` or ``booking``."""
    statement = (
        sa.select(resource)
        .where(
            resource.c.organisation_id == organisation_id,
            resource.c.resource.startswith(f"{kind}:", autoescape=True),
        )
        .order_by(resource.c.resource)
    )
    return [_book_row(connection, row) for row in connection.execute(statement)]


def find_faults(connection: sa.Connection) -> list[str]:
    """Return where a book is not borne out by its holdings and entries; nothing where all is well.

    The books are kept by additions; this counts them again from the rows (sync rule 9.1).
    """
    faults: list[str] = []
    for row in connection.execute(sa.select(resource)):
        held = _sum(connection, row, allotment, allotment.c.held, sa.true())
        spent = _sum(
            connection,
            row,
            allotment_entry,
            allotment_entry.c.quantity,
            sa.and_(allotment_entry.c.event == "spent", allotment_entry.c.closed_at.is_(None)),
        )
        restocked = allotment_entry.c.event == "restocked"
        spent -= _sum(connection, row, allotment_entry, allotment_entry.c.quantity, restocked)
        if held != row.outstanding:
            faults.append(f"{row.resource}: {row.outstanding} outstanding, {held} held")
        if spent != row.consumed:
            faults.append(f"{row.resource}: {row.consumed} consumed, {spent} in its entries")
    return faults


def _book_row(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> BookRow:
    book = book_of(row)
    signed = sa.and_(
        allotment_entry.c.exception_by.is_not(None), allotment_entry.c.closed_at.is_(None)
    )
    waiting = undeclared_labels(connection, row.organisation_id, store_of(row.resource))
    return BookRow(
        resource=row.resource,
        total=book.total,
        consumed=book.consumed,
        outstanding=book.outstanding,
        pool=book.pool,
        exceptions=_sum(connection, row, allotment_entry, allotment_entry.c.quantity, signed),
        holders=tuple(_holders(connection, row)),
        waiting_for=tuple(waiting),
    )


def _holders(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> list[HolderRow]:
    statement = (
        sa.select(till.c.label, allotment.c.till_id, allotment.c.stream, allotment.c.held)
        .join(
            till,
            sa.and_(
                till.c.organisation_id == allotment.c.organisation_id,
                till.c.till_id == allotment.c.till_id,
            ),
        )
        .where(_of(allotment, row), allotment.c.held > 0)
        .order_by(till.c.label, allotment.c.stream)
    )
    return [
        HolderRow(
            till=one.label,
            stream=one.stream,
            held=one.held,
            stranded=one.stream != newest_stream(connection, row.organisation_id, one.till_id),
        )
        for one in connection.execute(statement)
    ]


def _sum(
    connection: sa.Connection,
    row: sa.Row[tuple[object, ...]],
    table: sa.Table,
    units: sa.ColumnElement[int],
    condition: sa.ColumnElement[bool],
) -> int:
    statement = sa.select(sa.func.coalesce(sa.func.sum(units), 0)).where(_of(table, row), condition)
    return int(connection.execute(statement).scalar_one())


def _of(table: sa.Table, row: sa.Row[tuple[object, ...]]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.organisation_id == row.organisation_id, table.c.resource == row.resource)
