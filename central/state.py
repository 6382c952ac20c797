"""What central remembers of itself: its epoch, and the history that its database lives in.

The epoch names one unbroken history of the feed and of what was acknowledged. A new one makes every
till ask again from the start and send again what it keeps (sync rules 2.5, 2.6 and 4.3). It is read
for each request: several processes share the database, and any of them may begin the next one.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import structlog

from central.database import CentralDatabase, Writing
from central.surroundings import Surroundings
from central.tables import central_state

EPOCH = "epoch"
COPY_MARK = "copied_at"
HISTORY = "history"
BEGAN = "epoch_began"
"""When the epoch in force began, as ISO 8601; absent where an older program began it."""
_HAD = "had_epoch "
"""Before each epoch that was in force earlier, in a row of its own: when that was noted."""
_EPOCH_LOCK = 0x57494E44_0001
_HISTORY_NOW = sa.text(
    "SELECT system_identifier::text || '/' || oid::text || '/'"
    " || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
    " FROM pg_control_system(), pg_database WHERE datname = current_database()"
)
_log = structlog.get_logger("central.state")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the database says of itself. ``history_now`` is where it lives, None on SQLite."""

    epoch: str | None
    is_copy: bool
    history: str | None
    history_now: str | None

    @property
    def reason(self) -> str | None:
        """Why a new epoch must begin, None where the one it has holds (sync rule 13.3)."""
        if self.epoch is None:
            return "new_database"
        if self.is_copy:
            return "restored_copy"
        return None if self.history == self.history_now else "other_history"


def settle_epoch(database: CentralDatabase, surroundings: Surroundings) -> str:
    """Return the epoch in force.

    Begins one in a new database, in a restored copy, and after PostgreSQL's history parted from the
    one we knew: a standby was promoted, or the data was restored elsewhere.
    """
    with database.reading() as connection:
        found = _look(connection)
    if found.epoch is not None and found.reason is None:
        return found.epoch
    with database.writing(surroundings.now()) as writing:
        _lock(writing.connection)
        found = _look(writing.connection)
        if found.epoch is not None and found.reason is None:
            return found.epoch
        reason = found.reason or "new_database"
        return begin_epoch(writing, surroundings, instead_of=found.epoch, reason=reason)


def epoch_in_force(connection: sa.Connection) -> str | None:
    """Return the epoch as this transaction sees it, None where a new one must begin first."""
    found = _look(connection)
    return found.epoch if found.reason is None else None


def find_epoch(connection: sa.Connection) -> str | None:
    """Return the epoch as this transaction sees it, None in a new database."""
    return _look_up(connection).get(EPOCH)


def epoch_began_at(connection: sa.Connection) -> datetime | None:
    """Return when the epoch in force began, None where nobody noted it."""
    told = _look_up(connection).get(BEGAN)
    return None if told is None else datetime.fromisoformat(told)


def note_epoch_began(writing: Writing) -> None:
    """Let the epoch count from now, where nobody noted when it began."""
    if epoch_began_at(writing.connection) is None:
        row = {"name": BEGAN, "value": writing.at.isoformat()}
        writing.connection.execute(sa.insert(central_state), row)


def has_had_epoch(connection: sa.Connection, epoch: str) -> bool:
    """Tell whether an epoch that is not in force was, as far as this database remembers.

    One that central's own seal names and that it never had is of a history that it has forgotten.
    """
    asked = sa.select(central_state.c.name).where(central_state.c.name == _HAD + epoch)
    return connection.scalar(asked) is not None


def note_had_epoch(writing: Writing, epoch: str) -> None:
    """Remember that there was such an epoch: who names it proves nothing any more."""
    if not has_had_epoch(writing.connection, epoch):
        row = {"name": _HAD + epoch, "value": writing.at.isoformat()}
        writing.connection.execute(sa.insert(central_state), row)


def begin_epoch(
    writing: Writing, surroundings: Surroundings, *, instead_of: str | None, reason: str
) -> str:
    """Begin a new epoch with this transaction, and return the one in force.

    ``instead_of`` is the epoch that the reason speaks of: where another process has begun a newer
    one meanwhile, that one stays. ``reason`` is a word for the log.
    """
    connection = writing.connection
    _lock(connection)
    found = _look(connection)
    if found.epoch is not None and found.epoch != instead_of:
        return found.epoch
    epoch = surroundings.new_id()
    rows = [
        {"name": EPOCH, "value": epoch},
        {"name": BEGAN, "value": writing.at.isoformat()},
    ]
    if found.history_now is not None:
        rows.append({"name": HISTORY, "value": found.history_now})
    names = (EPOCH, BEGAN, COPY_MARK, HISTORY)
    connection.execute(sa.delete(central_state).where(central_state.c.name.in_(names)))
    connection.execute(sa.insert(central_state), rows)
    if found.epoch is not None:
        note_had_epoch(writing, found.epoch)
    _log.info("epoch_begun", epoch=epoch, instead_of=instead_of, reason=reason)
    return epoch


def _lock(connection: sa.Connection) -> None:
    """Take turns with other processes until the commit; on SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_EPOCH_LOCK)))


def _look(connection: sa.Connection) -> _Found:
    stored = _look_up(connection)
    history_now = None
    if connection.dialect.name == "postgresql":
        history_now = str(connection.execute(_HISTORY_NOW).scalar_one())
    return _Found(
        epoch=stored.get(EPOCH),
        is_copy=COPY_MARK in stored,
        history=stored.get(HISTORY),
        history_now=history_now,
    )


def _look_up(connection: sa.Connection) -> dict[str, str]:
    statement = sa.select(central_state.c.name, central_state.c.value)
    return {row.name: row.value for row in connection.execute(statement)}
