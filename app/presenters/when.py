"""Times and days as people at a counter read them, in the store's zone and their language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from app.presenters.locale_in_force import is_english, locale_in_force
from app.presenters.words import say

_DAY_AND_MONTH = "EEE d MMM"
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def time_text(at: datetime, zone: str) -> str:
    """``08:02``: an aware UTC time as the store's wall clock shows it."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def clock_text(at: datetime, zone: str) -> str:
    """``Sat 21 Nov 14:26``."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_day_and_month(local.date())} {local:%H:%M}"


def short_day(at: datetime, zone: str) -> str:
    """``21 Nov``: the day of an aware UTC time in the store."""
    day = at.astimezone(ZoneInfo(zone)).date()
    if not is_english():
        return str(format_date(day, "d MMM", locale=locale_in_force()))
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


def date_text(day: date) -> str:
    """``Sat 21 Nov 2026``."""
    return f"{_day_and_month(day)} {day.year}"


def wait_text(seconds: int) -> str:
    """A wait as a person counts it: ``28 s``, ``1 min 30 s``, ``15 minutes``."""
    minutes, rest = divmod(max(seconds, 0), 60)
    if minutes == 0:
        return say("{seconds} s", seconds=rest)
    if rest:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return say("1 minute") if minutes == 1 else say("{number} minutes", number=minutes)


def _day_and_month(day: date) -> str:
    if not is_english():
        return str(format_date(day, _DAY_AND_MONTH, locale=locale_in_force()))
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
