"""Column types of the till's tables that SQLAlchemy does not bring."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcAt(sa.TypeDecorator[datetime]):
    """An aware datetime in UTC, kept as ISO text of one width, so that text order is time order."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else datetime.fromisoformat(value)


def utc_text(at: datetime) -> str:
    """Return a time as the database writes it. Raises ValueError for a naive one."""
    if at.utcoffset() is None:
        raise ValueError("a time in the database must be aware")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
