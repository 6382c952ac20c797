"""Which till has heard what: how far each has read the stream that is its own."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.feed.cursor import Cursor
from central.opening import Central
from central.publication import till_feed
from central.tables import change, till
from central.tills.registry import EnrolledTill


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheardErasure:
    """An erasure that a till has not heard of: it may still hold that person's data."""

    till: str
    person_id: str
    told_at: datetime


def note_read(central: Central, reader: EnrolledTill, cursor: Cursor) -> None:
    """Remember how far a till has read its own stream; written only when that has changed.

    A cursor is a till's word that it holds what came before it. After a rebase it goes back to 0.
    """
    position = cursor.position(till_feed(reader.organisation_id, reader.till_id).name)
    if position == reader.read_through:
        return
    with central.database.writing(central.surroundings.now()) as writing:
        writing.connection.execute(
            sa.update(till)
            .where(
                till.c.organisation_id == reader.organisation_id, till.c.till_id == reader.till_id
            )
            .values(read_through=position)
        )


def list_unheard_erasures(connection: sa.Connection) -> list[UnheardErasure]:
    """Return the erasures that tills have not heard of yet, oldest first."""
    statement = (
        sa.select(till.c.label, change.c.key, change.c.made_at)
        .join(
            till,
            sa.and_(
                till.c.organisation_id == change.c.organisation_id,
                change.c.stream == sa.literal("till:") + till.c.till_id,
            ),
        )
        .where(change.c.kind == "person_erased", change.c.position > till.c.read_through)
        .order_by(change.c.made_at, till.c.label)
    )
    return [
        UnheardErasure(till=row.label, person_id=row.key, told_at=row.made_at)
        for row in connection.execute(statement)
    ]
