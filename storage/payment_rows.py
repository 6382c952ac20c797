"""Payments as rows, and back."""

import json
from typing import Any

import sqlalchemy as sa

from domain.fx import Rate
from domain.money import Money
from domain.till_payment import TillPayment

_AS_IS = (
    "payment_id",
    "cart_id",
    "shift",
    "cashier_id",
    "provider",
    "way",
    "state",
    "reference",
    "paid_at",
    "payer_id",
    "payer_key",
    "action",
    "approved_by",
    "is_held",
    "is_released",
    "made_at",
    "expires_at",
    "url",
    "message",
    "changed_at",
    "receipt",
)


def payment_row(found: TillPayment) -> dict[str, object]:
    """Return the columns of a payment."""
    quoted, rate = found.quoted, found.rate
    return {
        **{name: getattr(found, name) for name in _AS_IS},
        "currency": found.amount.currency,
        "amount_minor": found.amount.amount_minor,
        "rules": json.dumps(found.rules),
        "quoted_currency": "" if quoted is None else quoted.currency,
        "quoted_minor": 0 if quoted is None else quoted.amount_minor,
        "rate_micro": None if rate is None else rate.micro,
        "rate_source": None if rate is None else rate.source,
        "rate_at": None if rate is None else rate.at,
    }


def payment_of(row: sa.Row[*tuple[Any, ...]]) -> TillPayment:
    """Return the payment of a row."""
    quoted = Money(row.quoted_minor, row.quoted_currency) if row.quoted_currency else None
    kept = {name: getattr(row, name) for name in _AS_IS}
    return TillPayment(
        **kept,
        amount=Money(row.amount_minor, row.currency),
        rules=tuple(json.loads(row.rules)),
        quoted=quoted,
        rate=_rate_of(row),
    )


def _rate_of(row: sa.Row[*tuple[Any, ...]]) -> Rate | None:
    if row.rate_micro is None:
        return None
    return Rate(
        base=row.quoted_currency,
        quote=row.currency,
        micro=row.rate_micro,
        source=row.rate_source,
        at=row.rate_at,
    )
