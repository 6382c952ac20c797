"""Watches the clock against seconds that no clock change touches (sync rule 7.5)."""

from datetime import datetime

from storage.clock_state import Watched
from sync.engine.parts import EngineParts

JUMP_S_MIN = 60
"""Less is a clock being put right by itself."""
SAVED_EVERY_S = 600
"""How much running time a crash may forget."""


class ClockWatch:
    """Looks once a turn; keeps what it saw when there is something to keep."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._last: tuple[datetime, float] | None = None
        self._watched: Watched | None = None
        self._saved = Watched()

    def look(self, *, heard: bool) -> None:
        """Take in the time that has passed; ``heard`` says that central was heard just now.

        Raises what the store raises; nothing is forgotten then but what a later look takes in.
        """
        if self._parts.monotonic is None:
            return
        now, ticks = self._parts.clock.now(), self._parts.monotonic()
        watched = self._known()
        if self._last is not None:
            ran_s = max(0.0, ticks - self._last[1])
            jumped_s = (now - self._last[0]).total_seconds() - ran_s
            watched = Watched(
                ran_s=watched.ran_s + round(ran_s),
                jumped_s=watched.jumped_s + (round(jumped_s) if abs(jumped_s) >= JUMP_S_MIN else 0),
            )
        self._last = (now, ticks)
        self._watched = Watched() if heard else watched
        self._save_if_news(self._watched)

    def _known(self) -> Watched:
        if self._watched is None:
            with self._parts.db.reading() as uow:
                self._watched = self._saved = uow.clock_state.watched()
        return self._watched

    def _save_if_news(self, watched: Watched) -> None:
        ran_s = abs(watched.ran_s - self._saved.ran_s)
        if watched.jumped_s == self._saved.jumped_s and ran_s < SAVED_EVERY_S:
            return
        with self._parts.db.unit_of_work(durable=False) as uow:
            uow.clock_state.save(watched)
            uow.commit()
        self._saved = watched
