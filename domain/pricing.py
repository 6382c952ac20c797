"""Prices include VAT (Guyana VAT Act s.90, GRA Policy 13); the VAT inside is found per class.

VAT inside an inclusive sum is gross x rate / (1 + rate): 14/114 at 14 % (GRA's VAT fraction). It
is rounded once, on the sum of each tax class, and then allocated to the lines, so that lines,
classes and total always agree to the cent. A discount lowers the price, and the VAT follows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.discount import spread
from domain.invariants import require_int
from domain.money import BASIS_POINTS, Money, divide_rounded
from domain.rules import RuleBook


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A cart line with the VAT inside it: `gross` is paid, `vat` is part of it, `net` the rest.

    `cart_off` is the line's part of a discount of the whole cart.
    """

    line: CartLine
    gross: Money
    vat: Money
    net: Money
    vat_basis_points: int
    cart_off: Money

    def __post_init__(self) -> None:
        require_int(self.vat_basis_points, "vat_basis_points", low=0)
        require_int(self.cart_off.amount_minor, "cart_off", low=0)
        paid = self.line.gross - self.cart_off
        if self.vat + self.net != self.gross or self.gross != paid or paid.is_negative:
            raise ValueError("net and VAT must sum to the gross of the line")

    @property
    def off(self) -> Money:
        """All that came off the line: its own discount, and its part of the cart's."""
        return self.line.off + self.cart_off


@dataclass(frozen=True, slots=True, kw_only=True)
class VatSum:
    """One tax class on a receipt: its rate, the inclusive sum and the VAT inside it."""

    tax_class: str
    basis_points: int
    gross: Money
    vat: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedCart:
    """A cart with its sums; `cart_id` and `version` say of which cart.

    Raises:
        ValueError: when lines, classes and totals do not agree to the minor unit.
    """

    cart_id: str
    version: int
    lines: tuple[PricedLine, ...]
    total: Money
    vat_total: Money
    vat_by_class: tuple[VatSum, ...]

    def __post_init__(self) -> None:
        require_sums(self.lines, self.vat_by_class, self.total, self.vat_total)

    @property
    def full(self) -> Money:
        """What the lines would cost without any discount."""
        return Money.total_of((line.line.full for line in self.lines), self.total.currency)

    @property
    def off(self) -> Money:
        """All discounts together."""
        return self.full - self.total


def require_sums(
    lines: tuple[PricedLine, ...],
    vat_by_class: tuple[VatSum, ...],
    total: Money,
    vat_total: Money,
) -> None:
    """Require that lines and classes add up to the totals, and each class to its lines.

    Raises:
        ValueError: with the sum that is wrong.
    """
    currency = total.currency
    if Money.total_of((line.gross for line in lines), currency) != total:
        raise ValueError("the lines must sum to the total")
    if Money.total_of((part.vat for part in vat_by_class), currency) != vat_total:
        raise ValueError("the VAT by class must sum to the VAT total")
    if len({part.tax_class for part in vat_by_class}) != len(vat_by_class):
        raise ValueError("a tax class stands twice")
    for part in vat_by_class:
        mine = [line for line in lines if line.line.tax_class == part.tax_class]
        if (
            Money.total_of((line.gross for line in mine), currency) != part.gross
            or Money.total_of((line.vat for line in mine), currency) != part.vat
        ):
            raise ValueError(f"the lines of tax class {part.tax_class} must sum to it")
    if Money.total_of((line.vat for line in lines), currency) != vat_total:
        raise ValueError("the VAT of the lines must sum to the VAT total")


def vat_inside(gross: Money, basis_points: int) -> Money:
    """The VAT contained in an inclusive amount, to the nearest minor unit, half up in size."""
    require_int(basis_points, "basis_points", low=0)
    inside_minor = divide_rounded(gross.amount_minor * basis_points, BASIS_POINTS + basis_points)
    return Money(inside_minor, gross.currency)


def price_cart(cart: Cart, rules: RuleBook, on: date) -> PricedCart:
    """Add up a cart and find the VAT inside it; `on` is the business date the rates hold on.

    Raises:
        RuleBroken: code "no_rule" when a tax class has no rate on that date.
    """
    return _add_up(cart, lambda tax_class: rules.vat_basis_points(tax_class, on))


def add_up_without_vat(cart: Cart) -> PricedCart:
    """Add up a cart whose VAT cannot be found, to show its lines; never to be paid or printed.

    What is paid for each line is right, as prices include VAT; each VAT stands at zero.
    """
    return _add_up(cart, lambda _tax_class: 0)


def _paid(cart: Cart) -> dict[int, Money]:
    """What is paid for each line, by its number: a discount of the cart is spread over them."""
    grosses = {line.line_no: line.gross for line in cart.lines}
    if cart.discount is None or not grosses:
        return grosses
    parts = spread(cart.off, tuple(grosses.values()))
    return {
        number: gross - part for (number, gross), part in zip(grosses.items(), parts, strict=True)
    }


def _add_up(cart: Cart, basis_points_of: Callable[[str], int]) -> PricedCart:
    priced: dict[int, PricedLine] = {}
    paid = _paid(cart)
    sums: list[VatSum] = []
    for tax_class in dict.fromkeys(line.tax_class for line in cart.lines):
        lines = [line for line in cart.lines if line.tax_class == tax_class]
        basis_points = basis_points_of(tax_class)
        gross = Money.total_of((paid[line.line_no] for line in lines), cart.currency)
        vat = vat_inside(gross, basis_points)
        parts = vat.allocate([paid[line.line_no].amount_minor for line in lines])
        for line, part in zip(lines, parts, strict=True):
            priced[line.line_no] = PricedLine(
                line=line,
                gross=paid[line.line_no],
                vat=part,
                net=paid[line.line_no] - part,
                vat_basis_points=basis_points,
                cart_off=line.gross - paid[line.line_no],
            )
        sums.append(VatSum(tax_class=tax_class, basis_points=basis_points, gross=gross, vat=vat))
    return PricedCart(
        cart_id=cart.cart_id,
        version=cart.version,
        lines=tuple(priced[line.line_no] for line in cart.lines),
        total=Money.total_of((part.gross for part in sums), cart.currency),
        vat_total=Money.total_of((part.vat for part in sums), cart.currency),
        vat_by_class=tuple(sums),
    )
