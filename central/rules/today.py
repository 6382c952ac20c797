"""Which day it is for an organisation's rules."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from central.tables import store


def today_of(connection: sa.Connection, organisation_id: str, now: datetime) -> date:
    """Return the earliest date that any store of an organisation has now.

    A rule that begins on it is in force everywhere at once.
    """
    zones = sa.select(store.c.zone).where(store.c.organisation_id == organisation_id).distinct()
    days = [now.astimezone(ZoneInfo(zone)).date() for zone in connection.scalars(zones)]
    return min(days, default=now.astimezone(UTC).date())
