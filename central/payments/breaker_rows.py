"""The rows of breakers: read, made, saved, and the rule that each goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.payments.provider_tables import provider_breaker
from central.rules.book import load_rule_book
from central.rules.today import today_of
from central.tables import organisation
from domain.breaker import Breaker, BreakerRule, read_breaker_rule

ORGANISATIONS_MAX = 1_000
_STATE = tuple(one.name for one in fields(Breaker))


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerRow:
    """A breaker, and what tills were told last of its provider."""

    state: Breaker
    told: str = ""


def find_breaker(connection: sa.Connection, provider: str, *, lock: bool = False) -> BreakerRow:
    """Return a provider's breaker; a new one where it was never called."""
    statement = sa.select(provider_breaker).where(provider_breaker.c.provider == provider)
    found = connection.execute(statement.with_for_update() if lock else statement).mappings()
    row = found.one_or_none()
    return BreakerRow(state=Breaker()) if row is None else _row({**row})


def open_breaker_row(writing: Writing, provider: str) -> BreakerRow:
    """Return a provider's breaker, locked; another process may be making it at this moment."""
    fresh = {"provider": provider, **_columns(Breaker()), "told": ""}
    writing.connection.execute(insert_unless_there(writing.connection, provider_breaker, fresh))
    return find_breaker(writing.connection, provider, lock=True)


def save_breaker(
    writing: Writing, provider: str, state: Breaker, *, told: str | None = None
) -> None:
    """Write a breaker's state down, and what tills were told of it where that is new."""
    values = _columns(state) | ({} if told is None else {"told": told})
    writing.connection.execute(
        sa.update(provider_breaker).where(provider_breaker.c.provider == provider).values(**values)
    )


def list_breakers(connection: sa.Connection) -> dict[str, Breaker]:
    """Return the state of every provider that was called or held."""
    rows = connection.execute(sa.select(provider_breaker).order_by("provider")).mappings()
    return {row["provider"]: _row({**row}).state for row in rows}


def breaker_rule(connection: sa.Connection, provider: str, now: datetime) -> BreakerRule:
    """Return when a provider's breaker opens: its own rule, the default one, or the usual.

    A breaker is central's, as its account is: the first organisation's rules are its.
    """
    first = list_organisations(connection)[:1]
    if not first:
        return BreakerRule()
    book = load_rule_book(connection, first[0])
    today = today_of(connection, first[0], now)
    for key in (provider, "default"):
        found = book.find(read_breaker_rule, ("breaker", key), today)
        if found is not None:
            return found
    return BreakerRule()


def resting_providers(connection: sa.Connection, now: datetime) -> frozenset[str]:
    """Return the providers that calls are kept away from now."""
    return frozenset(
        provider
        for provider, state in list_breakers(connection).items()
        if (state.open_until is not None or state.override != "auto")
        and state.is_open(now, breaker_rule(connection, provider, now))
    )


def list_organisations(connection: sa.Connection) -> list[str]:
    """Return the ids of the organisations, bounded."""
    statement = sa.select(organisation.c.organisation_id).order_by("organisation_id")
    return list(connection.scalars(statement.limit(ORGANISATIONS_MAX)))


def _row(row: Mapping[str, Any]) -> BreakerRow:
    return BreakerRow(state=Breaker(**{name: row[name] for name in _STATE}), told=row["told"])


def _columns(state: Breaker) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _STATE}
