"""What the store's tills are told of a cart, in the store's stream of the feed (sync rule 12.3)."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from central.carts.tables import cart_edition, cart_fact
from central.database import Writing
from central.publication import new_change, store_feed
from central.tables import sale_line
from domain.shared_cart import SharedCart
from sync.protocol.cart_bodies import (
    CART_LINES_MAX,
    CartChanged,
    CartLineShown,
    CartRemoved,
)

_LINES_TOLD = "+"
_OF_SALE = (
    "item_id",
    "name",
    "quantity",
    "unit_minor",
    "tax_class",
    "price_id",
    "feed_position",
    "price_source",
    "approved_by",
)


def tell_cart(writing: Writing, organisation_id: str, shared: SharedCart) -> None:
    """Publish each edition of a cart whose state is another than was told last."""
    receipts: dict[str, list[str]] = {}
    for payment in sorted(shared.payments, key=lambda each: each.receipt):
        receipts.setdefault(payment.edition_id, []).append(payment.receipt)
    rows = writing.connection.execute(
        sa.select(cart_edition).where(*_of_root(organisation_id, shared.root_id))
    ).all()
    for row in rows:
        told = _told(shared, row.edition_id)
        if told == row.told:
            continue
        lines = "[]"
        if told.endswith(_LINES_TOLD):
            is_sold = told.startswith("paid")
            lines = _paid_lines(writing, organisation_id, row.edition_id) if is_sold else row.lines
        body = _body(row, told, lines, receipts.get(row.edition_id, []))
        feed = store_feed(organisation_id, row.store_id)
        writing.publish(feed, new_change(row.edition_id, body))
        _keep_told(writing, organisation_id, row.edition_id, told)


def withdraw_cart(writing: Writing, organisation_id: str, root_id: str) -> None:
    """Take a cart out of the feed; central keeps it (sync rule 12.9)."""
    rows = writing.connection.execute(
        sa.select(cart_edition.c.edition_id, cart_edition.c.store_id).where(
            *_of_root(organisation_id, root_id), cart_edition.c.told != ""
        )
    ).all()
    for row in rows:
        feed = store_feed(organisation_id, row.store_id)
        writing.publish(feed, new_change(row.edition_id, CartRemoved()))
        _keep_told(writing, organisation_id, row.edition_id, "")


def _told(shared: SharedCart, edition_id: str) -> str:
    """The state, and whether lines are told: of what is parked, and of what was paid.

    The latter for a till that still has the cart open: what is not paid yet is left to pay.
    """
    state = shared.state_of(edition_id)
    return state + _LINES_TOLD if state in {"parked", "paid"} else state


def _paid_lines(writing: Writing, organisation_id: str, edition_id: str) -> str:
    """What the sales of an open cart took money for: the goods, as JSON of ``CartLineShown``."""
    of_sale = [
        sale_line.c[name] == cart_fact.c[name]
        for name in ("organisation_id", "till_id", "stream", "branch", "seq")
    ]
    rows = writing.connection.execute(
        sa.select(sale_line)
        .join(cart_fact, sa.and_(*of_sale))
        .where(
            cart_fact.c.organisation_id == organisation_id,
            cart_fact.c.edition_id == edition_id,
            cart_fact.c.what == "paid",
            sale_line.c.kind == "item",
        )
        .order_by(cart_fact.c.stream, cart_fact.c.branch, cart_fact.c.seq, sale_line.c.line_no)
        .limit(CART_LINES_MAX)
    )
    return json.dumps(
        [
            {
                **json.loads(row.terms),
                **{name: getattr(row, name) for name in _OF_SALE},
                "line_no": number,
                "sku": "",
            }
            for number, row in enumerate(rows, start=1)
        ]
    )


def _body(
    row: sa.Row[tuple[Any, ...]], told: str, lines: str, receipts: Sequence[str]
) -> CartChanged:
    return CartChanged(
        root=row.root_id,
        version=row.version,
        state=told.removesuffix(_LINES_TOLD),
        kind=row.kind,
        parents=tuple(json.loads(row.parents)),
        till=row.till_label,
        at=row.stated_at,
        number=row.number,
        reason=row.reason,
        origin=row.origin,
        currency=row.currency,
        total_minor=row.total_minor,
        lines=tuple(CartLineShown.model_validate(line) for line in json.loads(lines)),
        receipt=", ".join(receipts) or None,
        **json.loads(row.terms),
    )


def _keep_told(writing: Writing, organisation_id: str, edition_id: str, told: str) -> None:
    writing.connection.execute(
        sa.update(cart_edition)
        .where(
            cart_edition.c.organisation_id == organisation_id,
            cart_edition.c.edition_id == edition_id,
        )
        .values(told=told)
    )


def _of_root(organisation_id: str, root_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        cart_edition.c.organisation_id == organisation_id,
        cart_edition.c.root_id == root_id,
    )
