"""Payments that somebody else must confirm: their states, and which may follow which.

A claim is not a payment: what a till can't check is *claimed*, judged, perhaps *approved* by a
supervisor, and *verified* or *disputed* when somebody could look. An outcome that nobody knows
stays *pending* and is looked up; it is never sent a second time.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

PaymentState = Literal[
    "claimed",
    "requested",
    "pending",
    "approved",
    "verified",
    "disputed",
    "cancelled",
    "expired",
    "refunded",
]

FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "claimed": frozenset({"approved", "verified", "disputed", "cancelled"}),
        "approved": frozenset({"verified", "disputed"}),
        "requested": frozenset({"pending", "verified", "disputed", "cancelled", "expired"}),
        "pending": frozenset({"verified", "disputed", "cancelled", "expired"}),
        "cancelled": frozenset({"verified"}),  # money that comes late is told, and given back
        "expired": frozenset({"verified"}),
        "verified": frozenset({"disputed", "refunded"}),
        "disputed": frozenset({"verified", "refunded", "cancelled"}),
        "refunded": frozenset(),
    }
)
"""Which state may follow which. A state never follows itself: told twice, it changes nothing."""

CENTRAL = "central"
"""Who told of a change that came with the feed, where a person's id would stand."""
STATES: frozenset[str] = frozenset(FOLLOWS)
UNSETTLED: frozenset[str] = frozenset({"claimed", "approved", "requested", "pending"})
"""States in which nobody knows yet whether there is money."""


def may_follow(before: str, after: str) -> bool:
    """Tell whether a payment may go from one state to another.

    Raises:
        KeyError: for a state that is none.
    """
    return after in FOLLOWS[before]
