"""Books and holdings as rows: locked in ascending order of name, read, and kept (sync rule 9.4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from central.allotments.tables import allotment, resource, stream_closing
from central.database import Writing
from domain.allotment import Account, Book, Holding

_NAMES_MAX = 500
_INSERTS: Mapping[str, Callable[[sa.Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingPlace:
    """One stream's holding of one resource."""

    organisation_id: str
    till_id: str
    stream: str
    resource: str

    def columns(self) -> dict[str, str]:
        """The key of the holding's row."""
        return {
            "organisation_id": self.organisation_id,
            "till_id": self.till_id,
            "stream": self.stream,
            "resource": self.resource,
        }

    def row(self) -> sa.ColumnElement[bool]:
        """Return the condition for the holding's row."""
        return sa.and_(*(allotment.c[name] == value for name, value in self.columns().items()))


def lock_books(writing: Writing, organisation_id: str, names: Collection[str]) -> None:
    """Take the row locks of these resources until the commit; make the rows that are missing.

    A row that is made here has no total: spending named a resource that nobody set up.
    """
    wanted = sorted(names)
    missing = sorted(set(wanted) - set(find_books(writing.connection, organisation_id, wanted)))
    for name in missing:
        values = {
            "organisation_id": organisation_id,
            "resource": name,
            "total": 0,
            "consumed": 0,
            "outstanding": 0,
        }
        writing.connection.execute(insert_unless_there(writing.connection, resource, values))
    for start in range(0, len(wanted), _NAMES_MAX):
        statement = (
            sa.select(resource.c.resource)
            .where(_named(organisation_id, wanted[start : start + _NAMES_MAX]))
            .order_by(resource.c.resource)
            .with_for_update()
        )
        writing.connection.execute(statement).all()


def find_books(
    connection: sa.Connection, organisation_id: str, names: Collection[str]
) -> Mapping[str, sa.Row[tuple[object, ...]]]:
    """Return the rows of those of these resources that there are, by name."""
    wanted = sorted(names)
    found: dict[str, sa.Row[tuple[object, ...]]] = {}
    for start in range(0, len(wanted), _NAMES_MAX):
        statement = sa.select(resource).where(
            _named(organisation_id, wanted[start : start + _NAMES_MAX])
        )
        found |= {row.resource: row for row in connection.execute(statement)}
    return found


def book_of(row: sa.Row[tuple[object, ...]]) -> Book:
    """Return the book that a resource's row holds."""
    return Book(total=row.total, consumed=row.consumed, outstanding=row.outstanding)


def get_account(connection: sa.Connection, place: HoldingPlace) -> Account:
    """Return a book with one stream's holding, empty where it has none. The book must exist."""
    book = connection.execute(
        sa.select(resource).where(_named(place.organisation_id, [place.resource]))
    ).one()
    held = connection.execute(sa.select(allotment).where(place.row())).one_or_none()
    return Account(book=book_of(book), holding=Holding() if held is None else holding_of(held))


def find_holdings(
    connection: sa.Connection, place: HoldingPlace, names: Collection[str]
) -> Mapping[str, Holding]:
    """Return what the stream of a place holds of these resources, of whichever it has any row."""
    found: dict[str, Holding] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), _NAMES_MAX):
        statement = sa.select(allotment).where(
            allotment.c.organisation_id == place.organisation_id,
            allotment.c.till_id == place.till_id,
            allotment.c.stream == place.stream,
            allotment.c.resource.in_(wanted[start : start + _NAMES_MAX]),
        )
        found |= {row.resource: holding_of(row) for row in connection.execute(statement)}
    return found


def holding_of(row: sa.Row[tuple[object, ...]]) -> Holding:
    """Return the holding that an allotment's row holds."""
    return Holding(
        granted=row.granted,
        spent=row.spent,
        returned=row.returned,
        reclaimed=row.reclaimed,
        corrected=row.corrected,
    )


def keep_account(writing: Writing, place: HoldingPlace, account: Account) -> None:
    """Keep a book and a holding after a movement. The resource's row lock is held."""
    keep_book(writing, place.organisation_id, place.resource, account.book)
    holding = account.holding
    values = {
        "granted": holding.granted,
        "spent": holding.spent,
        "returned": holding.returned,
        "reclaimed": holding.reclaimed,
        "corrected": holding.corrected,
        "held": holding.held,
    }
    connection = writing.connection
    kept = connection.execute(sa.update(allotment).where(place.row()).values(**values))
    if not kept.rowcount and holding != Holding():
        connection.execute(sa.insert(allotment).values(**place.columns(), **values))


def keep_book(writing: Writing, organisation_id: str, name: str, book: Book) -> None:
    """Keep a book after a movement. The resource's row lock is held."""
    writing.connection.execute(
        sa.update(resource)
        .where(_named(organisation_id, [name]))
        .values(total=book.total, consumed=book.consumed, outstanding=book.outstanding)
    )


def is_closed(
    connection: sa.Connection, organisation_id: str, till_id: str, stream_name: str
) -> bool:
    """Tell whether a person declared this stream lost."""
    statement = sa.select(stream_closing.c.stream).where(
        stream_closing.c.organisation_id == organisation_id,
        stream_closing.c.till_id == till_id,
        stream_closing.c.stream == stream_name,
    )
    return connection.execute(statement).one_or_none() is not None


def _named(organisation_id: str, names: Collection[str]) -> sa.ColumnElement[bool]:
    return sa.and_(resource.c.organisation_id == organisation_id, resource.c.resource.in_(names))


def insert_unless_there(
    connection: sa.Connection, table: sa.Table, values: Mapping[str, object]
) -> sa.Insert:
    """Return an insert of a row that does nothing where the row is there, or being inserted."""
    insert = _INSERTS[connection.dialect.name]
    return insert(table).values(**values).on_conflict_do_nothing()
