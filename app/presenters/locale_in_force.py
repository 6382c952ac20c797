"""The locale in force, for dates and figures on screens: whoever installs a translation sets it.

Papers and files never follow it: a receipt is the store's and reads the same whoever sold.
"""

from babel import Locale

ENGLISH = Locale("en", "GY")
_ENGLISH_GROUP, _ENGLISH_POINT = ",", "."
_FIGURES = "latn"


class _InForce:
    """Holds it; English of Guyana until ``use_locale`` is called."""

    locale: Locale = ENGLISH


def use_locale(code: str) -> None:
    """Put a locale in force, as in ``nl_SR``. Raises babel's UnknownLocaleError for no locale."""
    _InForce.locale = Locale.parse(code)


def locale_in_force() -> Locale:
    """The locale that dates and figures of screens follow now."""
    return _InForce.locale


def is_english() -> bool:
    """Whether the program's own English forms are right as they are."""
    return bool(_InForce.locale.language == ENGLISH.language)


def group_sign() -> str:
    """What divides thousands."""
    return _sign("group", _ENGLISH_GROUP)


def decimal_sign() -> str:
    """What stands before the cents."""
    return _sign("decimal", _ENGLISH_POINT)


def whole(number: int) -> str:
    """``1,204``: a count."""
    return shown(f"{number:,}")


def shown(english: str) -> str:
    """A figure that was written in English, with the signs of the locale in force."""
    return _swapped(english, (_ENGLISH_GROUP, group_sign()), (_ENGLISH_POINT, decimal_sign()))


def read(typed: str) -> str:
    """A figure that was typed in the locale in force, with English signs."""
    return _swapped(typed, (group_sign(), _ENGLISH_GROUP), (decimal_sign(), _ENGLISH_POINT))


def _sign(name: str, english: str) -> str:
    if is_english():
        return english
    symbols = _InForce.locale.number_symbols[_FIGURES]
    return str(symbols[name])


def _swapped(text: str, *pairs: tuple[str, str]) -> str:
    """Replace each sign by its partner in one go, so that two swapped signs do not meet."""
    return text.translate({ord(old): new for old, new in pairs})
