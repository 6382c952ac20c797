"""The cart that is not paid yet. A power cut may take the last keys pressed, never a sale."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.discount import Discount
from domain.errors import Conflict
from domain.money import Money
from domain.shipment import ShipmentDraft
from domain.taken_out import TakenOut
from storage.cart_waits import forget_waited
from storage.columns import utc_text
from storage.figure_tables import cart_taken
from storage.line_notes import keep_notes, with_notes
from storage.shipments import Shipments
from storage.tables import cart
from sync.protocol.line_bodies import DiscountShown
from sync.protocol.line_terms import (
    KeptTerms,
    LineFacts,
    discount_of,
    discount_terms,
    terms_fields,
    terms_of,
)

_AS_IS = (
    "line_no",
    "kind",
    "item_id",
    "sku",
    "name",
    "quantity",
    "tax_class",
    "price_id",
    "feed_position",
    "price_source",
    "approved_by",
)


class Carts:
    """Open carts, within one transaction."""

    def __init__(self, connection: Connection, shipments: Shipments) -> None:
        self._connection = connection
        self._shipments = shipments

    def save(self, changed: Cart) -> None:
        """Keep a cart and the drafts of its shipments.

        Raises Conflict when the kept version is the same or newer: somebody changed it first.
        """
        done = self._connection.execute(
            _SAVE,
            {
                "cart_id": changed.cart_id,
                "version": changed.version,
                "currency": changed.currency,
                "lines": lines_text(changed.lines),
                "terms": cart_terms(changed.discount, changed.customer_id),
            },
        )
        if done.rowcount != 1:
            raise Conflict(
                "The sale has changed",
                "It was changed after you last saw it. Nothing is lost. Look at the lines and the"
                " total, then press the key again.",
            )
        if changed.version or changed.lines:  # a cart that is new and empty never had anything
            self._keep_drafts(changed)
            keep_notes(self._connection, changed)
        if changed.version and not changed.lines:  # who comes next is somebody else
            forget_waited(self._connection, changed.cart_id)

    def _keep_drafts(self, changed: Cart) -> None:
        drafts = [line.shipment for line in changed.lines if line.shipment is not None]
        for draft in drafts:
            self._shipments.save_draft(draft, cart_id=changed.cart_id)
        kept = [draft.shipment_id for draft in drafts]
        self._shipments.drop_drafts(changed.cart_id, keep=kept)

    def find_open(self) -> Cart | None:
        """Return the till's open cart (of several, the one begun last), or None."""
        row = self._connection.execute(_OPEN).one_or_none()
        return None if row is None else self._cart_of(row)

    def find_taken(self, root_id: str) -> TakenOut:
        """Return what left a sale since it began or was signed for; its root outlives parking."""
        rows = self._connection.execute(_TAKEN, {"of_root": root_id})
        lines = {row.line_no: row.minor for row in rows}
        return TakenOut(gone_minor=lines.pop(_GONE, 0), lines=lines)

    def keep_taken(self, root_id: str, taken: TakenOut) -> None:
        """Keep what left a sale, and nothing else of it."""
        told = {_GONE: taken.gone_minor, **taken.lines}
        rows = [
            {"root_id": root_id, "line_no": number, "minor": minor}
            for number, minor in told.items()
            if minor
        ]
        self._connection.execute(_FORGET_TAKEN, {"of_root": root_id})
        if rows:
            self._connection.execute(cart_taken.insert(), rows)

    def close(self, cart_id: str) -> None:
        """Forget a cart, with those drafts of its shipments that were not booked."""
        self._connection.execute(_FORGET_TAKEN, {"of_root": cart_id})
        forget_waited(self._connection, cart_id)
        lines = self._connection.scalar(_DELETE, {"of_cart": cart_id})
        if lines is not None and any(line["shipment_id"] for line in json.loads(lines)):
            self._shipments.drop_drafts(cart_id)

    def set_aside(self, cart_id: str) -> None:
        """Forget that a cart is open; the drafts of its shipments stay, for when it comes back."""
        self._connection.execute(_DELETE, {"of_cart": cart_id})

    def _cart_of(self, row: sa.Row[*tuple[Any, ...]]) -> Cart:
        lines = lines_of(row.lines, row.currency, self._shipments)
        discount, customer_id = cart_terms_of(row.terms, row.currency)
        return Cart(
            cart_id=row.cart_id,
            version=row.version,
            currency=row.currency,
            lines=with_notes(self._connection, row.cart_id, lines),
            discount=discount,
            customer_id=customer_id,
        )


