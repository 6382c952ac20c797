"""Why an open cart waited before it came back, and whose it is: taken over when it waits again."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.line_notes import find_name, forget_name, keep_name
from storage.shared_cart_tables import cart_waited


@dataclass(frozen=True, slots=True)
class Waited:
    """A code, and a name as it was typed: this till alone knows it. Both may be empty."""

    reason: str = ""
    name: str = ""


def keep_waited(connection: Connection, cart: tuple[str, str | None], waited: Waited) -> None:
    """Keep why a cart waited that is open now; ``cart`` is its id and customer."""
    cart_id, _ = cart
    forget_waited(connection, cart_id)
    keep_name(connection, cart, waited.name)
    if waited.reason:
        connection.execute(cart_waited.insert(), {"cart_id": cart_id, "reason": waited.reason})


def find_waited(connection: Connection, cart_id: str) -> Waited:
    """Return why a cart waited, and whose it is; nothing of one that never did."""
    reason = connection.scalar(_REASON, {"of_cart": cart_id}) or ""
    return Waited(reason, find_name(connection, cart_id))


def forget_waited(connection: Connection, cart_id: str) -> None:
    """Forget it: the cart is paid, emptied or waits again."""
    connection.execute(_FORGET, {"of_cart": cart_id})
    forget_name(connection, cart_id)


_REASON = sa.select(cart_waited.c.reason).where(cart_waited.c.cart_id == sa.bindparam("of_cart"))
_FORGET = cart_waited.delete().where(cart_waited.c.cart_id == sa.bindparam("of_cart"))
