"""Goods of a receipt that this till did not sell, named one by one: what they would be worth.

Nothing is known here of the sale's lines. The goods are named from this till's own catalog, at its
prices, with the VAT in force on the day of the sale; the receipt's total bounds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.money import Money, round_to_step
from domain.money_text import format_money
from domain.pricing import vat_inside
from domain.refund import Returned, ReturnedLine, SoldLine, summed
from domain.sentence import told


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedGoods:
    """Some units of one item: `unit_price` includes VAT at `vat_basis_points`."""

    item_id: str
    name: str
    quantity: int
    unit_price: Money
    tax_class: str
    vat_basis_points: int


def named_goods(goods: Sequence[NamedGoods]) -> Returned:
    """Add up goods that were named; lines are numbered as they were named. There is at least one.

    Raises:
        RuleBroken: code "nothing_chosen".
    """
    if not goods:
        raise RuleBroken(
            "Nothing is chosen",
            "Scan what comes back. Nothing was given back and nothing is lost.",
            "nothing_chosen",
        )
    return summed([_line(number, each) for number, each in enumerate(goods, start=1)])


def _line(line_no: int, goods: NamedGoods) -> ReturnedLine:
    gross = goods.unit_price * goods.quantity
    vat = vat_inside(gross, goods.vat_basis_points)
    sold = SoldLine(
        line_no=line_no,
        kind="item",
        item_id=goods.item_id,
        name=goods.name,
        quantity=goods.quantity,
        gross=gross,
        vat=vat,
        tax_class=goods.tax_class,
        vat_basis_points=goods.vat_basis_points,
    )
    return ReturnedLine(sold=sold, quantity=goods.quantity, gross=gross, vat=vat)


def money_back_elsewhere(
    returned: Returned, paid: Money, before: Money, step_minor: int = 1
) -> Money:
    """What the customer gets: never more than the receipt's total less what was given `before`.

    Raises:
        RuleBroken: code "more_than_sold".
    """
    left = paid - before
    if returned.total > left:
        raise RuleBroken(
            "More than the receipt comes to",
            told(
                "These goods are worth {total}, and {left} is left of that receipt here. Nothing"
                " was given back and nothing is lost. Take goods out.",
                total=format_money(returned.total),
                left=format_money(left),
            ),
            "more_than_sold",
        )
    rounded_minor = round_to_step(returned.total.amount_minor, step_minor)
    most_minor = left.amount_minor - left.amount_minor % step_minor
    return Money(min(rounded_minor, most_minor), paid.currency)
