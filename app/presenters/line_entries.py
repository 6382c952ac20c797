"""Numbers as somebody typed them for a line: a share, a sum, a weight."""

from decimal import Decimal, InvalidOperation

from app.presenters import line_words
from app.presenters.figures import parse_money
from domain.cart_line import Weighed
from domain.errors import BadInput
from domain.money import BASIS_POINTS, Money

_DIGITS_MAX = 9


def read_share(text: str) -> int:
    """Return a percentage in basis points: ``12.5`` is 1,250. Raises BadInput."""
    try:
        points = Decimal(text.strip().rstrip("%").replace(",", "").strip() or "x") * 100
    except InvalidOperation:
        points = Decimal(0)
    is_whole = points.is_finite() and points == points.to_integral_value()
    if not is_whole or not 1 <= points <= BASIS_POINTS:
        raise BadInput("", line_words.number_missing("share"))
    return int(points)


def read_sum(text: str, currency: str) -> Money:
    """Return an amount above zero. Raises BadInput."""
    amount = parse_money(text, currency) if text.strip() else Money.zero(currency)
    if amount.amount_minor <= 0:
        raise BadInput("", line_words.number_missing("sum"))
    return amount


def read_grams(text: str) -> Weighed:
    """Return a weight typed in whole grams, marked as typed. Raises BadInput."""
    typed = text.strip().replace(",", "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > _DIGITS_MAX:
        raise BadInput("", line_words.number_missing("weight"))
    return Weighed(weight_grams=int(typed), source="manual")
