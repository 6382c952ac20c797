"""What sales gave away, added up from their operations alone: a second opinion on the figures."""

from __future__ import annotations

from domain.cart_line import full_price
from domain.money import Money
from domain.shift_figures import FigureKind
from sync.protocol.bodies import SaleCompleted, SaleLineBody

GIVEN_KINDS: tuple[FigureKind, ...] = ("over", "discount", "override", "sample", "no_sale")

Given = dict[tuple[str, str], tuple[int, int]]
"""Kind and key of a figure: how often, and how much in minor units."""
Shifts = dict[int, Given]


def given_away(given: Given, body: SaleCompleted) -> None:
    """Add a sale's discounts, changes of price and gifts."""
    for tender in body.tenders:
        if tender.over_minor:
            _add(given, ("over", tender.kind), tender.over_minor)
    for line in body.lines:
        paid = line.gross_minor + (line.cart_discount_minor or 0) + (line.discount_minor or 0)
        if paid != line.gross_minor:
            _add(given, ("discount", ""), paid - line.gross_minor)
        if line.sample is not None:
            _add(given, ("sample", line.sample), _listed(line, body.currency))
        elif line.price_source == "typed" and line.list_minor is not None:
            listed = _listed(line, body.currency)
            _add(given, ("override", "down" if paid < listed else "up"), abs(paid - listed))


def _add(given: Given, key: tuple[str, str], minor: int) -> None:
    count, before = given.get(key, (0, 0))
    given[key] = (count + 1, before + minor)


def _listed(line: SaleLineBody, currency: str) -> int:
    price = Money(line.list_minor or 0, currency)
    return full_price(price, line.quantity, line.sold_by or "each", line.weight_grams).amount_minor
