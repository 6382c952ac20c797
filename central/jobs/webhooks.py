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
from central.payments.cases import (
    PaymentCase,
    close_payment_cases,
    open_payment_case,
    settled,
)
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
"""Three days: what nobody knows by then was never ours. Nothing else is counted so: a provider that
is down for longer drops no call about money of ours."""
_WAIT_MIN = timedelta(seconds=30)
_WAIT_MAX = timedelta(hours=4)
_TOLD_AFTER = timedelta(days=1)
_ENDS_AFTER = timedelta(days=30)
_TOLD = "a person was told: "
_UNKNOWN = "no payment of ours is known by it"
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
        provider = self._provider(lease, event["provider"])
        row = _payment_of_money(lease, event)
        if row is None:
            with lease.writing() as writing:
                _put_off(writing, event, _UNKNOWN)
            return
        if provider is None:
            _wait(lease, event, row, "the office has no account to ask with")
            return
        try:
            with lease.central.database.reading() as connection:
                ask = ask_of(lease.central, connection, row, needs_payer=False)
            found = Guarded(lease, provider).look_up(ask)
        except (ProviderDown, ProviderRefused, OutcomeUnknown) as error:
            _wait(lease, event, row, str(error))
            return
        with lease.writing() as writing:
            if event["outcome"].startswith(_TOLD):
                why = settled("Its provider could be asked now.")
                close_payment_cases(writing, row, ("payment_unknown",), why)
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
            _put_off(writing, event, _UNKNOWN)
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


def _wait(lease: Lease, event: dict[str, Any], row: PaymentRow, why: str) -> None:
    """Look again when the provider may be there: it was about money of ours.

    It is waited for ever more rarely. A person hears of it when it has waited for a day, and when
    it ends after a month: none of these is dropped without a word.
    """
    with lease.writing() as writing:
        age: timedelta = writing.at - event["received_at"]
        is_told = event["outcome"].startswith(_TOLD)
        if age >= _ENDS_AFTER:
            _end(writing, event, "dead", why)
            _open(lease, writing, row, _not_asked(row, event, f"{why}. It is not asked any more"))
            return
        if age >= _TOLD_AFTER and not is_told:
            _open(lease, writing, row, _not_asked(row, event, f"{why}. It is asked again"))
            is_told = True
        at = writing.at + min(max(_WAIT_MIN, age / 4), _WAIT_MAX)
        _set(writing, event, next_at=at, outcome=f"{_TOLD if is_told else ''}{why}")


def _not_asked(row: PaymentRow, event: dict[str, Any], why: str) -> PaymentCase:
    return PaymentCase(
        kind="payment_unknown",
        title="A provider told of a payment, and can't be asked about it",
        message=(
            f"{row.provider.upper()} told of {format_money(row.amount)}"
            f"{f', receipt {row.receipt}' if row.receipt else ''} ({event['kind']}), and since then"
            f" it could not be asked: {why}. Look in its own pages whether money went back, or was"
            " taken back."
        ),
    )


def _put_off(writing: Writing, event: dict[str, Any], why: str) -> None:
    """Try again what names nothing that central knows, for three days: a till may bring it."""
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
