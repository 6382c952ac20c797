"""Breakers, one for each provider: kept in the database, told to the tills, held by persons.

The rules are ``domain.breaker``'s. The state is a row, because whoever takes over the jobs' lease
must know it, and because a person holds a breaker from another process than the one that calls.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.payments.alerts import tell_back, tell_down
from central.payments.breaker_rows import (
    breaker_rule,
    find_breaker,
    list_organisations,
    open_breaker_row,
    save_breaker,
)
from central.publication import change_text, new_change, organisation_feed
from central.staff.approvers import require_any_approver
from central.surroundings import Surroundings
from domain.breaker import OVERRIDE_H_MAX, Breaker, BreakerRule, Override
from domain.errors import BadInput
from sync.protocol.payment_bodies import ProviderChanged

_log = structlog.get_logger("central.payments")


def is_kept_away(writing: Writing, provider: str) -> bool:
    """Tell whether calls are kept away from a provider now."""
    rule = breaker_rule(writing.connection, provider, writing.at)
    return find_breaker(writing.connection, provider).state.is_open(writing.at, rule)


def note_call(
    writing: Writing, surroundings: Surroundings, provider: str, *, is_answered: bool
) -> None:
    """Note what became of a call; tell the office when its provider is down, and when it is back.

    A provider is down where its breaker opened as often as the rule says without an answer.
    """
    rule = breaker_rule(writing.connection, provider, writing.at)
    before = open_breaker_row(writing, provider).state
    after = before.after_call(writing.at, rule, is_answered=is_answered)
    if after.trips > before.trips:
        _log.warning("breaker_opened", provider=provider, until=str(after.open_until))
    if after.is_down(rule) and not before.is_down(rule):
        tell_down(writing, surroundings, provider, after)
    if before.is_down(rule) and not after.is_down(rule):
        tell_back(writing, provider)
    save_breaker(writing, provider, after)


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
        require_any_approver(writing, hold.by)
        row = open_breaker_row(writing, hold.provider)
        until = None if hold.override == "auto" else writing.at + timedelta(hours=hold.hours)
        save_breaker(writing, hold.provider, row.state.held_by_person(hold.override, until))
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
    rule = breaker_rule(writing.connection, provider, writing.at)
    row = open_breaker_row(writing, provider)
    body = _standing(provider, ways, (row.state, rule, writing.at))
    if not ways and not row.told:
        return False  # no account, and nobody ever heard of one
    organisations = list_organisations(writing.connection)
    # A new organisation hears of it as well: who was told is part of what was told.
    told = f"{len(organisations)} {change_text(body.model_dump(mode='json'))}"
    if told == row.told:
        return False
    for organisation_id in organisations:
        new = new_change(provider, body.model_copy(update={"changed_at": writing.at}))
        writing.publish(organisation_feed(organisation_id), new)
    save_breaker(writing, provider, row.state, told=told)
    return True


def _standing(
    provider: str, ways: tuple[str, ...], what: tuple[Breaker, BreakerRule, datetime]
) -> ProviderChanged:
    """What tills are told: the same as long as nothing changed that anybody must know."""
    state, rule, now = what
    held = state.held(now)
    is_open = bool(ways) and state.is_open(now, rule)
    return ProviderChanged(
        ways=ways,
        is_open=is_open,
        until=state.until(now) if is_open else None,
        message=_words(provider, held) if is_open else "",
        held=held,
        held_until=None if held == "auto" else state.override_until,
        since=state.since_at,
        failures=state.failures if state.trips else 0,
        failed_at=state.failed_at,
    )


def _words(provider: str, held: Override) -> str:
    name = provider.upper()
    if held == "open":
        return f"{name} is switched off by the office for now. Take another way of paying."
    return f"{name} does not answer. It is tried again by itself; take another way of paying."
