"""What the office is told of a provider: that it is down, that its payments fail (requirement O2).

Each is a line in the log and a case. *Down* counts how often the breaker opened without an answer
in between; *fail* counts payments that ended, not calls: see ``domain.wish_ends``.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog

from central.cases.closing import SYSTEM, Closing
from central.cases.office import OfficeCase, close_office_cases, open_office_case
from central.database import Writing
from central.payments.breaker_rows import (
    breaker_rule,
    find_breaker,
    list_organisations,
    save_breaker,
)
from central.payments.tables import payment, payment_event
from central.surroundings import Surroundings
from domain.breaker import Breaker
from domain.wish_ends import EndedWish, how_it_ended

DOWN = "provider_down"
FAIL = "payments_fail"
COUNTED_MAX = 5_000
"""The newest ends of one provider's wishes that are counted."""
_PERCENT = 100
_WISHED = ("requested", "pending")
_ENDED = ("verified", "disputed", "cancelled", "expired")
_log = structlog.get_logger("central.payments")


def tell_down(writing: Writing, surroundings: Surroundings, provider: str, state: Breaker) -> None:
    """Open the case that a provider is down, one in each organisation."""
    _log.error("provider_down", provider=provider, trips=state.trips, since=str(state.since_at))
    since = state.since_at or writing.at
    for organisation_id in list_organisations(writing.connection):
        new = OfficeCase(
            organisation_id=organisation_id,
            kind=DOWN,
            subject=provider,
            title=f"{provider.upper()} is down",
            message=(
                f"{provider.upper()} has not answered since {since:%d %B %H:%M} UTC: its breaker"
                f" opened {state.trips} times. It is tried again by itself; tills take other ways"
                " of paying, and claims wait. Nothing is charged twice. See the runbook, page"
                " breakers."
            ),
        )
        open_office_case(writing, surroundings, new)


def tell_back(writing: Writing, provider: str) -> None:
    """Close that case: the provider has answered."""
    closing = Closing(by=SYSTEM, reason=f"{provider.upper()} answers again.")
    for organisation_id in list_organisations(writing.connection):
        close_office_cases(writing, organisation_id, (DOWN, provider), closing)


def watch_payments(writing: Writing, surroundings: Surroundings, provider: str) -> bool:
    """Open a case where too many payments by a provider fail; tell whether that was told now.

    Once a window of the rule ``breaker``, whether or not somebody has closed the case meanwhile.
    """
    rule = breaker_rule(writing.connection, provider, writing.at)
    state = find_breaker(writing.connection, provider).state
    if not state.may_alert(writing.at, rule):
        return False
    since = writing.at - timedelta(seconds=rule.window_s)
    ended, failed = count_ends(writing.connection, provider, (since, writing.at))
    if not rule.is_alarming(ended=ended, failed=failed):
        return False
    save_breaker(writing, provider, replace(state, alerted_at=writing.at))
    percent = failed * _PERCENT // ended
    _log.error(FAIL, provider=provider, percent=percent, ended=ended, failed=failed)
    for organisation_id in list_organisations(writing.connection):
        new = OfficeCase(
            organisation_id=organisation_id,
            kind=FAIL,
            subject=provider,
            title=f"Payments by {provider.upper()} fail",
            message=(
                f"{failed} of {ended} payments that ended since {since:%H:%M} UTC failed. Nothing"
                " is charged twice; what is not known is looked up. See the runbook, page breakers."
            ),
        )
        open_office_case(writing, surroundings, new)
    return True


def count_ends(
    connection: sa.Connection, provider: str, span: tuple[datetime, datetime]
) -> tuple[int, int]:
    """Return how many wishes ended within a span, and how many of them failed.

    What people at tills gave up is in neither, nor is what the payer's bank takes back later.
    """
    since, until = span
    booked = payment_event.alias("booked")
    statement = (
        sa.select(
            payment.c.state,
            payment_event.c.before,
            payment_event.c.by,
            payment.c.changed_at,
            booked.c.at.label("booked_at"),
        )
        .join(
            payment_event,
            sa.and_(
                payment_event.c.organisation_id == payment.c.organisation_id,
                payment_event.c.payment_id == payment.c.payment_id,
                payment_event.c.state == payment.c.state,
                payment_event.c.before.in_(_WISHED),
                payment_event.c.at == payment.c.changed_at,
            ),
        )
        .join(
            booked,
            sa.and_(
                booked.c.organisation_id == payment.c.organisation_id,
                booked.c.payment_id == payment.c.payment_id,
                booked.c.event_no == 1,
            ),
        )
        .where(
            payment.c.provider == provider,
            payment.c.changed_at > since,
            payment.c.changed_at <= until,
            payment.c.way != "claim",
            payment.c.state.in_(_ENDED),
        )
        .order_by(payment.c.changed_at.desc())
        .limit(COUNTED_MAX)
    )
    ends = [
        how_it_ended(
            EndedWish(
                before=row.before,
                state=row.state,
                by_till=row.by not in {provider, SYSTEM},
                waited=row.changed_at - row.booked_at,
            )
        )
        for row in connection.execute(statement)
    ]
    failed = ends.count("failed")
    return failed + ends.count("paid"), failed
