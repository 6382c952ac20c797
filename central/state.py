"""What central remembers of itself: its epoch, and whether this database is a copy.

The epoch names one unbroken history of the feed. A database that was restored from a backup gets a
new one when it is first opened, so that every till asks again from the start (sync rules 2.5 and
4.3).
"""

import sqlalchemy as sa

from central.database import CentralDatabase
from central.surroundings import Surroundings
from central.tables import central_state

EPOCH = "epoch"
COPY_MARK = "copied_at"


def settle_epoch(database: CentralDatabase, surroundings: Surroundings) -> str:
    """Return the epoch; begin a new one in a new database and in a restored copy."""
    with database.reading() as connection:
        epoch = _find(connection, EPOCH)
        if epoch is not None and _find(connection, COPY_MARK) is None:
            return epoch
    with database.writing(surroundings.now()) as writing:
        epoch = surroundings.new_id()
        connection = writing.connection
        connection.execute(
            sa.delete(central_state).where(central_state.c.name.in_([EPOCH, COPY_MARK]))
        )
        connection.execute(sa.insert(central_state).values(name=EPOCH, value=epoch))
        return epoch


def _find(connection: sa.Connection, name: str) -> str | None:
    statement = sa.select(central_state.c.value).where(central_state.c.name == name)
    value = connection.execute(statement).scalar_one_or_none()
    return None if value is None else str(value)
