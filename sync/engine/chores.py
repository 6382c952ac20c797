"""What the engine does beside exchanging: erase, tidy, and move the log while nobody waits.

Each chore is a bounded piece a turn. They look only where something can have changed: an idle till
on battery, and a thousand idle turns in a simulated night, pay for no empty transactions.
"""

from contextlib import suppress
from datetime import date

from domain.errors import WindwardError
from sync.engine.exchange import ExchangeResult
from sync.engine.parts import EngineParts

SWEEP_ROWS_MAX = 200
SWEEPS_A_TURN_MAX = 10
SETTLE_COMMITS = 8
"""After how many commits the log is moved: an idle turn makes one or two."""


class Chores:
    """The chores of one engine. No failure of theirs keeps sales from being sent (rule 8.3)."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._has_work = True
        self._looked_on: date | None = None
        self._settled_at = 0

    def note(self, result: ExchangeResult) -> None:
        """An exchange has moved something: there may be rows to sweep, persons to erase."""
        self._has_work = self._has_work or result.advanced

    def do(self) -> None:
        """Do a turn's piece of what there is to do; never raises a failure of the world's."""
        today = self._parts.clock.now().date()
        if today != self._looked_on:  # operations grow old without anything happening
            self._looked_on, self._has_work = today, True
        if self._has_work:
            is_clean, is_tidy = self._erases_all(), self._tidies_all()
            self._has_work = not (is_clean and is_tidy)
        commits = self._parts.db.commit_count
        if commits - self._settled_at >= SETTLE_COMMITS:
            self._settled_at = commits
            with suppress(WindwardError):
                self._parts.db.idle_maintenance()

    def _erases_all(self) -> bool:
        """Clean log and backups of persons whom the feed erased (sync rule 6.2).

        What cannot be cleaned now, because a reader or the disk is in the way, is cleaned in a
        later turn.
        """
        with suppress(WindwardError):
            self._parts.db.erase_traces()
            return True
        return False

    def _tidies_all(self) -> bool:
        """Drop what nobody needs, a short transaction at a time; tell whether none is left.

        That is rows which a newer version hides, and operations that are durable and old.
        """
        with suppress(WindwardError):
            for _ in range(SWEEPS_A_TURN_MAX):
                if not self._tidy_a_piece():
                    return True
        return False

    def _tidy_a_piece(self) -> bool:
        with self._parts.db.unit_of_work() as uow:
            swept = uow.feed.sweep(SWEEP_ROWS_MAX)
            pruned = uow.outbox.prune(self._parts.clock.now())
            uow.commit()
        return swept + pruned > 0
