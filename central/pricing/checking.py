"""Each line of a sale against the price that its till was told (ledger rule 12, requirement P2).

A price that is not the one in force at the position the line names was changed at the till: that is
a difference. One that was true there, and is old by now, is age: a policy says how old is too old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from central.pricing.history import KnownPrice, in_force, superseded_at
from domain.cart_line import price_at
from domain.fx import Rate
from domain.money import Money
from sync.protocol.bodies import SaleCompleted, SaleLineBody

Prices = Mapping[str, Sequence[KnownPrice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What does not agree in a line. No name stands in it: its number and its figures."""

    line_no: int
    sentence: str


def find_differences(sale: SaleCompleted, prices: Prices) -> tuple[Doubt, ...]:
    """Return the lines whose price is not the one that their till was told."""
    doubts = []
    for line in sale.lines:
        if line.kind == "item":
            sentence = _difference(line, sale.currency, prices.get(line.item_id, ()))
            if sentence:
                doubts.append(Doubt(line_no=line.line_no, sentence=sentence))
    return tuple(doubts)


def find_old_prices(
    sale: SaleCompleted, prices: Prices, at: datetime, days_max: int
) -> tuple[Doubt, ...]:
    """Return the lines whose price another one had followed for longer than the policy allows."""
    doubts = []
    for line in sale.lines:
        known = prices.get(line.item_id, ())
        price = in_force(known, line.feed_position)
        if line.price_source != "catalog" or price is None:
            continue
        over = superseded_at(known, price)
        if over is not None and at - over > timedelta(days=days_max):
            days = (at - over).days
            sentence = f"Line {line.line_no} has a price that another followed {days} days before."
            doubts.append(Doubt(line_no=line.line_no, sentence=sentence))
    return tuple(doubts)


def _difference(line: SaleLineBody, currency: str, known: Sequence[KnownPrice]) -> str:
    number = line.line_no
    price = in_force(known, line.feed_position)
    if price is None:
        return f"Line {number} names an item that no till was told of at that position."
    if line.price_id != price.price_id:
        return f"Line {number} names the price {line.price_id}, and {price.price_id} was in force."
    if (line.sold_by or "each") != price.sold_by:
        return f"Line {number} is not sold by what its price is for."
    if line.sample is not None:
        return _sample_difference(line, price)
    if line.price_source == "typed":
        return "" if line.approved_by else f"Line {number} has a typed price nobody approved."
    return _catalog_difference(line, currency, price)


def _sample_difference(line: SaleLineBody, price: KnownPrice) -> str:
    if line.unit_minor != 0:
        return f"Line {line.line_no} was given free and is not."
    is_sample = price.kind == "sample" and line.sample == "sample_item"
    if is_sample or (line.sample != "sample_item" and line.approved_by):
        return ""
    return f"Line {line.line_no} was given free, and nobody approved it."


def _catalog_difference(line: SaleLineBody, currency: str, price: KnownPrice) -> str:
    if price.price is None:
        return f"Line {line.line_no} has a price, and central knew none for it."
    expected = _expected(line, currency, price)
    if expected is None:
        return f"Line {line.line_no} was converted from other money than its price is in."
    if expected.amount_minor == line.unit_minor:
        return ""
    return (
        f"Line {line.line_no} was sold at {line.unit_minor} minor units for one, and"
        f" {expected.amount_minor} was the price."
    )


def _expected(line: SaleLineBody, currency: str, price: KnownPrice) -> Money | None:
    assert price.price is not None
    listed = price_at(price.price, price.breaks, line.quantity)
    told = line.foreign
    if told is None:
        return listed if listed.currency == currency else None
    if (told.minor, told.currency) != (price.price.amount_minor, price.price.currency):
        return None
    try:
        rate = Rate(
            base=told.currency, quote=currency, micro=told.micro, source=told.source, at=told.at
        )
        return rate.convert(listed)
    except ValueError:
        return None
