"""Taking in changes: staged in small transactions.

Shown when a whole transaction of central's is there (rule 4.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.errors import DiskFull
from sync.engine.parts import EngineParts
from sync.protocol.changes import Change
from sync.protocol.exchange import CHUNK_ROWS_MAX, AnswerLine, CursorLine, EndLine
from sync.protocol.stream_codec import StreamDamagedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What came: how many changes, whether central has more, and whether the answer was whole.

    ``refused`` says that the rest was not taken in, for want of room on the disk. It comes again.
    """

    change_count: int
    unreadable_count: int
    more: bool
    complete: bool
    refused: bool = False


def take_in_changes(
    parts: EngineParts, lines: Iterator[AnswerLine], *, of_own_stream: bool = False
) -> Pulled:
    """Take in the lines after the rulings.

    A damaged rest is dropped: the cursor says where to go on. ``of_own_stream`` says that no other
    stream was asked for, as while a snapshot is under way: then there is more than the answer says,
    even where the answer has just ended that snapshot with a new epoch.

    A chunk's rows and the cursor after them are written in one transaction, so that neither is
    ever there without the other. A disk without room for them ends the pull and nothing else: what
    was sent counts, and the cursor stays where it is (sync rule 14.2).
    """
    taking = _Taking(parts)
    refused = False
    try:
        taking.take(lines)
    except DiskFull:
        refused = True
    end = taking.end
    more = end is None or end.more or of_own_stream
    if not more:
        with parts.db.unit_of_work() as uow:
            if uow.snapshots.find() is None:  # one that is under way: not all is here
                uow.feed.caught_up(parts.clock.now())
            uow.commit()
    return Pulled(
        change_count=taking.change_count,
        unreadable_count=taking.unreadable_count,
        more=more,
        complete=end is not None,
        refused=refused,
    )


@dataclass(slots=True)
class _Taking:
    """The lines of one answer as they are taken in; ``end`` is its last one, None where it was cut.

    ``change_count`` counts what is kept.
    """

    parts: EngineParts
    change_count: int = 0
    unreadable_count: int = 0
    end: EndLine | None = None
    rows: list[Change] = field(default_factory=list)

    def take(self, lines: Iterator[AnswerLine]) -> None:
        """Take in lines up to the last. Raises DiskFull where there is no room for changes."""
        for line in _whole_lines(lines):
            if isinstance(line, Change):
                self.rows.append(line)
                if len(self.rows) > CHUNK_ROWS_MAX:
                    return
            elif isinstance(line, CursorLine):
                self.unreadable_count += _stage(self.parts, self.rows, line)
                self.change_count += len(self.rows)
                self.rows = []
            else:
                self.end = line if isinstance(line, EndLine) else None
                return


def _whole_lines(lines: Iterator[AnswerLine]) -> Iterator[AnswerLine]:
    try:
        yield from lines
    except StreamDamagedError:
        return


def _stage(parts: EngineParts, rows: list[Change], line: CursorLine) -> int:
    """Stage a chunk and then show what is whole.

    Two short transactions, so that a sale never waits for both.
    """
    with parts.db.unit_of_work() as uow:
        report = uow.feed.stage(rows, line.cursor)
        uow.commit()
    if not _show(parts, line):
        drop_unshown_rows(parts)
        _show(parts, line)  # were something left again, the next chunk's flip would show both
    return len(report.unreadable)


def _show(parts: EngineParts, line: CursorLine) -> bool:
    with parts.db.unit_of_work() as uow:
        is_shown = uow.feed.flip(line.visible)
        uow.commit()
    return is_shown


def drop_unshown_rows(parts: EngineParts) -> None:
    """Take away what a pull before the last rebase staged and never showed (rule 4.3)."""
    is_left = True
    while is_left:
        with parts.db.unit_of_work() as uow:
            is_left = uow.feed.drop_unshown() > 0
            uow.commit()
