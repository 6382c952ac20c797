"""Shared carts on the wire: what a till says of carts it parks and recalls, and what it hears.

Nothing here names a person: a cart with a shipment, which has persons in it, is not shared
(sync rule 12.8).
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Positive, Text
from sync.protocol.line_bodies import (
    CartLineTerms,
    DiscountBody,
    DiscountShown,
    ForeignBody,
    ForeignShown,
)

CART_LINES_MAX = 1_000
PARENTS_MAX = 16
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Origin = Literal["counter", "kiosk"]
Reason = Literal["", "forgot_money", "more_to_fetch", "asks_somebody", "making_room", "to_confirm"]
"""Why a cart was parked: a code from this list, never typed words. ``to_confirm`` is an order."""


class CartLineParts(CartLineTerms):
    """One line of a cart, VAT included in ``unit_minor``, with where its price was read."""

    line_no: Annotated[int, Field(ge=1)]
    item_id: Code
    sku: Annotated[str, Field(max_length=128)]
    name: Text
    quantity: Annotated[int, Field(ge=1, le=9_999)]
    unit_minor: Positive
    tax_class: Code
    price_id: Code
    feed_position: Positive
    price_source: Literal["catalog", "typed"]
    approved_by: Code | None = None
    allotted: bool = False


class CartLineBody(CartLineParts, Body):
    """A line as a till says it. A note is typed words: it stays at the till."""

    discount: DiscountBody | None = None
    foreign: ForeignBody | None = None


class CartLineShown(CartLineParts, ChangeBody):
    """A line as central tells it."""

    discount: DiscountShown | None = None
    foreign: ForeignShown | None = None


Parents = Annotated[tuple[Code, ...], Field(max_length=PARENTS_MAX)]


class CartParked(Body):
    """An open cart was set aside as an edition that never changes.

    ``cart_id`` is the open cart, ``came_from`` the editions it had been recalled from, ``root`` the
    cart that all of them began with. ``number`` is what the cashier calls it.
    """

    root: Code
    edition: Code
    version: Version
    cart_id: Code
    came_from: Parents = ()
    number: Annotated[int, Field(ge=1)]
    reason: Reason = ""
    origin: Origin = "counter"
    currency: Currency
    total_minor: Positive
    lines: Annotated[tuple[CartLineBody, ...], Field(min_length=1, max_length=CART_LINES_MAX)]
    discount: DiscountBody | None = None
    customer_id: Code | None = None


class CartRecalled(Body):
    """An edition became the open cart ``cart_id`` of this till."""

    root: Code
    edition: Code
    version: Version
    cart_id: Code
    currency: Currency


class CartsMerged(Body):
    """An open cart of this till and others of the same root became one, the open cart ``cart_id``.

    Their lines are in it as a person saw and chose them.
    """

    root: Code
    parents: Annotated[tuple[Code, ...], Field(min_length=2, max_length=PARENTS_MAX)]
    version: Version
    cart_id: Code
    currency: Currency


class CartDropped(Body):
    """Nobody will pay this edition or open cart, as far as this till knows (rule 12.3)."""

    root: Code
    edition: Code
    version: Version
    why: Literal["dropped", "put_away", "called_off", "empty"]


class CartChanged(ChangeBody):
    """What central knows of an edition or an open cart. The change's key is its id.

    ``till`` is the label of the till that has it. ``lines`` are told for what is parked, and for
    what was paid while others of its root are in play.
    """

    root: Code
    version: Version
    state: Literal["parked", "held", "paid", "gone_on", "dropped", "expired"]
    kind: Literal["parked", "held"]
    parents: Parents = ()
    till: Code
    at: datetime
    number: Annotated[int, Field(ge=0)] = 0
    reason: Text = ""
    origin: Text = "counter"
    currency: Currency
    total_minor: Positive = 0
    lines: Annotated[tuple[CartLineShown, ...], Field(max_length=CART_LINES_MAX)] = ()
    receipt: Code | None = None
    discount: DiscountShown | None = None
    customer_id: Code | None = None


class CartRemoved(ChangeBody):
    """A tombstone: nothing more is to be said of the edition or open cart of this key."""
