"""What a line has beside its price, as the wire and the database write it, and read back.

One form for both: the fields of ``sync.protocol.line_bodies``, left out where they say nothing.
A line at the catalog's own price does not repeat it. A note is no part of it: it is personal.
"""

from dataclasses import dataclass
from typing import Any

from domain.cart_line import CartLine, ForeignPrice
from domain.catalog import PriceBreak
from domain.discount import Discount
from domain.fx import Rate
from domain.money import Money
from sync.protocol.body_parts import ChangeBody
from sync.protocol.line_bodies import (
    CartLineTerms,
    DiscountParts,
    DiscountShown,
    ForeignParts,
    ForeignShown,
)

Terms = dict[str, object]
_OF_CARTS = frozenset({"breaks", "parts"})


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What terms depend on: the price charged, and whether it is the catalog's own."""

    unit_price: Money
    is_listed: bool


class KeptTerms(CartLineTerms, ChangeBody):
    """The terms of a line as the database kept them."""

    discount: DiscountShown | None = None
    foreign: ForeignShown | None = None


def terms_of(line: CartLine) -> Terms:
    """Say what a line has beside its price; JSON values, nothing that says nothing."""
    told: Terms = {
        "list_minor": _list_minor(line),
        "sold_by": None if line.sold_by == "each" else line.sold_by,
        "weight_grams": line.weight_grams,
        "weight_source": line.weight_source,
        "sample": line.sample_reason,
        "price_reason": line.price_reason,
        "discount": discount_terms(line.discount),
        "foreign": _foreign_terms(line.foreign),
        "breaks": [[step.from_quantity, step.price.amount_minor] for step in line.price_breaks],
        "parts": list(line.parts),
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def sold_terms(line: CartLine) -> Terms:
    """Say what a line of a sale has beside its price: what may still change is over."""
    return {name: value for name, value in terms_of(line).items() if name not in _OF_CARTS}


def terms_fields(told: CartLineTerms, of: LineFacts) -> dict[str, Any]:
    """Return the fields of a ``CartLine`` that these terms say.

    A price in the catalog's own money is its price for one, unless another is said. Raises
    ValueError for terms that no line can have.
    """
    currency = of.unit_price.currency
    listed = None if told.list_minor is None else Money(told.list_minor, currency)
    if listed is None and of.is_listed and told.sample is None:
        listed = of.unit_price
    return {
        "list_price": listed,
        "price_breaks": tuple(
            PriceBreak(from_quantity=quantity, price=Money(minor, currency))
            for quantity, minor in told.breaks or ()
        ),
        "sold_by": told.sold_by or "each",
        "weight_grams": told.weight_grams,
        "weight_source": told.weight_source,
        "discount": discount_of(told.discount, currency),
        "sample_reason": told.sample,
        "price_reason": told.price_reason,
        "foreign": _foreign_of(told.foreign, currency),
        "parts": told.parts or (),
    }


def discount_terms(discount: Discount | None) -> Terms | None:
    """Say a discount; None for none."""
    if discount is None:
        return None
    told: Terms = {
        "share": discount.basis_points,
        "sum_minor": None if discount.amount is None else discount.amount.amount_minor,
        "cap": discount.cap_basis_points,
        "reason": discount.reason,
        "by": discount.given_by,
        "approved_by": discount.approved_by,
    }
    return {name: value for name, value in told.items() if value is not None}


def discount_of(told: DiscountParts | None, currency: str) -> Discount | None:
    """Return the discount that was said. Raises ValueError for one that cannot be."""
    if told is None:
        return None
    return Discount(
        basis_points=told.share,
        amount=None if told.sum_minor is None else Money(told.sum_minor, currency),
        cap_basis_points=told.cap,
        reason=told.reason,
        given_by=told.by,
        approved_by=told.approved_by,
    )


def _list_minor(line: CartLine) -> int | None:
    if line.list_price is None:
        return None
    is_plain = line.price_source == "catalog" and not line.is_sample
    return None if is_plain and line.list_price == line.unit_price else line.list_price.amount_minor


def _foreign_terms(foreign: ForeignPrice | None) -> Terms | None:
    if foreign is None:
        return None
    return {
        "minor": foreign.price.amount_minor,
        "currency": foreign.price.currency,
        "micro": foreign.rate.micro,
        "source": foreign.rate.source,
        "at": foreign.rate.at.isoformat(),
    }


def _foreign_of(told: ForeignParts | None, currency: str) -> ForeignPrice | None:
    if told is None:
        return None
    rate = Rate(
        base=told.currency, quote=currency, micro=told.micro, source=told.source, at=told.at
    )
    return ForeignPrice(price=Money(told.minor, told.currency), rate=rate)
