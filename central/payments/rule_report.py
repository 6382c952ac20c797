"""How often each rule of the risk policy flagged a payment, and what people made of it.

A rule whose flags are mostly released as false alarms is too strict; one whose payments turn out
disputed is worth its questions. Read from the history of payments, which keeps every decision.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from central.payments.tables import payment, payment_event

EVENTS_MAX = 100_000
"""The newest decisions that are read: years of them at one office."""
_NAMED = '%"rules": "_%'
_REJECTED = frozenset({"cancelled", "disputed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Whose payments, and from which business date to which; None is open."""

    organisation_id: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """Payments that a rule flagged: each counts once in each column.

    ``released`` are false alarms. ``verified`` and ``disputed`` are what they are now.
    """

    rule: str
    flagged: int
    approved: int
    rejected: int
    released: int
    verified: int
    disputed: int


@dataclass(slots=True)
class _Seen:
    """Ids of payments, by what happened to them."""

    flagged: set[str] = field(default_factory=set)
    approved: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)
    verified: set[str] = field(default_factory=set)
    disputed: set[str] = field(default_factory=set)

    def note(self, payment_id: str, what: str, now: str) -> None:
        self.flagged.add(payment_id)
        if what == "release":
            self.released.add(payment_id)
        elif what == "approved":
            self.approved.add(payment_id)
        elif what in _REJECTED:
            self.rejected.add(payment_id)
        if now == "verified":
            self.verified.add(payment_id)
        elif now == "disputed":
            self.disputed.add(payment_id)


def count_by_rule(connection: sa.Connection, days: Days) -> tuple[RuleCount, ...]:
    """Return a count for each rule that a decision named, the most flagged first."""
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    for row in connection.execute(_decisions(days)):
        evidence = json.loads(row.evidence)
        is_change = row.before != row.state
        what = row.state if is_change else evidence.get("decision", "")
        for rule in filter(None, evidence["rules"].split(",")):
            seen[rule].note(row.payment_id, what, row.now)
    counts = [
        RuleCount(
            rule=rule,
            flagged=len(one.flagged),
            approved=len(one.approved),
            rejected=len(one.rejected),
            released=len(one.released),
            verified=len(one.verified),
            disputed=len(one.disputed),
        )
        for rule, one in seen.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.flagged, one.rule)))


def _decisions(days: Days) -> sa.Select[tuple[str, str, str, str, str]]:
    same = [payment.c[name] == payment_event.c[name] for name in ("organisation_id", "payment_id")]
    statement = (
        sa.select(
            payment_event.c.payment_id,
            payment_event.c.before,
            payment_event.c.state,
            payment_event.c.evidence,
            payment.c.state.label("now"),
        )
        .join(payment, sa.and_(*same))
        .where(
            payment_event.c.organisation_id == days.organisation_id,
            payment_event.c.evidence.like(_NAMED),
        )
        .order_by(payment_event.c.at.desc())
        .limit(EVENTS_MAX)
    )
    if days.first is not None:
        statement = statement.where(payment.c.business_date >= days.first)
    if days.last is not None:
        statement = statement.where(payment.c.business_date <= days.last)
    return statement
