"""What providers called in, worked: the provider itself is asked, and believed alone.

An event about a session lets its payment be looked up now. One about money that went back, by a
refund or a dispute, is looked up here, whatever it says and in whatever order it came.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from central.database import Writing
from central.jobs.guarding import Guarded
from central.jobs.lease import Lease
from central.jobs.paying_asks import ask_of
from central.payments.cases import PaymentCase, open_payment_case
from central.payments.events import OF_SESSIONS
from central.payments.moving import Move, move_payment
from central.payments.port import (
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderRefused,
)
from central.payments.provider_tables import webhook_event
from central.payments.providers import open_providers
from central.payments.rows import PaymentRow, find_payment, set_payment
from central.payments.tables import payment, provider_reference
from domain.money import Money
from domain.money_text import format_money

BATCH_MAX = 20
TRIES_MAX = 24
"""Three days: what nobody knows by then was never ours."""
_WAIT_MAX = timedelta(hours=4)
_log = structlog.get_logger("central.payments")


@dataclass(slots=True)
class WebhookWork:
    """The job. ``providers`` are opened at the first event."""

    providers: dict[str, Provider] | None = field(default=None)

    def run(self, lease: Lease) -> None:
        """Work what is due, oldest first."""
        for event in _due(lease):
            if event["kind"] in OF_SESSIONS:
                _wake(lease, event)
            else:
                self._look(lease, event)

    def _look(self, lease: Lease, event: dict[str, Any]) -> None:
        row = _payment_of_money(lease, event)
        provider = self._provider(lease, event["provider"])
        if row is None or provider is None:
            _later(lease, event, "no payment of ours is known by it")
            return
        try:
            with lease.central.database.reading() as connection:
                ask = ask_of(lease.central, connection, row, needs_payer=False)
            found = Guarded(lease, provider).look_up(ask)
        except (ProviderDown, ProviderRefused, OutcomeUnknown) as error:
            _later(lease, event, str(error))
            return
        with lease.writing() as writing:
            outcome = _settle(lease, writing, row, found)
            _end(writing, event, "done", outcome)

    def _provider(self, lease: Lease, name: str) -> Provider | None:
        if self.providers is None:
            self.providers = open_providers(lease.central)
        return self.providers.get(name)


def _due(lease: Lease) -> list[dict[str, Any]]:
    statement = (
        sa.select(webhook_event)
        .where(webhook_event.c.next_at <= lease.central.surroundings.now())
        .order_by(webhook_event.c.next_at, webhook_event.c.provider, webhook_event.c.event_id)
        .limit(BATCH_MAX)
    )
    with lease.central.database.reading() as connection:
        return [{**row} for row in connection.execute(statement).mappings()]


def _wake(lease: Lease, event: dict[str, Any]) -> None:
    """Let the payment of a session be looked up at once, also one that was given up long ago."""
    statement = sa.select(payment.c.organisation_id).where(
        payment.c.payment_id == event["attempt_id"], payment.c.provider == event["provider"]
    )
    with lease.writing() as writing:
        organisation_id = writing.connection.scalar(statement.limit(1))
        row = None
        if organisation_id is not None:
            row = find_payment(writing.connection, organisation_id, event["attempt_id"], lock=True)
        if row is None:
            _put_off(writing, event, "no payment of ours is known by it")
        elif row.state in {"verified", "refunded"} or row.step == "sending":
            # Settled, or about to be looked up by whoever finds it there.
            _end(writing, event, "done", f"it is {row.state}, {row.step}")
        else:
            step = row.step if row.step == "cancelling" else "waiting"
            set_payment(writing, row, step=step, next_at=writing.at)
            _end(writing, event, "done", "it is looked up")


def _payment_of_money(lease: Lease, event: dict[str, Any]) -> PaymentRow | None:
    """Find the payment whose number at the provider this is, once that was noted."""
    statement = sa.select(
        provider_reference.c.organisation_id, provider_reference.c.payment_id
    ).where(
        provider_reference.c.provider == event["provider"],
        provider_reference.c.reference == event["object_id"],
    )
    with lease.central.database.reading() as connection:
        found = connection.execute(statement.limit(1)).one_or_none()
        if found is None:
            return None
        return find_payment(connection, found.organisation_id, found.payment_id)


def _settle(lease: Lease, writing: Writing, seen: PaymentRow, found: Found) -> str:
    """Bring a payment to what its provider says of its money now; return what was done."""
    row = find_payment(writing.connection, seen.organisation_id, seen.payment_id, lock=True)
    assert row is not None
    given = int(found.known.get("refunded_minor", "0"))
    whole = row.quoted_minor or row.amount_minor
    if found.known.get("disputed") == "yes" and row.state != "disputed":
        why = "The card's bank took the money back (a dispute): answer it in Stripe's own pages."
        return _move(lease, writing, row, found, ("disputed", why))
    if given >= whole and row.state != "refunded":
        return _move(lease, writing, row, found, ("refunded", "Given back to the card."))
    if 0 < given < whole and row.state != "refunded":
        _open(lease, writing, row, _part_given_back(row, given))
        return "a part was given back"
    if given < whole and row.state == "refunded":
        _open(lease, writing, row, _not_arrived(row))
        return "a refund came back"
    if found.known.get("disputed") == "won" and row.state == "disputed":
        return _move(lease, writing, row, found, ("verified", "The dispute was won."))
    return f"it stays {row.state}"


def _move(
    lease: Lease,
    writing: Writing,
    row: PaymentRow,
    found: Found,
    what: tuple[Any, str],
) -> str:
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=row.payment_id,
        to=what[0],
        by=row.provider,
        why=what[1],
        evidence=dict(found.known),
        known=dict(found.known),
    )
    moved = move_payment(writing, lease.central.surroundings, move)
    return f"{moved.outcome}: {what[0]}"


def _part_given_back(row: PaymentRow, given: int) -> PaymentCase:
    part = format_money(Money(given, row.quoted_currency or row.currency))
    return PaymentCase(
        kind="payment_sale",
        title="A part of a card payment was given back",
        message=(
            f"{part} of {format_money(row.amount)} went back to the card, outside of the tills."
            " Refund what belongs to it at a till, or give the rest back as well."
        ),
    )


def _not_arrived(row: PaymentRow) -> PaymentCase:
    return PaymentCase(
        kind="payment_unknown",
        title="A refund did not reach the card",
        message=(
            f"{format_money(row.amount)} was given back, and the card's bank did not take it."
            " The money is at the provider again: give it back in another way."
        ),
    )


def _open(lease: Lease, writing: Writing, row: PaymentRow, new: PaymentCase) -> None:
    open_payment_case(writing, lease.central.surroundings, row, new)


def _later(lease: Lease, event: dict[str, Any], why: str) -> None:
    with lease.writing() as writing:
        _put_off(writing, event, why)


def _put_off(writing: Writing, event: dict[str, Any], why: str) -> None:
    tries = event["tries"] + 1
    if tries >= TRIES_MAX:
        _log.info("webhook_given_up", kind=event["kind"], reason=why)
        _end(writing, event, "dead", why)
        return
    doubled: int = 2 ** min(tries, 12)
    wait = min(timedelta(seconds=15) * doubled, _WAIT_MAX)
    _set(writing, event, tries=tries, next_at=writing.at + wait, outcome=why)


def _end(writing: Writing, event: dict[str, Any], state: str, outcome: str) -> None:
    _set(writing, event, state=state, next_at=None, outcome=outcome, tries=event["tries"] + 1)


def _set(writing: Writing, event: dict[str, Any], **values: object) -> None:
    writing.connection.execute(
        sa.update(webhook_event)
        .where(
            webhook_event.c.provider == event["provider"],
            webhook_event.c.event_id == event["event_id"],
        )
        .values(**values)
    )
