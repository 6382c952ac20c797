"""Totals of marked stock, set by a person or by the office's inventory system."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.allotments.books import book_of, find_books, keep_book, lock_books
from central.allotments.names import stock_resource
from central.allotments.publishing import publish_books
from central.allotments.tables import resource
from central.audit import Deed, record
from central.catalog.marking import mark_item
from central.database import Writing
from central.surroundings import Surroundings
from central.tills.organisations import Store
from domain.allotment import Book
from domain.errors import BadInput, Conflict

TOTAL_MAX = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChange:
    """A new total of a marked item: ``total`` units ever put up for sale, or ``added`` more.

    ``as_of`` is when the total became true, None for now. ``actor`` says who or what set it, for
    the audit log.
    """

    sku: str
    total: int | None = None
    added: int | None = None
    as_of: datetime | None = None
    actor: str = "command line"


def set_stock(writing: Writing, surroundings: Surroundings, store: Store, new: StockChange) -> Book:
    """Mark an item and set its total; return its book. Tills are told of both.

    A total below what was sold already is taken as it is said: nothing is granted then.
    Raises NotFound for an unknown SKU, BadInput for a total that is none, Conflict for one that was
    true before the one we have: so are units that came in before it, for it has counted them.
    """
    item_id = mark_item(writing, store, new.sku, allotted=True)
    name = stock_resource(store.store_id, item_id)
    lock_books(writing, store.organisation_id, [name])
    row = find_books(writing.connection, store.organisation_id, [name])[name]
    book = book_of(row)
    as_of = min(new.as_of or writing.at, writing.at)
    is_dated = new.total is not None or new.as_of is not None
    if is_dated and row.told_at is not None and as_of < row.told_at:
        raise Conflict("A newer total is known", f"{new.sku} was counted again since then.")
    total = book.total + (new.added or 0) if new.total is None else new.total
    if not 0 <= total <= TOTAL_MAX:
        raise BadInput("Check the total", f"It is a whole number from 0 to {TOTAL_MAX:,}.")
    set_total(writing, store.organisation_id, name, book.with_total(total))
    if new.total is not None:
        _note_as_of(writing, store.organisation_id, name, as_of)
    deed = Deed(
        organisation_id=store.organisation_id,
        actor=new.actor,
        action="stock_total_set",
        subject=name,
        reason=f"{book.total} to {total}",
    )
    record(writing, surroundings, deed)
    return book.with_total(total)


def unmark_stock(writing: Writing, surroundings: Surroundings, store: Store, sku: str) -> None:
    """Let an item be sold without asking; its book is kept, and nothing more is granted of it.

    Raises NotFound for an unknown SKU.
    """
    name = stock_resource(store.store_id, mark_item(writing, store, sku, allotted=False))
    lock_books(writing, store.organisation_id, [name])
    writing.connection.execute(
        sa.update(resource)
        .where(resource.c.organisation_id == store.organisation_id, resource.c.resource == name)
        .values(set_at=None)
    )
    deed = Deed(
        organisation_id=store.organisation_id,
        actor="command line",
        action="stock_unmarked",
        subject=name,
    )
    record(writing, surroundings, deed)


def marked_stock(connection: sa.Connection, organisation_id: str, store_id: str) -> dict[str, str]:
    """Return the resource of each item of a store that is marked and has a total, by item id."""
    prefix = stock_resource(store_id, "")
    statement = sa.select(resource.c.resource).where(
        resource.c.organisation_id == organisation_id,
        resource.c.resource.startswith(prefix, autoescape=True),
        resource.c.set_at.is_not(None),
    )
    names = connection.execute(statement).scalars()
    return {str(name).removeprefix(prefix): str(name) for name in names}


def set_total(writing: Writing, organisation_id: str, name: str, book: Book) -> None:
    """Keep a book whose total was set, and tell the tills. The resource's row lock is held."""
    keep_book(writing, organisation_id, name, book)
    writing.connection.execute(
        sa.update(resource)
        .where(
            resource.c.organisation_id == organisation_id,
            resource.c.resource == name,
            resource.c.set_at.is_(None),
        )
        .values(set_at=writing.at)
    )
    publish_books(writing, organisation_id, [name])


def _note_as_of(writing: Writing, organisation_id: str, name: str, as_of: datetime) -> None:
    writing.connection.execute(
        sa.update(resource)
        .where(resource.c.organisation_id == organisation_id, resource.c.resource == name)
        .values(told_at=as_of)
    )
