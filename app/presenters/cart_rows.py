"""The cart as it stands on the right of the sale."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.presenters import line_words, scarce_words, ship_words, words
from app.presenters.figures import currency_name, format_money
from app.presenters.when import clock_text, short_day
from domain.cart_line import CartLine
from domain.fx import Rate
from domain.holding import Standing
from domain.money import Money
from domain.pricing import PricedCart, PricedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CartRow:
    """One line. A shipment is one of its kind: its quantity can't be changed, only removed.

    ``left_text`` says how much is left of what is scarce, and is empty for everything else;
    ``is_short`` says that it does not suffice for this sale. Of what ``is_weighed`` the weight is
    changed, in the place of the quantity.
    """

    line_no: int
    quantity: int
    is_shipment: bool
    name: str
    detail: str
    amount_text: str
    spoken: str
    left_text: str = ""
    is_short: bool = False
    is_weighed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CartState:
    """The cart, its selected row (-1: none) and its totals in words."""

    rows: tuple[CartRow, ...] = ()
    selected: int = -1
    heading: str = ""
    lines_text: str = ""
    items_text: str = ""
    subtotal_text: str = ""
    discount_label: str = ""
    discount_text: str = ""
    vat_label: str = ""
    vat_text: str = ""
    dollars_label: str = ""
    dollars_text: str = ""
    total_text: str = ""
    currency_name: str = ""
    empty_text: str = ""
    can_pay: bool = False
    can_change_quantity: bool = False


def cart_state(
    cart: PricedCart,
    selected_line_no: int | None,
    zone: str,
    last_sale: str = "",
    *,
    left: Mapping[int, Standing] | None = None,
    rate: Rate | None = None,
) -> CartState:
    """Put the cart into words; the selected line may be gone, then none is selected.

    ``last_sale`` stands in an empty cart, for the customer who comes back about the change;
    ``left`` says by line number how much is left of what is scarce. ``rate`` is what the total is
    told in US dollars by.
    """
    known = left or {}
    rows = tuple(_cart_row(line, zone, known.get(line.line.line_no)) for line in cart.lines)
    selected = next((i for i, row in enumerate(rows) if row.line_no == selected_line_no), -1)
    total = cart.total
    count = sum(row.quantity for row in rows)
    return CartState(
        rows=rows,
        selected=selected,
        heading=words.this_sale(),
        lines_text=words.lines(len(rows)) if rows else "",
        items_text=words.subtotal(count) if rows else "",
        subtotal_text=format_money(cart.full) if rows else "",
        discount_label="" if cart.off.is_zero else line_words.discount_label(),
        discount_text="" if cart.off.is_zero else format_money(-cart.off),
        vat_label=_vat_label(cart) if rows else "",
        vat_text=format_money(cart.vat_total) if rows else "",
        total_text=format_money(total),
        dollars_label=_dollars_label(total, rate, zone),
        dollars_text=_dollars_text(total, rate),
        currency_name=currency_name(total.currency),
        empty_text="" if rows else "\n".join(filter(None, (words.cart_empty(), last_sale))),
        can_pay=bool(rows),
        can_change_quantity=selected >= 0 and not rows[selected].is_shipment,
    )


def changed_line_no(before: PricedCart | None, after: PricedCart) -> int | None:
    """The line a write added or made larger: it becomes the selected one."""
    known = {} if before is None else {each.line.line_no: each.line for each in before.lines}
    for line in (each.line for each in reversed(after.lines)):
        if line.line_no not in known or line.quantity > known[line.line_no].quantity:
            return line.line_no
    return None


def _cart_row(priced: PricedLine, zone: str, left: Standing | None) -> CartRow:
    line = priced.line
    amount_text = format_money(line.gross)
    is_shipment = line.kind == "shipment"
    detail = _shipment_detail(line, zone) if is_shipment else _item_detail(line)
    left_text = "" if left is None else scarce_words.left_text(left, zone)
    quantity = words.quantity_spoken(line.quantity)
    return CartRow(
        line_no=line.line_no,
        quantity=line.quantity,
        is_shipment=is_shipment,
        is_weighed=line.weight_grams is not None,
        name=line.name,
        detail=detail,
        amount_text=amount_text,
        spoken=words.listed(line.name, quantity, amount_text, left_text),
        left_text=left_text,
        is_short=left is not None and left.left < line.quantity,
    )


def _item_detail(line: CartLine) -> str:
    price = format_money(line.unit_price)
    each = words.times(line.quantity, words.free() if _is_free(line.unit_price) else price)
    if line.weight_grams is not None:
        each = line_words.grams(line.weight_grams, price, line.sold_by)
        if line.weight_source == "manual":
            each = words.beside(each, line_words.typed_weight())
    if line.price_source == "typed":
        each = words.typed_price(each)
    return words.beside(each, *_more(line))


def _more(line: CartLine) -> list[str]:
    """What a plain line does not have, each in a few words."""
    told: list[str] = []
    if line.sample_reason not in {None, "sample_item"}:
        told.append(line_words.given_free(str(line.sample_reason)))
    if line.foreign is not None:
        rate = format_money(line.foreign.rate.unit)
        told.append(line_words.converted(format_money(line.foreign.price), rate))
    if line.discount is not None:
        told.append(line_words.discount_note(format_money(line.off)))
    if line.parts:
        told.append(line_words.parts(words.listed(*line.parts)))
    return [*told, line.note] if line.note else told


def _dollars_label(total: Money, rate: Rate | None, zone: str) -> str:
    """By what the total is told in US dollars; what is paid in them is reckoned at payment."""
    if not _dollars_text(total, rate) or rate is None:
        return ""
    return line_words.in_dollars(format_money(rate.unit), short_day(rate.at, zone))


def _dollars_text(total: Money, rate: Rate | None) -> str:
    if rate is None or rate.quote != total.currency or total.is_zero:
        return ""
    return format_money(rate.convert_back(total))


def _is_free(price: Money) -> bool:
    return price.is_zero


def _shipment_detail(line: CartLine, zone: str) -> str:
    """``To Lethem · quote good to Sun 22 Nov 14:20``: the counter may see the place."""
    village = line.shipment.consignee.village if line.shipment is not None else ""
    place = ship_words.to_place(village) if village else ""
    until = line.quoted_until
    good = words.quote_good_to(clock_text(until, zone)) if until is not None else ""
    return words.beside(place, good)


def _vat_label(priced: PricedCart) -> str:
    rates = {each.basis_points for each in priced.vat_by_class if each.basis_points > 0}
    return words.vat_included(rates.pop()) if len(rates) == 1 else words.vat_included_mixed()
