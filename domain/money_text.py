"""Money as people read and type it. The currency is always named: a bare $ means seven of them.

Prefixes come from an own table, because locale data prints a bare `$` for each local currency.
Guyana has no cent coins, so GYD shows cents only where there are some.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from domain.errors import BadInput
from domain.money import Money, minor_digits
from domain.sentence import told

Cents = Literal["auto", "always"]

MINUS = "\N{MINUS SIGN}"
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "GYD": "G$",
        "USD": "US$",
        "TTD": "TT$",
        "JMD": "J$",
        "BBD": "Bds$",
        "XCD": "EC$",
        "SRD": "SRD ",
        "XCG": "Cg ",
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "GYD": told("Guyana dollars"),
        "USD": told("US dollars"),
        "TTD": told("Trinidad and Tobago dollars"),
        "JMD": told("Jamaica dollars"),
        "BBD": told("Barbados dollars"),
        "XCD": told("East Caribbean dollars"),
        "SRD": told("Suriname dollars"),
        "XCG": told("Caribbean guilders"),
    }
)
_WITHOUT_CENT_COINS = frozenset({"GYD"})
_TYPED = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]*))?")
_LONGEST_WHOLE = 9
_LONGEST_TYPED = 40


def currency_prefix(currency: str) -> str:
    """What stands before an amount and above a column: `G$`, `US$`, `SRD`."""
    minor_digits(currency)
    return _PREFIXES[currency].strip()


def currency_name(currency: str) -> str:
    """The currency in words: `Guyana dollars`."""
    minor_digits(currency)
    return _NAMES[currency]


def format_amount(money: Money, *, cents: Cents = "auto") -> str:
    """The figure without its currency, for columns that name it once: `12,400`, `59.33`."""
    digits = minor_digits(money.currency)
    whole, part = divmod(abs(money.amount_minor), 10**digits)
    hidden = cents == "auto" and part == 0 and money.currency in _WITHOUT_CENT_COINS
    figure = f"{whole:,}" if hidden else f"{whole:,}.{part:0{digits}d}"
    return MINUS + figure if money.is_negative else figure


def format_money(money: Money, *, cents: Cents = "auto") -> str:
    """The amount with its currency: `G$12,400`, `G$12,400.50`, `US$59.33`, U+2212 before `G$840`.

    With `cents="auto"` a currency without cent coins (GYD) shows cents only if there are some;
    `"always"` shows them in any case.
    """
    figure = format_amount(abs_money(money), cents=cents)
    return (MINUS if money.is_negative else "") + _PREFIXES[money.currency] + figure


def abs_money(money: Money) -> Money:
    """The size of an amount, for texts that say the direction in words (`SHORT G$80`)."""
    return -money if money.is_negative else money


def parse_money(text: str, currency: str) -> Money:
    """Read an amount as typed: `1,500`, `1500.50`, `G$ 1,500`, `GYD 1500`; never negative.

    A bare `$` or another currency's sign is refused, because it may mean other money.

    Raises:
        BadInput: with what to type instead.
        ValueError: for an unknown currency.
    """
    digits = minor_digits(currency)
    found = _TYPED.fullmatch(_without_own_sign(text[: _LONGEST_TYPED + 1].strip(), currency))
    if found is None or len(text) > _LONGEST_TYPED:
        raise _not_an_amount(currency)
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    if len(part) > digits:
        raise BadInput(
            "Check the amount",
            told(
                "An amount has at most {digits} digits after the point. Nothing is lost."
                " Type it again.",
                digits=digits,
            ),
        )
    if len(whole.lstrip("0")) > _LONGEST_WHOLE:
        raise BadInput(
            "Check the amount",
            told(
                "That is more than {most} {currency}. Nothing is lost. Type a smaller amount.",
                most=f"{10**_LONGEST_WHOLE - 1:,}",
                currency=told(_NAMES[currency]),
            ),
        )
    return Money(int(whole) * 10**digits + int(part.ljust(digits, "0")), currency)


def _without_own_sign(text: str, currency: str) -> str:
    folded = text.upper()
    for sign in (currency, _PREFIXES[currency].strip().upper()):
        if folded.startswith(sign):
            return text[len(sign) :].strip()
        if folded.endswith(sign):
            return text[: -len(sign)].strip()
    return text


def _not_an_amount(currency: str) -> BadInput:
    return BadInput(
        "Check the amount",
        told(
            "This field takes {currency}, as in 1,500 or 1500.50. Nothing is lost."
            " Type the figures again, without another sign.",
            currency=told(_NAMES[currency]),
        ),
    )
