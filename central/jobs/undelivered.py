"""Reading what Stripe could not deliver: webhooks are lost where central was away for days.

A few pages a run. Where it is, is kept in the database, so that whoever holds the lease next goes
on there; what is read twice is noted once.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.jobs.guarding import Guarded
from central.jobs.lease import Lease
from central.payments.event_notes import keep_event
from central.payments.port import OutcomeUnknown, Provider, ProviderDown, ProviderRefused
from central.payments.providers import open_providers
from central.payments.stripe_account import NAME
from central.tables import central_state

PAGES_MAX = 5
KEPT = timedelta(days=30)
"""How long Stripe keeps events."""
OVERLAP = timedelta(hours=1)
"""How far each round looks back behind the last: two clocks, and events that show up late."""
STATE = "stripe_events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the reading is: a round looks back to ``since``, and goes on after the event ``after``.

    ``next_since`` is where the next round looks back to. Both are ISO 8601.
    """

    since: str
    next_since: str
    after: str = ""


@dataclass(slots=True)
class Undelivered:
    """The job. ``providers`` are opened at the first run."""

    providers: Mapping[str, Provider] | None = None

    def run(self, lease: Lease) -> None:
        """Note what was not delivered; a provider that is down is left alone till next time."""
        if self.providers is None:
            self.providers = open_providers(lease.central)
        provider = self.providers.get(NAME)
        if provider is None:
            return
        guarded = Guarded(lease, provider)
        for _ in range(PAGES_MAX):
            if not _read_page(lease, guarded):
                return


def _read_page(lease: Lease, guarded: Guarded) -> bool:
    """Read one page; tell whether there is another now."""
    now = lease.central.surroundings.now()
    with lease.central.database.reading() as connection:
        place = _find_place(connection) or _first(now)
    if not place.after:
        place = Place(since=place.since, next_since=(now - OVERLAP).isoformat())
    try:
        page = guarded.undelivered(datetime.fromisoformat(place.since), place.after)
    except ProviderRefused:
        # The event that it was to go on after is no longer kept: the round begins anew.
        with lease.writing() as writing:
            _save(writing, Place(since=place.since, next_since=place.next_since))
        return False
    except (ProviderDown, OutcomeUnknown):
        return False
    with lease.writing() as writing:
        for event in page.events:
            keep_event(writing, event)
        if page.after:
            going_on = Place(since=place.since, next_since=place.next_since, after=page.after)
            _save(writing, going_on)
        else:
            _save(writing, Place(since=place.next_since, next_since=place.next_since))
    return bool(page.after)


def _first(now: datetime) -> Place:
    return Place(since=(now - KEPT).isoformat(), next_since=now.isoformat())


def _find_place(connection: sa.Connection) -> Place | None:
    value: str | None = connection.scalar(
        sa.select(central_state.c.value).where(central_state.c.name == STATE)
    )
    return None if value is None else Place(**json.loads(value))


def _save(writing: Writing, place: Place) -> None:
    value = json.dumps(asdict(place))
    fresh = {"name": STATE, "value": value}
    writing.connection.execute(insert_unless_there(writing.connection, central_state, fresh))
    writing.connection.execute(
        sa.update(central_state).where(central_state.c.name == STATE).values(value=value)
    )
