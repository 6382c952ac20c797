"""What a closing says of its payments, against what central knows of each of them.

Central may know more than the till did when it closed: it has looked payments up since. So sums are
never compared for being equal. What can't be: more payments than were told of, more money verified
or disputed than central ever told, and fewer claims waiting than central still holds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from central.operation_key import OperationKey
from central.payments.tables import payment, payment_event
from sync.protocol.bodies import ShiftClosed
from sync.protocol.shift_bodies import SureSumBody

_KINDS = {"mmg": "MMG", "card_qr": "card by code"}
_WAITING = ("claimed", "approved")


@dataclass(slots=True)
class _Sum:
    """How many payments, and what they come to in minor units."""

    count: int = 0
    minor: int = 0

    def add(self, count: int, minor: int) -> None:
        self.count += count
        self.minor += minor

    def is_above(self, other: "_Sum") -> bool:
        return self.count > other.count or self.minor > other.minor

    def __str__(self) -> str:
        return f"{self.count} of {self.minor}"


_Sums = Mapping[tuple[str, str], _Sum]
"""By kind of tender and by what is said of them: a sureness, or ``all``."""


def payment_doubts(
    connection: sa.Connection, key: OperationKey, body: ShiftClosed
) -> Iterator[str]:
    """Yield what can't be, of a shift whose operations are all here; nothing of an older till."""
    if body.payments is None:
        return
    told, held = _told(body.payments), _held(connection, key, body.shift)
    for kind, words in _KINDS.items():
        everything = told[kind, "all"], held[kind, "all"]
        if everything[0].is_above(everything[1]):
            yield f"It says payments by {words}: {everything[0]}, and told of {everything[1]}."
        for sureness in ("verified", "disputed"):
            said, ever = told[kind, sureness], held[kind, sureness]
            if said.is_above(ever):
                yield f"It says {words}, {sureness}: {said}, and central told of {ever}."
        waits, still = told[kind, "claimed"], held[kind, "claimed"]
        if still.is_above(waits):
            yield f"It says {words}, to be verified: {waits}, and central still holds {still}."


def _told(payments: tuple[SureSumBody, ...]) -> _Sums:
    sums: dict[tuple[str, str], _Sum] = defaultdict(_Sum)
    for each in payments:
        for what in ("all", each.sureness):
            sums[each.kind, what].add(each.count, each.amount_minor)
    return sums


def _held(connection: sa.Connection, key: OperationKey, shift: int) -> _Sums:
    sums: dict[tuple[str, str], _Sum] = defaultdict(_Sum)
    asked = {
        "of_organisation": key.organisation_id,
        "of_till": key.till_id,
        "of_stream": key.stream,
        "of_branch": key.branch,
        "of_shift": shift,
    }
    for row in connection.execute(_PAYMENTS, asked):
        kind = "mmg" if row.provider == "mmg" else "card_qr"
        what = {"all": True, "verified": row.was_verified, "disputed": row.was_disputed}
        what["claimed"] = row.state in _WAITING
        for name, is_so in what.items():
            sums[kind, name].add(int(bool(is_so)), row.amount_minor if is_so else 0)
    return sums


def _ever(state: str) -> sa.Exists:
    return sa.exists().where(
        payment_event.c.organisation_id == payment.c.organisation_id,
        payment_event.c.payment_id == payment.c.payment_id,
        payment_event.c.state == state,
    )


_PAYMENTS = sa.select(
    payment.c.provider,
    payment.c.state,
    payment.c.amount_minor,
    _ever("verified").label("was_verified"),
    _ever("disputed").label("was_disputed"),
).where(
    payment.c.organisation_id == sa.bindparam("of_organisation"),
    payment.c.till_id == sa.bindparam("of_till"),
    payment.c.stream == sa.bindparam("of_stream"),
    payment.c.branch == sa.bindparam("of_branch"),
    payment.c.shift == sa.bindparam("of_shift"),
)
