"""A barcode is scanned."""

from dataclasses import dataclass

from app.use_cases.rights import require_seller
from app.use_cases.ring_up import WhichVariant, put_in_cart
from app.use_cases.spending import ask_ahead
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_writable
from domain.cart import Cart
from domain.catalog import CatalogItem
from domain.gtin import normalise_barcode


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One item bears the code; one of it is now in the cart."""

    cart: Cart


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """Several items bear the code, or it comes in variants: a person says which.

    Nothing was added.
    """

    items: tuple[CatalogItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No item bears the code. ``code`` is as it was looked for."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAsked:
    """The item has no price: it is rung up with one that is typed, with permission."""

    item: CatalogItem


def scan(till: Till, session: Session, code: str) -> Added | Choose | Unknown | PriceAsked:
    """Look a code up and, where one item bears it, put one in the cart.

    Raises BadInput (no code, or too long a one), WeightNeeded (it is sold by weight), RuleBroken
    (``no_shift``, ``cart_full``, ``no_rule``, ``out_of_season`` …) and NotAllowed.
    """
    normalised = normalise_barcode(require_writable(code))
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        items = uow.catalog.find_by_barcode(normalised)
        if not items:
            return Unknown(code=normalised)
        if len(items) > 1:
            return Choose(items=tuple(items))
        item = items[0]
        if item.needs_price:
            return PriceAsked(item=item)
        try:
            cart = put_in_cart(uow, till, item, shift.business_date)
        except WhichVariant as which:
            return Choose(items=which.variants)
        if item.allotted:
            ask_ahead(uow, till, session, cart, shift.business_date)
        uow.commit()
    return Added(cart=cart)
