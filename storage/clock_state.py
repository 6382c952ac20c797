"""How long this till has not heard central, whatever its clock says (sync rule 7.5)."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.case_tables import clock_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Since central was last heard: whole seconds that the till ran, and that its clock jumped.

    A jump forward is above zero. A till whose clock nobody watches has neither.
    """

    ran_s: int = 0
    jumped_s: int = 0

    def elapsed(self, by_clock: timedelta) -> timedelta:
        """Return how long it was, where the clock says ``by_clock``.

        Never less than the till ran, so that a clock set back keeps nothing alive; and without what
        the clock jumped forward, so that one set forward shuts nobody out.
        """
        jumped = timedelta(seconds=max(0, self.jumped_s))
        return max(timedelta(seconds=self.ran_s), by_clock - jumped)


class ClockState:
    """What was watched, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watched(self) -> Watched:
        """Return what was watched since central was last heard."""
        row = self._connection.execute(_STATE).mappings().one_or_none()
        return Watched() if row is None else Watched(**row)

    def save(self, watched: Watched) -> None:
        """Keep what was watched."""
        values = {"ran_s": watched.ran_s, "jumped_s": watched.jumped_s}
        fresh = insert(clock_state).values(only=1, **values)
        self._connection.execute(fresh.on_conflict_do_update(index_elements=["only"], set_=values))


_STATE = sa.select(clock_state.c.ran_s, clock_state.c.jumped_s)
