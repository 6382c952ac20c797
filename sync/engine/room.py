"""What a person should know about the room on the disk (sync rules 14.1 to 14.4)."""

from domain.disk_space import MEGABYTE, Room
from domain.sentence import together, told
from storage.database import TillDatabase
from sync.protocol.status import Problem

_FREE = told("Delete files that are not the till's, or call support.")
_TITLES = {
    Room.LOW: told("The disk is filling up"),
    Room.SCARCE: told("The disk is nearly full"),
    Room.NONE: told("The disk is full"),
}
_MESSAGES = {
    Room.LOW: told("Nothing is lost and everything works."),
    Room.SCARCE: told(
        "Selling goes on, but new prices are not taken in and no backup is made here."
    ),
    Room.NONE: told(
        "Nothing more can be sold until there is room. Every sale is kept and still sent."
    ),
}


def room_problem(db: TillDatabase, *, news_refused: bool = False) -> Problem | None:
    """Say how much room is left, where it is little; None where there is plenty.

    ``news_refused`` says that a write failed for want of room, whatever the disk measures.
    """
    if news_refused and not db.room.is_for_sales_only:
        words = together((_MESSAGES[Room.SCARCE], _FREE))
        return Problem(title=_TITLES[Room.SCARCE], message=words)
    if db.room is Room.PLENTY:
        return None
    left = told("{megabytes} MB are left.", megabytes=f"{db.free_bytes // MEGABYTE:,}")
    return Problem(title=_TITLES[db.room], message=together((left, _MESSAGES[db.room], _FREE)))
