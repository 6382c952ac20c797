"""A till that nobody touches locks itself: the cart is kept, and what was given for it too."""

from datetime import datetime, timedelta
from typing import Protocol

from app.presenters import shift_words
from app.presenters.floor import Floor
from app.presenters.key_map import Place
from app.presenters.notices import Notice
from app.presenters.services import Desk

LOOK_S = 30
"""How often the rule is read anew while nobody touches the till."""


class Awaiting(Protocol):
    """The counter's flows, as far as a lock needs them."""

    @property
    def is_awaited(self) -> bool:
        """Whether a customer at a code or a supervisor elsewhere is answering just now."""


class Lockable(Floor, Protocol):
    """The counter, as far as a lock needs it."""

    @property
    def flows(self) -> Awaiting: ...

    def on_lock(self) -> None: ...


class IdleLock:
    """Counts the time since the last key or pointer, and locks by the rule ``idle_lock``."""

    def __init__(self, desk: Desk, counter: Lockable) -> None:
        self._desk, self._counter = desk, counter
        self._touched_at = desk.clock.now()
        self._looked_at: datetime | None = None

    def on_activity(self) -> None:
        """A key was pressed, or the pointer moved."""
        self._touched_at, self._looked_at = self._desk.clock.now(), None

    def on_second(self) -> None:
        """A second has passed. A clock that went back counts from there.

        While somebody is answering the minutes have not begun: a lock would give up their code.
        That wait has an end of its own.
        """
        now = self._desk.clock.now()
        self._touched_at = now if self._counter.flows.is_awaited else min(self._touched_at, now)
        is_due = self._looked_at is None or now - self._looked_at >= timedelta(seconds=LOOK_S)
        idle = now - self._touched_at
        if idle < timedelta(seconds=LOOK_S) or not is_due or not self._may_lock():
            return
        self._looked_at = now
        self._desk.runner.run(
            "read",
            self._desk.services.drawer.idle_lock_minutes,
            self._on_minutes,
            lambda _error: None,  # without a readable rule nobody is locked out
        )

    def _may_lock(self) -> bool:
        counter = self._counter
        return counter.session is not None and counter.place is not Place.SIGN_IN

    def _on_minutes(self, minutes: int | None) -> None:
        idle = self._desk.clock.now() - self._touched_at
        if minutes is None or idle < timedelta(minutes=minutes) or not self._may_lock():
            return
        self._counter.on_lock()
        if self._counter.session is None:
            title, text = shift_words.locked(), shift_words.locked_text(minutes)
            self._counter.notify(Notice(title=title, text=text))
