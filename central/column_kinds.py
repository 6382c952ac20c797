"""The kinds of columns that central's tables are made of."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on databases with and without time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def key(name: str) -> sa.Column[Any]:
    """A text that is part of the primary key."""
    return sa.Column(name, sa.Text, primary_key=True)


def number_key(name: str) -> sa.Column[Any]:
    """A number that is part of the primary key, given by us."""
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def text(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A text."""
    return sa.Column(name, sa.Text, nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A whole number of 64 bits."""
    return sa.Column(name, sa.BigInteger, nullable=null)


def blob(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Bytes."""
    return sa.Column(name, sa.LargeBinary, nullable=null)


def time(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A time, in UTC."""
    return sa.Column(name, UtcDateTime, nullable=null)


def day(name: str) -> sa.Column[Any]:
    """A date, as on a calendar in the store."""
    return sa.Column(name, sa.Date, nullable=False)
