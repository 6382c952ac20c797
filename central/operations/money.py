"""The money of an operation, read as leniently as is honest, so that takings are whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from central.operation_key import OperationKey
from central.storable import storable
from central.tables import takings

_CURRENCY = re.compile(r"[A-Z]{3}")
_MINOR_MAX = 10**15
_RECEIPT_LENGTH_MAX = 128
_NUMBERED = {"sale_completed": "receipt", "sale_refunded": "refund"}
"""Where each kind that moves money has its number; a refund takes its money off the takings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTaken:
    """What one operation took: the total, and the cash rounding on it. Minor units.

    Both are negative for what was given back.
    """

    receipt: str
    business_date: date
    currency: str
    total_minor: int
    rounding_minor: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "receipt", storable(self.receipt, _RECEIPT_LENGTH_MAX))


def find_money(kind: str, day: date, body: Mapping[str, object]) -> MoneyTaken | None:
    """Return the money of an operation; None for a kind that takes none, or that is unreadable.

    Reads the few fields it needs and no more: a sale that fails every other check still counts.
    """
    if kind not in _NUMBERED:
        return None
    receipt, currency = body.get(_NUMBERED[kind]), body.get("currency")
    if not isinstance(receipt, str) or not isinstance(currency, str):
        return None
    total_minor, rounding_minor = (
        _minor(body.get("total_minor")),
        _minor(body.get("rounding_minor")),
    )
    if total_minor is None or rounding_minor is None or _CURRENCY.fullmatch(currency) is None:
        return None
    sign = -1 if kind == "sale_refunded" else 1
    return MoneyTaken(
        receipt=receipt,
        business_date=day,
        currency=currency,
        total_minor=sign * total_minor,
        rounding_minor=sign * rounding_minor,
    )


def booked_money(kind: str, day: date, body: Mapping[str, object]) -> MoneyTaken | None:
    """Return the money of an operation that was booked: a correction's is what it tells anew.

    One that was not booked has none: the old one's still counts (sync rule 11.6).
    """
    told = body.get("corrected")
    if kind == "operation_corrected" and isinstance(told, Mapping):
        return find_money(str(body.get("kind")), day, told)
    return find_money(kind, day, body)


def count_money(
    connection: sa.Connection, key: OperationKey, store_id: str, money: MoneyTaken, state: str
) -> None:
    """Count the money in the takings, whatever became of the operation."""
    row = {
        **key.columns(),
        "store_id": store_id,
        "receipt": money.receipt,
        "business_date": money.business_date,
        "currency": money.currency,
        "total_minor": money.total_minor,
        "rounding_minor": money.rounding_minor,
        "state": state,
    }
    connection.execute(takings.insert(), row)


def _minor(value: object) -> int | None:
    return value if type(value) is int and abs(value) <= _MINOR_MAX else None
