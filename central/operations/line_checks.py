"""What central checks again in the lines of a sale: each is its price, less what came off it."""

from central.operations.quarantine import QuarantineError
from domain.cart_line import full_price
from domain.discount import Discount, spread
from domain.discounts_together import OwnOff, off_the_whole
from domain.money import Money
from sync.protocol.bodies import SaleCompleted, SaleLineBody
from sync.protocol.cart_bodies import CartLineBody, CartParked
from sync.protocol.line_bodies import DiscountBody
from sync.protocol.line_terms import discount_of


def check_lines(sale: SaleCompleted) -> None:
    """Raise QuarantineError unless every line, its discounts and the total agree."""
    for line in sale.lines:
        _check_line(line, sale.currency)
    _check_whole(sale)
    _require(
        sum(line.gross_minor for line in sale.lines) == sale.total_minor,
        f"The lines do not add up to the total of {sale.total_minor}.",
    )


def parked_total(cart: CartParked) -> Money:
    """Return what a parked cart costs, less its discounts. Raises QuarantineError for bad ones."""
    currency = cart.currency
    gross = Money.zero(currency)
    own = []
    for line in cart.lines:
        full = _full(line, currency)
        off = _off(line.discount, full, f"line {line.line_no}")
        gross += full - off
        if line.discount is not None:
            own.append(OwnOff(full, off, line.discount.cap))
    if cart.discount is None:
        return gross
    return gross - off_the_whole(_discount(cart.discount, currency, "the parked sale"), gross, own)


def _full(line: SaleLineBody | CartLineBody, currency: str) -> Money:
    price = Money(line.unit_minor, currency)
    return full_price(price, line.quantity, line.sold_by or "each", line.weight_grams)


def _check_line(line: SaleLineBody, currency: str) -> None:
    full = _full(line, currency)
    _require(
        (line.sold_by is None) == (line.weight_grams is None),
        f"Line {line.line_no} has a weight and is not sold by it, or the other way round.",
    )
    off = _off(line.discount, full, f"line {line.line_no}")
    _require(
        off.amount_minor == (line.discount_minor or 0),
        f"The discount of line {line.line_no} is not what it says.",
    )
    paid_minor = full.amount_minor - off.amount_minor - (line.cart_discount_minor or 0)
    _require(
        line.gross_minor == paid_minor,
        f"Line {line.line_no} is not its price times its quantity, less its discounts.",
    )


def _check_whole(sale: SaleCompleted) -> None:
    """The discount of the whole sale, spread over its lines as ``domain.pricing`` does.

    One that is more than the caps allow together adds up as well: it is booked, and a case of
    ``central.pricing.discount_caps``.
    """
    grosses = tuple(
        Money(line.gross_minor + (line.cart_discount_minor or 0), sale.currency)
        for line in sale.lines
    )
    told = [line.cart_discount_minor or 0 for line in sale.lines]
    _require(
        any(
            [part.amount_minor for part in spread(off, grosses)] == told
            for off in _offs(sale, Money.total_of(grosses, sale.currency))
        ),
        "The discount of the sale is not spread over its lines.",
    )


def _offs(sale: SaleCompleted, gross: Money) -> tuple[Money, ...]:
    """What may come off the whole: what its discount says, or less by the caps of its lines."""
    if sale.discount is None:
        return (Money.zero(sale.currency),)
    whole = _discount(sale.discount, sale.currency, "the sale")
    return whole.off(gross), off_the_whole(whole, gross, own_offs(sale))


def own_offs(sale: SaleCompleted) -> tuple[OwnOff, ...]:
    """Return the lines of a sale that have a discount of their own."""
    return tuple(
        OwnOff(
            _full(line, sale.currency),
            Money(line.discount_minor or 0, sale.currency),
            line.discount.cap,
        )
        for line in sale.lines
        if line.discount is not None
    )


def _off(told: DiscountBody | None, gross: Money, of_what: str) -> Money:
    if told is None:
        return Money.zero(gross.currency)
    return _discount(told, gross.currency, of_what).off(gross)


def _discount(told: DiscountBody, currency: str, of_what: str) -> Discount:
    try:
        discount = discount_of(told, currency)
    except ValueError as error:
        raise QuarantineError("It does not add up", f"The discount of {of_what}: {error}.") from (
            error
        )
    assert discount is not None
    return discount


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise QuarantineError("It does not add up", sentence)
