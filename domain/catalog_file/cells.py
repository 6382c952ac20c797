"""Single cells: text, money, measures.

Decimals all the way; no amount or measure is ever a float.
"""

import re
from decimal import Decimal, InvalidOperation

from domain.csv_cell import plain_cell
from domain.errors import BadInput
from domain.money import Money, minor_digits
from domain.money_text import parse_money
from domain.sentence import Sentence, told

_GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1_000),
    "lb": Decimal("453.59237"),
    "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
_MILLIMETRES = {"mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4")}
_MEASURE_MAX = Decimal(100_000_000)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER_LENGTH_MAX = 40
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_EXPONENT_MAX = 40
_AMOUNT_MAX = Decimal(10) ** 9


class CellError(ValueError):
    """A cell that cannot be read; ``why`` says it, in words that follow the row's line."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(why)
        self.why = why


def clean_text(cell: object) -> str:
    """Return a cell as one line of text: blanks collapsed, control characters gone.

    An apostrophe that an export put before what looks like a formula is gone too.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        raise CellError(told("a text is neither text nor a number"))
    if isinstance(cell, Decimal) and not _is_bounded(cell):
        raise CellError(told("a number is out of all bounds"))
    text = _CONTROL.sub(" ", plain_cell(plain_text(cell)))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CellError(told("a text holds half a character")) from error
    return " ".join(text.split())


def _is_bounded(number: Decimal) -> bool:
    """Tell whether a number may be written out: a short exponent can mean a million digits."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return number.adjusted() <= _EXPONENT_MAX and exponent >= -_EXPONENT_MAX


def plain_text(cell: str | int | Decimal) -> str:
    """Return a number as it would be typed, and text as it is."""
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def require_currency_of(cell: object, currency: str) -> None:
    """Raise CellError unless a row's currency, where it names one, is the one it is read in."""
    named = clean_text(cell).upper()
    if named not in ("", currency):
        raise CellError(
            told(
                "its price is in '{named}', not in {currency}",
                named=named[:_NUMBER_LENGTH_MAX],
                currency=currency,
            )
        )


def read_price(cell: object, currency: str) -> Money | None:
    """Return a price, None for an empty cell. Raises CellError."""
    text = clean_text(cell)
    if not text:
        return None
    if isinstance(cell, Decimal):
        return _money(cell, currency)
    try:
        return parse_money(text.removeprefix("$").strip(), currency)
    except BadInput as error:
        raise _no_price(text, currency) from error


def read_grams(cell: object, unit: str | None) -> int | None:
    """Return a weight in grams, None for an empty or zero cell.

    Without a unit in the column's name the cell must carry one (``1.2 kg``). Raises CellError.
    """
    return _measure(cell, unit, _GRAMS, told("weight"))


def read_millimetres(cell: object, unit: str | None) -> int | None:
    """Return a side in millimetres, None for an empty or zero cell. Raises CellError."""
    return _measure(cell, unit, _MILLIMETRES, told("size"))


def read_whole(cell: object, most: int) -> int:
    """Return a whole number from 0 to ``most``; an empty cell is 0. Raises CellError."""
    text = clean_text(cell)
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= _NUMBER_LENGTH_MAX and int(text) <= most:
        return int(text)
    raise CellError(
        told(
            "'{text}' is no whole number from 0 to {most}",
            text=text[:_NUMBER_LENGTH_MAX],
            most=most,
        )
    )


def _no_price(text: str, currency: str) -> CellError:
    price = text[:_NUMBER_LENGTH_MAX]
    return CellError(told("the price '{price}' is no {currency}", price=price, currency=currency))


def _money(value: Decimal, currency: str) -> Money:
    scaled = value * 10 ** minor_digits(currency) if abs(value) < _AMOUNT_MAX else Decimal("NaN")
    if scaled.is_nan() or scaled < 0 or scaled != scaled.to_integral_value():
        raise _no_price(plain_text(value), currency)
    return Money(int(scaled), currency)


def _measure(
    cell: object, unit: str | None, units: dict[str, Decimal], what: Sentence
) -> int | None:
    text = clean_text(cell).lower()
    if not text:
        return None
    shown = text[:_NUMBER_LENGTH_MAX]
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz.").strip()
    named = text[len(number) :].strip(" .") or unit
    if named not in units:
        raise CellError(told("the {what} '{text}' has no unit", what=what, text=shown))
    if "," in number and _GROUPED.fullmatch(number) is None:
        raise CellError(
            told("the {what} '{text}' has a comma that groups nothing", what=what, text=shown)
        )
    try:
        value = Decimal(number.replace(",", "")) if len(number) <= _NUMBER_LENGTH_MAX else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or value < 0 or value > _MEASURE_MAX:
        raise CellError(told("the {what} '{text}' is no number", what=what, text=shown))
    exact = value * units[named]
    return int(exact.to_integral_value("ROUND_HALF_UP")) or None
