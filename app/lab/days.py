"""When people shop: how many sales a day of the week has, and at which times of the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

SALES_A_DAY = 500
"""A busy store, as the design counts (section 6): decides over how many days sales are spread."""

_OPENS_H = 8
_HOUR_WEIGHTS = (4, 7, 9, 10, 8, 9, 10, 10, 9, 5)
"""From eight to six: a slow start, a lull at noon, and the busiest hours after lunch."""
_WEEKDAY_WEIGHTS = (10, 9, 9, 10, 14, 16, 0)
"""Monday to Sunday: wages are paid on Fridays, barrels are packed on Saturdays, Sunday rests."""
_HOUR_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class LabDay:
    """One business day: its date at the store and how many sales it has."""

    on: date
    sale_count: int


def plan_days(count: int, day_count: int | None, first: date) -> tuple[LabDay, ...]:
    """Spread ``count`` sales over business days from ``first`` on, by the weight of each weekday.

    The counts add up exactly. Raises ValueError for less than one sale or one day.
    """
    wanted = -(-count // SALES_A_DAY) if day_count is None else day_count
    if count < 1 or wanted < 1:
        raise ValueError("a rehearsal has at least one sale and one day")
    dates: list[date] = []
    day = first
    while len(dates) < wanted:
        if _WEEKDAY_WEIGHTS[day.weekday()]:
            dates.append(day)
        day += timedelta(days=1)
    total = sum(_WEEKDAY_WEIGHTS[day.weekday()] for day in dates)
    planned, weight = [], 0
    for day in dates:
        before = count * weight // total
        weight += _WEEKDAY_WEIGHTS[day.weekday()]
        planned.append(LabDay(on=day, sale_count=count * weight // total - before))
    return tuple(planned)


def opening_time(on: date, zone: str) -> datetime:
    """Return when the store opens on a date, in UTC."""
    local = datetime.combine(on, time(_OPENS_H), ZoneInfo(zone))
    return local.astimezone(UTC)


def sale_times(day: LabDay, zone: str, random: Random) -> Iterator[datetime]:
    """Yield the moments of a day's sales, ascending, in UTC."""
    opens_at = opening_time(day.on, zone)
    hours = random.choices(range(len(_HOUR_WEIGHTS)), _HOUR_WEIGHTS, k=day.sale_count)
    offsets = sorted(hour * _HOUR_S * 1000 + random.randrange(_HOUR_S * 1000) for hour in hours)
    for offset_ms in offsets:
        yield opens_at + timedelta(milliseconds=offset_ms)
