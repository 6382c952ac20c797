"""Prices that moved between the scan and the tender: shown before it, never changed within it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.cart import Cart
from domain.cart_line import CartLine, price_at
from domain.catalog import CatalogItem
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """A line whose item costs something else by now; both prices are for one unit, with VAT."""

    line_no: int
    name: str
    quantity: int
    old: Money
    new: Money


def price_changes(cart: Cart, items: Mapping[str, CatalogItem]) -> tuple[PriceChange, ...]:
    """The lines whose price in the catalog is another now, in the order of the cart.

    Typed prices, gifts and quotes stand as they were agreed. So does the price of an item that is
    no longer sold, has no price any more, is sold by another measure now, or is priced in other
    money, whose rate was locked: the customer was told it.
    """
    found = ((line, _new_price(line, items, cart.currency)) for line in cart.lines)
    return tuple(
        PriceChange(
            line_no=line.line_no,
            name=line.name,
            quantity=line.quantity,
            old=line.unit_price,
            new=price,
        )
        for line, price in found
        if price is not None and price != line.unit_price
    )


def _new_price(line: CartLine, items: Mapping[str, CatalogItem], currency: str) -> Money | None:
    if line.item_id is None or line.price_source != "catalog" or line.is_sample:
        return None
    item = items.get(line.item_id)
    if item is None or item.price is None or item.needs_price or item.price.currency != currency:
        return None
    if item.sold_by != line.sold_by:
        return None
    return price_at(item.price, item.price_breaks, line.quantity)


def up_to_date(
    cart: Cart, items: Mapping[str, CatalogItem], accepted: tuple[PriceChange, ...]
) -> Cart:
    """The cart with the prices that were accepted, and with the catalog's marks of today.

    An item that became scarce after it was scanned is scarce, also where it was scanned at another
    till. The same cart where nothing differs; otherwise one version up.
    """
    moved = {change.line_no for change in accepted}
    lines = tuple(_line_now(line, items, reprice=line.line_no in moved) for line in cart.lines)
    return cart if lines == cart.lines else replace(cart, version=cart.version + 1, lines=lines)


def _line_now(line: CartLine, items: Mapping[str, CatalogItem], *, reprice: bool) -> CartLine:
    item = None if line.item_id is None else items.get(line.item_id)
    if item is None:
        return line
    if not reprice or item.price is None:
        return line if line.allotted == item.allotted else replace(line, allotted=item.allotted)
    return replace(
        line,
        unit_price=price_at(item.price, item.price_breaks, line.quantity),
        list_price=item.price,
        price_breaks=item.price_breaks,
        tax_class=item.tax_class,
        price_id=item.price_id,
        feed_position=item.position,
        allotted=item.allotted,
    )
