"""What the job of payments sees to next: each provider for itself, wishes before claims.

Somebody stands and waits for a wish; a claim was taken offline, and paid a sale already.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from central.jobs.lease import Lease
from central.payments.breaker_rows import resting_providers
from central.payments.rows import PaymentRow, payment_row
from central.payments.tables import payment

BATCH_MAX = 20
"""So many payments of one provider in one run."""
LATER_MIN = 5
"""So many of them are kept for what nobody waits for, however many wishes there are."""
PROVIDERS_MAX = 50
_WAITED_FOR = ("requested", "pending")
_LATER = ("claimed", "approved", "cancelled", "expired", "disputed", "verified")
_COLUMNS = tuple(payment.c)


def list_due(lease: Lease) -> dict[str, list[PaymentRow]]:
    """Return by provider what is due, the most urgent first; nothing of one that rests.

    What waits for a provider that rests stays as it is, and is due when the rest is over.
    """
    now = lease.central.surroundings.now()
    with lease.central.database.reading() as connection:
        resting = resting_providers(connection, now)
        names = [name for name in _providers(connection) if name not in resting]
        found = {name: _due_of(connection, name, now) for name in names}
    return {name: rows for name, rows in found.items() if rows}


def in_turns(due: Mapping[str, Iterable[PaymentRow]]) -> Iterator[PaymentRow]:
    """Return one of each provider, then the next of each: the first of none waits for others."""
    left = [iter(rows) for rows in due.values()]
    while left:
        going = []
        for rows in left:
            row = next(rows, None)
            if row is not None:
                yield row
                going.append(rows)
        left = going


def _providers(connection: sa.Connection) -> list[str]:
    """Return the names in the table, each found by one step in the index."""
    names: list[str] = []
    while len(names) < PROVIDERS_MAX:
        last = names[-1] if names else ""
        statement = sa.select(sa.func.min(payment.c.provider)).where(payment.c.provider > last)
        name = connection.scalar(statement)
        if name is None:
            break
        names.append(name)
    return names


def _due_of(connection: sa.Connection, provider: str, now: datetime) -> list[PaymentRow]:
    waited_for = [
        row for state in _WAITED_FOR for row in _in_state(connection, (provider, state), now)
    ]
    later = [row for state in _LATER for row in _in_state(connection, (provider, state), now)]
    later.sort(key=lambda row: (row.next_at or now, row.organisation_id, row.payment_id))
    kept = min(len(later), LATER_MIN)
    first = waited_for[: BATCH_MAX - kept]
    return [*first, *later[: BATCH_MAX - len(first)]]


def _in_state(connection: sa.Connection, which: tuple[str, str], now: datetime) -> list[PaymentRow]:
    """Return what is due in one state: its index has it in this order."""
    provider, state = which
    statement = (
        sa.select(*_COLUMNS)
        .where(payment.c.provider == provider, payment.c.state == state, payment.c.next_at <= now)
        .order_by(payment.c.next_at)
        .limit(BATCH_MAX)
    )
    return [payment_row({**row}) for row in connection.execute(statement).mappings()]