def cart_terms(discount: Discount | None, customer_id: str | None) -> str:
    """What a cart has beside its lines, as the database keeps it: JSON."""
    told: dict[str, object] = {"discount": discount_terms(discount), "customer_id": customer_id}
    return json.dumps({name: value for name, value in told.items() if value is not None})


def cart_terms_of(text: str, currency: str) -> tuple[Discount | None, str | None]:
    """The discount and the customer's id as ``cart_terms`` kept them."""
    kept = json.loads(text)
    told = kept.get("discount")
    discount = None if told is None else DiscountShown.model_validate(told)
    return discount_of(discount, currency), kept.get("customer_id")


def lines_text(lines: Iterable[CartLine]) -> str:
    """Lines as the database keeps them: JSON, their shipments by id."""
    return json.dumps([_line_json(line) for line in lines])


def lines_of(text: str, currency: str, shipments: Shipments) -> tuple[CartLine, ...]:
    """Lines as ``lines_text`` kept them, with the drafts of their shipments."""
    kept = json.loads(text)
    wanted = [line["shipment_id"] for line in kept if line["shipment_id"] is not None]
    drafts = shipments.list_drafts(wanted)
    return tuple(_line_of(line, currency, drafts) for line in kept)


def _line_json(line: CartLine) -> dict[str, object]:
    return {
        **{name: getattr(line, name) for name in _AS_IS},
        "unit_price_minor": line.unit_price.amount_minor,
        "allotted": line.allotted,
        "shipment_id": None if line.shipment is None else line.shipment.shipment_id,
        "quoted_until": None if line.quoted_until is None else utc_text(line.quoted_until),
        "terms": terms_of(line),
    }


def _line_of(
    kept: Mapping[str, Any], currency: str, drafts: Mapping[str, ShipmentDraft]
) -> CartLine:
    shipment_id, quoted_until = kept["shipment_id"], kept["quoted_until"]
    unit_price = Money(kept["unit_price_minor"], currency)
    is_listed = kept["kind"] == "item" and kept["price_source"] == "catalog"
    terms = KeptTerms.model_validate(kept.get("terms", {}))
    return CartLine(
        **{name: kept[name] for name in _AS_IS},
        **terms_fields(terms, LineFacts(unit_price, is_listed)),
        unit_price=unit_price,
        shipment=None if shipment_id is None else drafts[shipment_id],
        quoted_until=None if quoted_until is None else datetime.fromisoformat(quoted_until),
        allotted=bool(kept.get("allotted", False)),  # carts of an older program do not say
    )


_NEW = insert(cart)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=["cart_id"],
    set_={
        "version": _NEW.excluded.version,
        "lines": _NEW.excluded.lines,
        "terms": _NEW.excluded.terms,
    },
    where=cart.c.version < _NEW.excluded.version,
)
_OPEN = cart.select().order_by(sa.text("rowid DESC")).limit(1)
_GONE = 0
"""Lines are numbered from 1."""
_TAKEN = cart_taken.select().where(cart_taken.c.root_id == sa.bindparam("of_root"))
_FORGET_TAKEN = cart_taken.delete().where(cart_taken.c.root_id == sa.bindparam("of_root"))
_DELETE = cart.delete().where(cart.c.cart_id == sa.bindparam("of_cart")).returning(cart.c.lines)
