"""The streaming replica: asked while it holds what an answer speaks of, else left alone.

Nothing depends on it. Each way in which it can be behind, away or of another history ends at the
primary, and it is asked again soon (sync rule 13.6).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from central.database import CentralDatabase, DatabaseUnavailable
from central.publication import FeedName
from central.state import find_epoch
from central.tables import feed_stream

REST_S = 10.0
"""How long a replica that failed is left alone."""
_log = structlog.get_logger("central.replica")


@dataclass(frozen=True, slots=True)
class Need:
    """What a replica must hold to answer: an epoch, and how far each stream goes at the primary."""

    epoch: str
    heads: Mapping[FeedName, int]


@dataclass(slots=True)
class Replica:
    """One replica. ``ticks`` are seconds that never go back. Thread-safe."""

    database: CentralDatabase
    ticks: Callable[[], float] = field(default=time.monotonic)
    _asked_again_at: float = field(default=0.0, init=False)

    def holds(self, need: Need) -> bool:
        """Tell whether it can answer now. Never raises for what is wrong with it."""

        def reaches(connection: sa.Connection) -> bool:
            return find_epoch(connection) == need.epoch and _reaches(connection, need.heads)

        return self.says(reaches)

    def says(self, asked: Callable[[sa.Connection], bool]) -> bool:
        """Ask it something, at one moment of its; False where it cannot be asked now."""
        if self.ticks() < self._asked_again_at:
            return False
        try:
            with self.database.reading(at_one_moment=True) as connection:
                return asked(connection)
        except DatabaseUnavailable:
            self.leave_alone()
            return False

    def leave_alone(self) -> None:
        """Ask it nothing for a while: it failed."""
        self._asked_again_at = self.ticks() + REST_S
        _log.info("replica_left_alone", rest_s=REST_S)


def list_heads(connection: sa.Connection, feeds: tuple[FeedName, ...]) -> dict[FeedName, int]:
    """Return how far each of these streams goes; 0 for one that is not there."""
    asked = [(feed.organisation_id, feed.name) for feed in feeds]
    found = {
        FeedName(row.organisation_id, row.name): row.position
        for row in connection.execute(_HEADS, {"asked": asked})
    }
    return {feed: found.get(feed, 0) for feed in feeds}


def _reaches(connection: sa.Connection, heads: Mapping[FeedName, int]) -> bool:
    held = list_heads(connection, tuple(heads))
    return all(held[feed] >= head for feed, head in heads.items())


_HEADS = sa.select(feed_stream).where(
    sa.tuple_(feed_stream.c.organisation_id, feed_stream.c.name).in_(
        sa.bindparam("asked", expanding=True)
    )
)
