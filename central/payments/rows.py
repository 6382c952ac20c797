"""A payment as central knows it: its row read, its history written, its till told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from central.database import Writing
from central.operation_key import OperationKey
from central.payments.provider_tables import card_quote
from central.payments.tables import payment, payment_event
from central.publication import new_change, till_feed
from central.storable import storable, storable_words
from domain.fx import Rate
from domain.money import Money
from sync.protocol.payment_bodies import PaymentChanged

_REFERENCE_MAX = 64
_MESSAGE_MAX = 512
_URL_MAX = 2_048
_WORDS = frozenset({"seen", "said"})
"""Evidence that is words of people or providers, not a number of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One row of the table ``payment``; the table says what each column is."""

    organisation_id: str
    payment_id: str
    till_id: str
    stream: str
    branch: int
    seq: int
    store_id: str
    cart_id: str
    shift: int
    business_date: date
    provider: str
    way: str
    state: str
    currency: str
    amount_minor: int
    payer_id: str | None
    reference: str
    attempt_digits: str
    paid_at: datetime | None
    begun_at: datetime
    expires_at: datetime | None
    known: Mapping[str, str]
    url: str
    quoted_currency: str
    quoted_minor: int
    message: str
    receipt: str
    is_held: bool
    over_minor: int
    step: str
    tries: int
    next_at: datetime | None
    changed_at: datetime

    @property
    def key(self) -> OperationKey:
        """The operation that began it."""
        return OperationKey(
            organisation_id=self.organisation_id,
            till_id=self.till_id,
            stream=self.stream,
            branch=self.branch,
            seq=self.seq,
        )

    @property
    def amount(self) -> Money:
        """What was asked for or claimed."""
        return Money(self.amount_minor, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a payment. ``state`` is None for a note that changes none."""

    by: str
    why: str
    evidence: Mapping[str, str]
    state: str | None = None


def payment_row(row: Mapping[str, Any]) -> PaymentRow:
    """Return a row of the table as it is used."""
    read = {**row, "known": json.loads(row["known"]), "is_held": bool(row["is_held"])}
    return PaymentRow(**read)


def find_payment(
    connection: sa.Connection, organisation_id: str, payment_id: str, *, lock: bool = False
) -> PaymentRow | None:
    """Return a payment; with ``lock`` nobody else moves it until the commit."""
    statement = sa.select(payment).where(*of_payment(organisation_id, payment_id))
    if lock:
        statement = statement.with_for_update()
    found = connection.execute(statement).mappings().one_or_none()
    return None if found is None else payment_row({**found})


def of_payment(organisation_id: str, payment_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that names one payment."""
    return (payment.c.organisation_id == organisation_id, payment.c.payment_id == payment_id)


def set_payment(writing: Writing, row: PaymentRow, **values: object) -> PaymentRow:
    """Change columns that are no state, and return the row as it is then."""
    of_row = of_payment(row.organisation_id, row.payment_id)
    statement = sa.update(payment).where(*of_row).values(**values).returning(payment)
    return payment_row({**writing.connection.execute(statement).mappings().one()})


def note_event(writing: Writing, row: PaymentRow, event: Event) -> None:
    """Add to a payment's history."""
    last = (
        sa.select(sa.func.coalesce(sa.func.max(payment_event.c.event_no), 0))
        .where(
            payment_event.c.organisation_id == row.organisation_id,
            payment_event.c.payment_id == row.payment_id,
        )
        .scalar_subquery()
    )
    writing.connection.execute(
        sa.insert(payment_event).values(
            organisation_id=row.organisation_id,
            payment_id=row.payment_id,
            event_no=last + 1,
            before=row.state,
            state=event.state or row.state,
            at=writing.at,
            by=storable(event.by),
            why=storable_words(event.why),
            evidence=known_text(_told(event.evidence)),
        )
    )


def _told(evidence: Mapping[str, str]) -> dict[str, str]:
    """Return evidence whose words hold no card's number; a provider's own numbers stay."""
    return {
        name: storable_words(text) if name in _WORDS else text for name, text in evidence.items()
    }


def known_text(known: Mapping[str, str]) -> str:
    """Return names and values as the text that is stored."""
    kept = {storable(name): storable(value) for name, value in known.items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def tell_payment(writing: Writing, row: PaymentRow) -> None:
    """Publish a payment in its till's own stream."""
    rate = _find_rate(writing.connection, row)
    body = PaymentChanged(
        provider=row.provider,
        way=row.way,
        state=row.state,
        currency=row.currency,
        amount_minor=row.amount_minor,
        reference=row.reference[:_REFERENCE_MAX],
        url=row.url if row.state == "pending" and len(row.url) <= _URL_MAX else "",
        quoted_currency=row.quoted_currency,
        quoted_minor=row.quoted_minor,
        rate_micro=0 if rate is None else rate.micro,
        rate_source="" if rate is None else rate.source,
        rate_at=None if rate is None else rate.at,
        message=row.message[:_MESSAGE_MAX],
        changed_at=row.changed_at,
        receipt=row.receipt,
        cashier_id=_cashier_of(writing.connection, row),
        made_at=row.begun_at,
        is_held=row.is_held,
    )
    writing.publish(till_feed(row.organisation_id, row.till_id), new_change(row.payment_id, body))


def _cashier_of(connection: sa.Connection, row: PaymentRow) -> str:
    """Return whose operation began it: the first step of its history; empty without one."""
    began = sa.select(payment_event.c.by).where(
        payment_event.c.organisation_id == row.organisation_id,
        payment_event.c.payment_id == row.payment_id,
        payment_event.c.event_no == 1,
    )
    return connection.scalar(began) or ""


def _find_rate(connection: sa.Connection, row: PaymentRow) -> Rate | None:
    """Return the rate of a payment priced in another currency, with its source and time."""
    if row.quoted_currency in {"", row.currency}:
        return None
    found = connection.execute(
        sa.select(card_quote.c.rate_micro, card_quote.c.rate_source, card_quote.c.rate_at).where(
            card_quote.c.organisation_id == row.organisation_id,
            card_quote.c.payment_id == row.payment_id,
        )
    ).one_or_none()
    if found is None:
        return None
    return Rate(
        base=row.quoted_currency,
        quote=row.currency,
        micro=found.rate_micro,
        source=found.rate_source,
        at=found.rate_at,
    )
