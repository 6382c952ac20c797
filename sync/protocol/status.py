"""What the engine tells the screens.

One frozen value, replaced whole whenever something changes.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Link(StrEnum):
    """The state of the line, and what happens next.

    ONLINE: the last exchange worked. OFFLINE: it did not; selling goes on, the engine tries again
    by itself. CATCHING_UP: the line works and a backlog is being moved. NEEDS_YOU: a person must
    do something; selling goes on.
    """

    ONLINE = "online"
    OFFLINE = "offline"
    CATCHING_UP = "catching_up"
    NEEDS_YOU = "needs_you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a person is needed, in words for that person."""

    title: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """The engine's state at one moment.

    ``waiting_count`` counts operations that central has not stored. ``done_count`` of
    ``total_count`` is the progress while catching up. ``since_at`` is when this link state began,
    ``last_exchange_at`` the last whole exchange (None: never). ``clock_skew_s`` is central's time
    minus ours at that exchange, in whole seconds. ``case_count`` cases are open: each is a person's
    to decide, and none holds up the line. ``quiet_count`` of them only who may decide is told of.
    """

    link: Link
    waiting_count: int = 0
    done_count: int = 0
    total_count: int = 0
    since_at: datetime | None = None
    last_exchange_at: datetime | None = None
    clock_skew_s: int = 0
    problem: Problem | None = None
    case_count: int = 0
    quiet_count: int = 0
