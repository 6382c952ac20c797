"""What a line of a sale or of a parked cart says beside its price: weight, discounts, gifts, rates.

Every field is left out where it says nothing, so that a plain line is as short as it ever was and
lines written before these fields existed read the same.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Positive

DiscountReason = Literal["goodwill", "damaged", "promotion", "price_match", "staff"]
SampleReason = Literal["sample_item", "promotion", "tasting", "goodwill", "replacement"]
PriceReason = Literal["price_match", "damaged", "wrong_label", "goodwill", "agreed"]
Share = Annotated[int, Field(ge=1, le=10_000)]
Micro = Annotated[int, Field(ge=1, le=10**15)]


class DiscountParts(BaseModel):
    """A discount as it was given: a share in basis points or a sum, and by whose right.

    ``cap`` is the most, in basis points, that ``by`` may give, or ``approved_by`` where somebody
    approved it: what a sum takes off never passes it.
    """

    share: Share | None = None
    sum_minor: Annotated[int, Field(ge=1, le=10**15)] | None = None
    cap: Share
    reason: DiscountReason
    by: Code
    approved_by: Code | None = None


class DiscountBody(DiscountParts, Body):
    """A discount as a till says it."""


class DiscountShown(DiscountParts, ChangeBody):
    """A discount as central tells it."""


class ForeignParts(BaseModel):
    """What the catalog asks in other money, and the rate that was locked for the line.

    ``micro`` millionths of a unit of the sale's currency are one unit of ``currency``, as
    ``source`` said at ``at``.
    """

    minor: Positive
    currency: Currency
    micro: Micro
    source: Annotated[str, Field(min_length=1, max_length=80)]
    at: datetime


class ForeignBody(ForeignParts, Body):
    """A price in other money as a till says it."""


class ForeignShown(ForeignParts, ChangeBody):
    """A price in other money as central tells it."""


class LineTerms(BaseModel):
    """What lines of sales and of carts have in common.

    ``list_minor`` is what the catalog asks for one. ``weight_grams`` is of one of the quantity.
    """

    list_minor: Positive | None = None
    sold_by: Literal["kg", "lb"] | None = None
    weight_grams: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    weight_source: Literal["scale", "manual"] | None = None
    sample: SampleReason | None = None
    price_reason: PriceReason | None = None
    discount: DiscountParts | None = None
    foreign: ForeignParts | None = None


class SaleLineTerms(LineTerms):
    """What only a line of a sale says: what came off it, in minor units.

    ``discount_minor`` is the line's own, ``cart_discount_minor`` its part of the whole sale's.
    """

    discount: DiscountBody | None = None
    foreign: ForeignBody | None = None
    discount_minor: Positive | None = None
    cart_discount_minor: Positive | None = None


Breaks = Annotated[
    tuple[tuple[Annotated[int, Field(ge=2, le=9_999)], Positive], ...], Field(max_length=10)
]
Parts = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(max_length=20)
]


class CartLineTerms(LineTerms):
    """What only a line of a cart says: the prices for many, and what must be handed over."""

    breaks: Breaks | None = None
    parts: Parts | None = None
