"""Typed words kept with lines of carts and sales: personal, so they stand here and nowhere else."""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.cart import Cart
from domain.cart_line import CartLine
from storage.line_tables import line_note


def keep_notes(connection: Connection, cart: Cart) -> None:
    """Keep the notes of a cart's lines as they are now, and no others of them."""
    connection.execute(_FORGET, {"of_cart": cart.cart_id})
    rows = [
        {
            "cart_id": cart.cart_id,
            "line_no": line.line_no,
            "person_id": cart.customer_id or "",
            "note": line.note,
        }
        for line in cart.lines
        if line.note
    ]
    if rows:
        connection.execute(line_note.insert(), rows)


def with_notes(
    connection: Connection, cart_id: str, lines: Iterable[CartLine]
) -> tuple[CartLine, ...]:
    """Return the lines of a cart with the notes that were kept of them."""
    notes = {row.line_no: row.note for row in connection.execute(_OF_CART, {"of_cart": cart_id})}
    if not notes:
        return tuple(lines)
    return tuple(replace(line, note=notes.get(line.line_no, "")) for line in lines)


def keep_name(connection: Connection, cart: tuple[str, str | None], name: str) -> None:
    """Keep whose parked cart it is, as typed: a note of no line. ``cart`` is its id and customer.

    Personal like any note: it stands at this till alone and is in no operation.
    """
    cart_id, customer_id = cart
    row = {"cart_id": cart_id, "line_no": _WHOSE, "person_id": customer_id or "", "note": name}
    connection.execute(_FORGET_NAME, {"of_cart": cart_id})
    if name:
        connection.execute(line_note.insert(), row)


def forget_name(connection: Connection, cart_id: str) -> None:
    """Forget whose cart it is."""
    connection.execute(_FORGET_NAME, {"of_cart": cart_id})


def find_name(connection: Connection, cart_id: str) -> str:
    """Return the name that was typed as a cart was parked, empty where none was."""
    return connection.scalar(_NAME, {"of_cart": cart_id}) or ""


_WHOSE = 0
"""Lines are numbered from 1."""
_FORGET = line_note.delete().where(
    line_note.c.cart_id == sa.bindparam("of_cart"), line_note.c.line_no != _WHOSE
)
_OF_CART = sa.select(line_note.c.line_no, line_note.c.note).where(
    line_note.c.cart_id == sa.bindparam("of_cart")
)
_IS_NAME = sa.and_(line_note.c.cart_id == sa.bindparam("of_cart"), line_note.c.line_no == _WHOSE)
_FORGET_NAME = line_note.delete().where(_IS_NAME)
_NAME = sa.select(line_note.c.note).where(_IS_NAME)


def forget_names(kept_carts: sa.Select[tuple[str]]) -> sa.Delete:
    """Forget the names of all carts but those that are parked."""
    return line_note.delete().where(
        line_note.c.line_no == _WHOSE, line_note.c.cart_id.not_in(kept_carts)
    )
