"""Typed words kept with lines of carts and sales: personal, so they stand here and nowhere else."""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.cart import Cart
from domain.cart_line import CartLine
from storage.line_tables import line_note


def keep_notes(connection: Connection, cart: Cart) -> None:
    """Keep the notes of a cart as they are now, and no others of it."""
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


_FORGET = line_note.delete().where(line_note.c.cart_id == sa.bindparam("of_cart"))
_OF_CART = sa.select(line_note.c.line_no, line_note.c.note).where(
    line_note.c.cart_id == sa.bindparam("of_cart")
)
