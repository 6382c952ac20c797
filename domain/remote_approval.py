"""A supervisor's yes that is asked for at another till: its states, and what it is made of.

It is asked once, answered once, and used once or never: the first answer that central has is the
answer, and a yes that came too late is worth nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from domain.invariants import require_text, require_utc

ApprovalState = Literal["asked", "approved", "rejected", "used", "cancelled", "expired"]

FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "asked": frozenset({"approved", "rejected", "cancelled", "expired"}),
        "approved": frozenset({"used", "cancelled", "expired"}),
        "rejected": frozenset(),
        "used": frozenset(),
        "cancelled": frozenset(),
        "expired": frozenset(),
    }
)
"""Which state may follow which. What is over stays over: told twice, it changes nothing."""

STATES: frozenset[str] = frozenset(FOLLOWS)
OPEN: frozenset[str] = frozenset({"asked", "approved"})
"""States of which something can still come."""


def may_follow(before: str, after: str) -> bool:
    """Tell whether what was asked may go from one state to another.

    Raises:
        KeyError: for a state that is none.
    """
    return after in FOLLOWS[before]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAsk:
    """What this till asked. ``title``, ``detail`` and ``reason`` are what a supervisor reads.

    ``answered_by`` is the staff id of who answered, ``answer`` what they wrote.

    Raises:
        ValueError: for a state that is none, or times that are not UTC.
    """

    approval_id: str
    asked_by: str
    title: str
    detail: str
    reason: str
    state: ApprovalState
    asked_at: datetime
    expires_at: datetime
    changed_at: datetime
    answered_by: str = ""
    answer: str = ""

    def __post_init__(self) -> None:
        require_text(self.approval_id, "approval_id")
        require_utc(self.asked_at, "asked_at")
        require_utc(self.expires_at, "expires_at")
        if self.state not in STATES:
            raise ValueError(f"unknown state {self.state!r}")

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedElsewhere:
    """What somebody asks at another till, as central told of it."""

    approval_id: str
    till_id: str
    till_label: str
    asked_by: str
    title: str
    detail: str
    reason: str
    asked_at: datetime
    expires_at: datetime
