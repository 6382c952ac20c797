"""Breakers, one for each provider: kept in the database, told to the tills, held by persons.

The rules are ``domain.breaker``'s. The state is a row, because whoever takes over the jobs' lease
must know it, and because a person holds a breaker from another process than the one that calls.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from central.allotments.books import insert_unless_there
from central.audit import Deed, record
from central.cases.office import OfficeCase, open_office_case
from central.database import Writing
from central.fx.publishing import today_of
from central.opening import Central
from central.payments.provider_tables import provider_breaker
from central.publication import change_text, new_change, organisation_feed
from central.rules.book import load_rule_book
from central.surroundings import Surroundings
from central.tables import organisation
from domain.breaker import OVERRIDE_H_MAX, Breaker, BreakerRule, Override, read_breaker_rule
from domain.errors import BadInput
from sync.protocol.payment_bodies import ProviderChanged

ORGANISATIONS_MAX = 1_000
_STATE = tuple(one.name for one in fields(Breaker))
_PERCENT = 100
_log = structlog.get_logger("central.payments")


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


def list_breakers(connection: sa.Connection) -> dict[str, Breaker]:
    """Return the state of every provider that was called or held."""
    rows = connection.execute(sa.select(provider_breaker).order_by("provider")).mappings()
    return {row["provider"]: _row({**row}).state for row in rows}


def breaker_rule(writing: Writing, provider: str) -> BreakerRule:
    """Return when a provider's breaker opens: its own rule, the default one, or the usual.

    A breaker is central's, as its account is: the first organisation's rules are its.
    """
    first = list_organisations(writing.connection)[:1]
    if not first:
        return BreakerRule()
    book = load_rule_book(writing.connection, first[0])
    today = today_of(writing.connection, first[0], writing.at)
    for key in (provider, "default"):
        found = book.find(read_breaker_rule, ("breaker", key), today)
        if found is not None:
            return found
    return BreakerRule()


def list_organisations(connection: sa.Connection) -> list[str]:
    """Return the ids of the organisations, bounded."""
    statement = sa.select(organisation.c.organisation_id).order_by("organisation_id")
    return list(connection.scalars(statement.limit(ORGANISATIONS_MAX)))


def is_kept_away(writing: Writing, provider: str) -> bool:
    """Tell whether calls are kept away from a provider now."""
    rule = breaker_rule(writing, provider)
    return find_breaker(writing.connection, provider).state.is_open(writing.at, rule)


def note_call(
    writing: Writing, surroundings: Surroundings, provider: str, *, is_answered: bool
) -> None:
    """Note what became of a call; tell the office where too many fail (requirement O2)."""
    rule = breaker_rule(writing, provider)
    _ensure(writing, provider)
    row = find_breaker(writing.connection, provider, lock=True)
    after = row.state.after_call(writing.at, rule, is_answered=is_answered)
    if after.is_alarming(rule):
        _alert(writing, surroundings, provider, after)
        after = replace(after, is_alerted=True)
    if after.is_open(writing.at, rule) and not row.state.is_open(writing.at, rule):
        _log.warning("breaker_opened", provider=provider, until=str(after.open_until))
    _save(writing, provider, _columns(after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What a person wants: ``by`` is a staff id; ``hours`` counts for open and closed alone."""

    provider: str
    override: Override
    hours: int
    by: str
    reason: str


def hold_breaker(central: Central, hold: Hold) -> None:
    """Hold a breaker for some hours, or let go of it; audited in every organisation.

    Raises BadInput without a name and a reason, or for more hours than anybody remembers.
    """
    if not hold.by.strip() or not hold.reason.strip():
        raise BadInput("Say who and why", "Nothing was changed. Give --by and --reason.")
    if not 1 <= hold.hours <= OVERRIDE_H_MAX:
        raise BadInput("Check the hours", f"1 to {OVERRIDE_H_MAX}. Nothing was changed.")
    with central.database.writing(central.surroundings.now()) as writing:
        _ensure(writing, hold.provider)
        row = find_breaker(writing.connection, hold.provider, lock=True)
        until = None if hold.override == "auto" else writing.at + timedelta(hours=hold.hours)
        _save(writing, hold.provider, _columns(row.state.held_by_person(hold.override, until)))
        for organisation_id in list_organisations(writing.connection):
            deed = Deed(
                organisation_id=organisation_id,
                actor=hold.by.strip(),
                action=f"breaker_{hold.override}",
                subject=hold.provider,
                reason=hold.reason.strip(),
            )
            record(writing, central.surroundings, deed)


def tell_provider(writing: Writing, provider: str, ways: tuple[str, ...]) -> bool:
    """Tell all tills what can be done with a provider now; tell whether that is news."""
    rule = breaker_rule(writing, provider)
    _ensure(writing, provider)
    row = find_breaker(writing.connection, provider, lock=True)
    is_open = bool(ways) and row.state.is_open(writing.at, rule)
    body = ProviderChanged(
        ways=ways,
        is_open=is_open,
        until=row.state.until(writing.at) if is_open else None,
        message=_words(provider, row.state, writing) if is_open else "",
    )
    if not ways and not row.told:
        return False  # no account, and nobody ever heard of one
    organisations = list_organisations(writing.connection)
    # A new organisation hears of it as well: who was told is part of what was told.
    told = f"{len(organisations)} {change_text(body.model_dump(mode='json'))}"
    if told == row.told:
        return False
    for organisation_id in organisations:
        writing.publish(organisation_feed(organisation_id), new_change(provider, body))
    _save(writing, provider, {"told": told})
    return True


def _words(provider: str, state: Breaker, writing: Writing) -> str:
    name = provider.upper()
    if state.held(writing.at) == "open":
        return f"{name} is switched off by the office for now. Take another way of paying."
    return f"{name} does not answer. It is tried again by itself; take another way of paying."


def _alert(writing: Writing, surroundings: Surroundings, provider: str, state: Breaker) -> None:
    percent = state.window_failed * _PERCENT // state.window_calls
    _log.warning("payments_fail", provider=provider, percent=percent, calls=state.window_calls)
    for organisation_id in list_organisations(writing.connection):
        new = OfficeCase(
            organisation_id=organisation_id,
            kind="payments_fail",
            subject=provider,
            title=f"Payments by {provider.upper()} fail",
            message=(
                f"{state.window_failed} of {state.window_calls} calls failed since"
                f" {state.window_at:%H:%M} UTC. Nothing is charged twice; what is not known is"
                " looked up. See the runbook, page breakers."
            ),
        )
        open_office_case(writing, surroundings, new)


def _row(row: Mapping[str, Any]) -> BreakerRow:
    state = {name: row[name] for name in _STATE} | {"is_alerted": bool(row["is_alerted"])}
    return BreakerRow(state=Breaker(**state), told=row["told"])


def _columns(state: Breaker) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _STATE} | {"is_alerted": int(state.is_alerted)}


def _ensure(writing: Writing, provider: str) -> None:
    """Make the row that is locked afterwards; another process may be doing the same."""
    fresh = {"provider": provider, **_columns(Breaker()), "told": ""}
    writing.connection.execute(insert_unless_there(writing.connection, provider_breaker, fresh))


def _save(writing: Writing, provider: str, values: Mapping[str, Any]) -> None:
    writing.connection.execute(
        sa.update(provider_breaker).where(provider_breaker.c.provider == provider).values(**values)
    )
