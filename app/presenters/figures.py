"""Amounts as the language in force writes them: ``12,400.50`` or ``12.400,50``.

The currency's sign is always ours (`G$`, `US$`): locale data prints a bare `$` for each of them.
What a person types is read strictly: thousands are divided in threes and cents have at most two
figures, so that ``1.500`` of one language is refused by the other and never read as 1.5.
"""

from app.presenters.locale_in_force import read, shown
from app.presenters.words import say
from domain import money_text
from domain.money import Money


def format_amount(money: Money, *, cents: money_text.Cents = "auto") -> str:
    """The figure without its currency, for columns that name it once."""
    return shown(money_text.format_amount(money, cents=cents))


def format_money(money: Money, *, cents: money_text.Cents = "auto") -> str:
    """The amount with its currency, named by our own signs."""
    return shown(money_text.format_money(money, cents=cents))


def parse_money(text: str, currency: str) -> Money:
    """Read an amount as typed in the language in force; never negative.

    Raises BadInput with what to type instead, and ValueError for an unknown currency.
    """
    return money_text.parse_money(read(text), currency)


def currency_prefix(currency: str) -> str:
    """What stands before an amount and above a column; the same in every language."""
    return money_text.currency_prefix(currency)


def currency_name(currency: str) -> str:
    """The currency in words. Raises ValueError for an unknown one."""
    names = {
        "GYD": say("Guyana dollars"),
        "USD": say("US dollars"),
        "TTD": say("Trinidad and Tobago dollars"),
        "JMD": say("Jamaica dollars"),
        "BBD": say("Barbados dollars"),
        "XCD": say("East Caribbean dollars"),
        "SRD": say("Suriname dollars"),
        "XCG": say("Caribbean guilders"),
    }
    return names.get(currency) or money_text.currency_name(currency)
