"""Taking in changes: staged in small transactions.

Shown when a whole transaction of central's is there (rule 4.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sync.engine.parts import EngineParts
from sync.protocol.changes import Change
from sync.protocol.exchange import CHUNK_ROWS_MAX, AnswerLine, CursorLine, EndLine
from sync.protocol.stream_codec import StreamDamagedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What came: how many changes, whether central has more, and whether the answer was whole."""

    change_count: int
    unreadable_count: int
    more: bool
    complete: bool


def take_in_changes(
    parts: EngineParts, lines: Iterator[AnswerLine], *, of_own_stream: bool = False
) -> Pulled:
    """Take in the lines after the rulings.

    A damaged rest is dropped: the cursor says where to go on. ``of_own_stream`` says that no other
    stream was asked for, as while a snapshot is under way: then there is more than the answer says,
    even where the answer has just ended that snapshot with a new epoch.

    A chunk's rows and the cursor after them are written in one transaction, so that neither is
    ever there without the other.
    """
    rows: list[Change] = []
    change_count = unreadable_count = 0
    end: EndLine | None = None
    for line in _whole_lines(lines):
        if isinstance(line, Change):
            rows.append(line)
            if len(rows) > CHUNK_ROWS_MAX:
                break
        elif isinstance(line, CursorLine):
            unreadable_count += _stage(parts, rows, line)
            change_count += len(rows)
            rows = []
        else:
            end = line if isinstance(line, EndLine) else None
            break
    more = end is None or end.more or of_own_stream
    if not more:
        with parts.db.unit_of_work() as uow:
            if uow.snapshots.find() is None:  # one that is under way: not all is here
                uow.feed.caught_up(parts.clock.now())
            uow.commit()
    return Pulled(
        change_count=change_count,
        unreadable_count=unreadable_count,
        more=more,
        complete=end is not None,
    )


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
