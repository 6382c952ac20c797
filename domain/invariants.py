"""Checks that a value object makes of itself: a failure here is a bug of ours, not a typing error.

They raise TypeError or ValueError on purpose: no cashier can do anything about them, so they go
to the crash report and not to the screen.
"""

from datetime import datetime, timedelta

INT64_MAX = 2**63 - 1
"""The largest whole number that SQLite and PostgreSQL keep; nothing counted here may pass it."""


def require_int(value: object, name: str, *, low: int = -INT64_MAX, high: int = INT64_MAX) -> int:
    """Require a true whole number within `low..high`, and return it.

    Raises:
        TypeError: for anything else, a float and a bool included.
        ValueError: outside the bounds.
    """
    if type(value) is not int:
        raise TypeError(f"{name} must be a whole number (int), not {type(value).__name__}")
    if not low <= value <= high:
        raise ValueError(f"{name} must be within {low}..{high}, not {value}")
    return value


def require_text(value: object, name: str, *, longest: int = 200) -> str:
    """Require a text, not blank and not longer than `longest` characters, and return it.

    Raises:
        TypeError: not a text.
        ValueError: blank or too long.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    if not value.strip() or len(value) > longest:
        raise ValueError(f"{name} must be 1 to {longest} characters")
    return value


def require_utc(value: object, name: str) -> None:
    """Require an aware datetime in UTC, as everything named *_at is.

    Raises:
        TypeError: not a datetime.
        ValueError: naive, or in another zone.
    """
    if not isinstance(value, datetime):
        raise TypeError(f"{name} must be a datetime, not {type(value).__name__}")
    if value.utcoffset() != timedelta(0):
        raise ValueError(f"{name} must be an aware datetime in UTC")
