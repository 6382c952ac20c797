"""Carts that the store shares: what this till did, laid over what central told (sync rules 12).

Own parked carts are here at once, the others come with the feed. What either knows of a cart is
added up (``domain.shared_cart``), so an answer that is late or comes twice changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.discount import Discount
from domain.money import Money
from domain.shared_cart import (
    Edition,
    Payment,
    SharedCart,
    with_dropped,
    with_edition,
    with_expired,
    with_parked,
    with_payment,
    with_taken,
)
from storage.cart_waits import Waited, find_waited, forget_waited, keep_waited
from storage.carts import cart_terms, cart_terms_of, lines_of, lines_text
from storage.feed_versions import ShownRow, find_shown, list_shown
from storage.figure_tables import cart_taken
from storage.line_notes import find_name, forget_names, keep_name, with_notes
from storage.shared_cart_tables import cart_drop, cart_origin, parked_cart
from storage.shipments import Shipments
from storage.tables import cart, sale
from sync.protocol.cart_bodies import CartChanged, CartLineShown
from sync.protocol.line_terms import LineFacts, discount_of, terms_fields

_KIND = "cart"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedCart:
    """A cart as it was set aside by this till. ``cart_id`` and ``cart_version`` are the open one's.

    ``version`` counts the shared cart's steps. ``is_local`` is one that nobody else sees. ``name``
    is whose it is, as typed: personal, so this till alone knows it.
    """

    edition_id: str
    root_id: str
    cart_id: str
    version: int
    cart_version: int
    number: int
    currency: str
    lines: tuple[CartLine, ...]
    reason: str
    parked_at: datetime
    is_local: bool
    discount: Discount | None = None
    customer_id: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CartOrigin:
    """Where an open cart of this till came from, and what was in it when it came."""

    cart_id: str
    root_id: str
    version: int
    parents: tuple[str, ...]
    currency: str
    lines: tuple[CartLine, ...]
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionNote:
    """What is known of an edition or open cart beside its place among the others.

    ``till_label`` is empty for one of this till. ``lines`` are empty where nobody told them.
    """

    edition_id: str
    version: int
    till_label: str
    at: datetime
    currency: str
    number: int = 0
    reason: str = ""
    lines: tuple[CartLine, ...] = ()
    receipt: str = ""
    discount: Discount | None = None
    customer_id: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCart:
    """All that this till knows of one shared cart. ``told`` are those that central told of."""

    shared: SharedCart
    notes: Mapping[str, EditionNote]
    told: frozenset[str]


class SharedCarts:
    """Shared carts, within one transaction."""

    def __init__(self, connection: Connection, shipments: Shipments) -> None:
        self._connection = connection
        self._shipments = shipments

    def next_number(self) -> int:
        """Return the number that the next parked cart of this till is called by."""
        return int(self._connection.scalar(_LAST_NUMBER) or 0) + 1

    def add_parked(self, parked: ParkedCart) -> None:
        """Keep a cart that was set aside; it waits by its own words from now on."""
        forget_waited(self._connection, parked.cart_id)
        self._connection.execute(
            parked_cart.insert(),
            {
                "edition_id": parked.edition_id,
                "root_id": parked.root_id,
                "cart_id": parked.cart_id,
                "version": parked.version,
                "cart_version": parked.cart_version,
                "number": parked.number,
                "currency": parked.currency,
                "lines": lines_text(parked.lines),
                "reason": parked.reason,
                "parked_at": parked.parked_at,
                "is_local": parked.is_local,
                "terms": cart_terms(parked.discount, parked.customer_id),
            },
        )
        keep_name(self._connection, (parked.cart_id, parked.customer_id), parked.name)

    def find_local(self, edition_id: str) -> ParkedCart | None:
        """Return a cart that is parked at this till alone, or None."""
        row = self._connection.execute(_ONE_LOCAL, {"of_edition": edition_id}).one_or_none()
        return None if row is None else self._parked_of(row)

    def list_local(self) -> tuple[ParkedCart, ...]:
        """Return the carts that are parked at this till alone, the first parked first."""
        return tuple(self._parked_of(row) for row in self._connection.execute(_LOCAL))

    def forget_local(self, edition_id: str) -> None:
        """Forget a cart that was parked at this till alone: it is open again, or dropped."""
        self._connection.execute(_FORGET, {"of_edition": edition_id})

    def keep_waited(self, cart: Cart, waited: Waited) -> None:
        """Keep why a cart waited that is open now, and whose it is, for when it waits again."""
        keep_waited(self._connection, (cart.cart_id, cart.customer_id), waited)

    def find_waited(self, cart_id: str) -> Waited:
        """Return why an open cart waited before, and whose it is; nothing of one that did not."""
        return find_waited(self._connection, cart_id)

    def add_origin(self, origin: CartOrigin) -> None:
        """Keep where an open cart came from."""
        self._connection.execute(
            cart_origin.insert(),
            {
                "cart_id": origin.cart_id,
                "root_id": origin.root_id,
                "version": origin.version,
                "parents": json.dumps(origin.parents),
                "currency": origin.currency,
                "lines": lines_text(line for line in origin.lines if line.shipment is None),
                "taken_at": origin.taken_at,
            },
        )

    def find_origin(self, cart_id: str) -> CartOrigin | None:
        """Return where an open cart came from; None for one that began here."""
        row = self._connection.execute(_ORIGIN, {"of_cart": cart_id}).one_or_none()
        if row is None:
            return None
        return CartOrigin(
            cart_id=row.cart_id,
            root_id=row.root_id,
            version=row.version,
            parents=tuple(json.loads(row.parents)),
            currency=row.currency,
            lines=lines_of(row.lines, row.currency, self._shipments),
            taken_at=row.taken_at,
        )

    def add_drop(self, edition_id: str, root_id: str, at: datetime) -> None:
        """Keep that nobody will pay an edition or open cart; once is enough."""
        self._connection.execute(
            _DROP, {"edition_id": edition_id, "root_id": root_id, "dropped_at": at}
        )

    def find_root(self, cart_id: str) -> str | None:
        """Return the root of an open cart that came from a shared one, or that another till has.

        The feed knows the open cart of a till that was put back to before it parked it.
        """
        root: str | None = self._connection.scalar(_ROOT, {"of_cart": cart_id})
        if root is not None:
            return root
        row = find_shown(self._connection, _KIND, cart_id)
        return None if row is None else CartChanged.model_validate_json(row.body).root

    def get_cart(self, root_id: str) -> KnownCart:
        """Return all that is known of a cart; nothing but its root where nothing is."""
        mark = json.dumps(root_id, ensure_ascii=False)  # parses no row that cannot be of this root
        rows = [row for row in list_shown(self._connection, _KIND) if mark in row.body]
        told = [(row, CartChanged.model_validate_json(row.body)) for row in rows]
        of_root = [(row, body) for row, body in told if body.root == root_id]
        return self._known(root_id, of_root)

    def find_cart_with(self, edition_id: str) -> KnownCart | None:
        """Return all that is known of the cart that has an edition, or None."""
        root: str | None = self._connection.scalar(_ROOT_OF_OWN, {"of_edition": edition_id})
        root = root or self.find_root(edition_id)
        return None if root is None else self.get_cart(root)

    def list_carts(self) -> tuple[KnownCart, ...]:
        """Return every shared cart that this till knows of, by root."""
        told: dict[str, list[tuple[ShownRow, CartChanged]]] = {}
        for row in list_shown(self._connection, _KIND):
            body = CartChanged.model_validate_json(row.body)
            told.setdefault(body.root, []).append((row, body))
        roots = {*told, *self._connection.scalars(_OWN_ROOTS)}
        return tuple(self._known(root, told.get(root, [])) for root in sorted(roots))

    def prune(self, before: datetime) -> int:
        """Forget what this till did before a time; carts parked here alone stay. Returns rows."""
        key = {"before": before}
        return sum(self._connection.execute(statement, key).rowcount for statement in _PRUNE)

    def _known(self, root_id: str, told: Sequence[tuple[ShownRow, CartChanged]]) -> KnownCart:
        shared, notes = SharedCart(root_id=root_id), dict[str, EditionNote]()
        for row, body in told:
            shared = _with_told(shared, row.key, body)
            notes[row.key] = _note_of(row.key, body)
        for parked in self._list_own(root_id):
            came_from = self._parents_of(parked.cart_id)
            shared = with_parked(
                shared, parked.edition_id, of_cart=parked.cart_id, came_from=came_from
            )
            notes[parked.edition_id] = _own_note(parked)
        for taken in self._connection.execute(_ORIGINS, {"of_root": root_id}):
            shared = with_taken(shared, taken.cart_id, json.loads(taken.parents))
        for edition_id in self._connection.scalars(_DROPS, {"of_root": root_id}):
            shared = with_dropped(shared, edition_id)
        key = {"carts": list(shared.editions)}
        for cart_id, receipt in self._connection.execute(_SALES, key).all():
            shared = with_payment(shared, Payment(cart_id, receipt))
        return KnownCart(shared=shared, notes=notes, told=frozenset(row.key for row, _ in told))

    def _list_own(self, root_id: str) -> list[ParkedCart]:
        rows = self._connection.execute(_OF_ROOT, {"of_root": root_id})
        return [self._parked_of(row) for row in rows]

    def _parents_of(self, cart_id: str) -> tuple[str, ...]:
        origin = self.find_origin(cart_id)
        return () if origin is None else origin.parents

    def _parked_of(self, row: "sa.Row[*tuple[Any, ...]]") -> ParkedCart:
        lines = lines_of(row.lines, row.currency, self._shipments)
        discount, customer_id = cart_terms_of(row.terms, row.currency)
        return ParkedCart(
            edition_id=row.edition_id,
            root_id=row.root_id,
            cart_id=row.cart_id,
            version=row.version,
            cart_version=row.cart_version,
            number=row.number,
            currency=row.currency,
            lines=with_notes(self._connection, row.cart_id, lines),
            reason=row.reason,
            parked_at=row.parked_at,
            is_local=row.is_local,
            discount=discount,
            customer_id=customer_id,
            name=find_name(self._connection, row.cart_id),
        )


def _with_told(shared: SharedCart, edition_id: str, body: CartChanged) -> SharedCart:
    """Add what central says of an edition. What went on elsewhere is over, wherever it went."""
    edition = Edition(edition_id=edition_id, kind=body.kind, parents=body.parents)
    shared = with_edition(shared, edition)
    if body.state == "paid":
        return with_payment(shared, Payment(edition_id, body.receipt or ""))
    if body.state in {"gone_on", "dropped"}:
        return with_dropped(shared, edition_id)
    return with_expired(shared, edition_id) if body.state == "expired" else shared


def _note_of(edition_id: str, body: CartChanged) -> EditionNote:
    return EditionNote(
        edition_id=edition_id,
        version=body.version,
        till_label=body.till,
        at=body.at,
        number=body.number,
        reason=body.reason,
        currency=body.currency,
        lines=tuple(_line_of(line, body.currency) for line in body.lines),
        receipt=body.receipt or "",
        discount=discount_of(body.discount, body.currency),
        customer_id=body.customer_id,
    )


def _own_note(parked: ParkedCart) -> EditionNote:
    return EditionNote(
        edition_id=parked.edition_id,
        version=parked.version,
        till_label="",
        at=parked.parked_at,
        number=parked.number,
        reason=parked.reason,
        currency=parked.currency,
        lines=parked.lines,
        discount=parked.discount,
        customer_id=parked.customer_id,
        name=parked.name,
    )


def _line_of(told: CartLineShown, currency: str) -> CartLine:
    unit_price = Money(told.unit_minor, currency)
    return CartLine(
        line_no=told.line_no,
        kind="item",
        item_id=told.item_id,
        sku=told.sku,
        name=told.name,
        quantity=told.quantity,
        unit_price=unit_price,
        tax_class=told.tax_class,
        price_id=told.price_id,
        feed_position=told.feed_position,
        price_source=told.price_source,
        approved_by=told.approved_by,
        allotted=told.allotted,
        **terms_fields(told, LineFacts(unit_price, told.price_source == "catalog")),
    )


_LAST_NUMBER = sa.select(sa.func.max(parked_cart.c.number))
_ONE_LOCAL = parked_cart.select().where(
    parked_cart.c.edition_id == sa.bindparam("of_edition"), parked_cart.c.is_local.is_(True)
)
_ROOT_OF_OWN = sa.select(parked_cart.c.root_id).where(
    parked_cart.c.edition_id == sa.bindparam("of_edition"), parked_cart.c.is_local.is_(False)
)
_LOCAL = (
    parked_cart.select()
    .where(parked_cart.c.is_local.is_(True))
    .order_by(parked_cart.c.parked_at, parked_cart.c.edition_id)
)
_OF_ROOT = parked_cart.select().where(
    parked_cart.c.root_id == sa.bindparam("of_root"), parked_cart.c.is_local.is_(False)
)
_FORGET = parked_cart.delete().where(parked_cart.c.edition_id == sa.bindparam("of_edition"))
_ORIGIN = cart_origin.select().where(cart_origin.c.cart_id == sa.bindparam("of_cart"))
_ROOT = sa.select(cart_origin.c.root_id).where(cart_origin.c.cart_id == sa.bindparam("of_cart"))
_ORIGINS = cart_origin.select().where(cart_origin.c.root_id == sa.bindparam("of_root"))
_OWN_ROOTS = sa.union(
    sa.select(parked_cart.c.root_id).where(parked_cart.c.is_local.is_(False)),
    sa.select(cart_origin.c.root_id),
)
_DROPS = sa.select(cart_drop.c.edition_id).where(cart_drop.c.root_id == sa.bindparam("of_root"))
_DROP = insert(cart_drop).on_conflict_do_nothing()
_SALES = sa.select(sale.c.cart_id, sale.c.receipt_number).where(
    sale.c.cart_id.in_(sa.bindparam("carts", expanding=True))
)
_PRUNE = (
    parked_cart.delete().where(
        parked_cart.c.parked_at < sa.bindparam("before"), parked_cart.c.is_local.is_(False)
    ),
    cart_origin.delete().where(cart_origin.c.taken_at < sa.bindparam("before")),
    cart_drop.delete().where(cart_drop.c.dropped_at < sa.bindparam("before")),
    forget_names(sa.select(parked_cart.c.cart_id)),
    cart_taken.delete().where(
        cart_taken.c.root_id.not_in(sa.select(cart.c.cart_id)),
        cart_taken.c.root_id.not_in(sa.select(cart_origin.c.root_id)),
        cart_taken.c.root_id.not_in(sa.select(parked_cart.c.root_id)),
    ),
)
