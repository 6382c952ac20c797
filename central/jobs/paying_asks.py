"""What a provider is asked about a payment; the payer's phone lives no longer than the call."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from central.database import Writing
from central.jobs.paying_waits import NextLook, next_look
from central.opening import Central
from central.payments.port import Ask, Way
from central.payments.put_back import LOOK_BACK, booked_at
from central.payments.references import list_taken
from central.payments.rows import PaymentRow
from central.people.parts import open_parts
from central.tables import store

_NAME_MAX = 40


class PayerForgotten(Exception):
    """Nobody knows the payer's number: the person was erased, or the part holds none."""


def ask_of(
    central: Central, connection: sa.Connection, row: PaymentRow, *, needs_payer: bool = True
) -> Ask:
    """Return what to ask of a payment.

    Raises PayerForgotten for a push to nobody, where the payer is needed: what was sent already
    may be known by its number.
    """
    phone = ""
    if row.way == "push":
        found = _phone(central, connection, row)
        if found is None and needs_payer:
            raise PayerForgotten
        phone = found or ""
    begins, ends = waits_of(connection, row)
    known = dict(row.known)
    is_guessed = row.way == "push" and "object_reference" not in known
    taken = list_taken(connection, row, begins - 2 * LOOK_BACK) if is_guessed else frozenset()
    if row.way == "claim":
        begins, ends = _when_paid(row, begins)
        known["reference"] = row.reference
    return Ask(
        attempt_id=row.payment_id,
        way=cast("Way", row.way),
        amount=row.amount,
        begun_at=begins,
        expires_at=ends,
        description=_description(connection, row),
        payer_phone=phone,
        known=known,
        taken=taken,
    )


def waits_of(connection: sa.Connection, row: PaymentRow) -> tuple[datetime, datetime]:
    """Return from when to when a wish is waited for, by central's clock.

    The two moments that its till names give the length only: that clock may be days off, and money
    that came is looked for where it is.
    """
    length = max((row.expires_at or row.begun_at) - row.begun_at, timedelta(0))
    begins = booked_at(connection, row)
    return begins, begins + length


def _when_paid(row: PaymentRow, booked: datetime) -> tuple[datetime, datetime]:
    """Return from when to when a claim says that it was paid.

    Nobody claims what is still to come: a till whose clock is ahead would have a number that the
    provider does not know waited for until that day.
    """
    told = (row.paid_at or row.begun_at, row.begun_at)
    return min(*told, booked), min(max(told), booked)


def look_of(writing: Writing, row: PaymentRow) -> NextLook:
    """Return when to look again at a payment, by central's clock."""
    _, ends = waits_of(writing.connection, row)
    return next_look(replace(row, expires_at=ends), writing.at)


def _phone(central: Central, connection: sa.Connection, row: PaymentRow) -> str | None:
    parts = open_parts(central, connection, row.key)
    part = next((one.part for one in parts if one.person_id == row.payer_id), b"")
    try:
        phone = json.loads(part)["phone"]
    except (ValueError, KeyError, TypeError):
        return None
    return phone if isinstance(phone, str) else None


def _description(connection: sa.Connection, row: PaymentRow) -> str:
    """Name the store: what the customer reads on the provider's page."""
    name: str | None = connection.scalar(
        sa.select(store.c.name).where(
            store.c.organisation_id == row.organisation_id, store.c.store_id == row.store_id
        )
    )
    return (name or "Sale")[:_NAME_MAX]
