"""What a provider's statement says, in words: what is sent of it, and its rows after central."""

from collections import Counter

from app.presenters import statement_words as words
from app.presenters.figures import format_money
from app.presenters.file_rows import FileRow
from app.presenters.inbox_rows import Fact
from app.presenters.notices import Notice, Tone
from app.presenters.words import beside
from app.use_cases.send_statement import StatementRead, StatementResult
from domain.money import Money
from sync.protocol.statements import RowTold


def facts_of(read: StatementRead | None) -> tuple[Fact, ...]:
    """Return what a file that was read is, and nothing of what it adds up to."""
    if read is None:
        return ()
    columns = ", ".join(sorted(read.used.mapping.columns.values()))
    return (Fact(name=words.columns_sent(), text=columns),)


def worst_first(row: RowTold) -> tuple[int, int]:
    """Return the order of a row: what needs a look first, then as the file has them."""
    order = words.LOOK.index(row.outcome) if row.outcome in words.LOOK else len(words.LOOK)
    return order, row.line


def row_of(row: RowTold) -> FileRow:
    """Return a row that central told, in words."""
    place = words.line(row.line) if row.line else words.not_in_the_file()
    receipt = words.receipt(row.receipt) if row.receipt else ""
    is_look = row.outcome in words.LOOK
    return FileRow(
        title=beside(row.reference, format_money(Money(row.amount_minor, row.currency))),
        detail=beside(place, receipt, row.words),
        icon="alert" if is_look else "receipt",
        tag=words.outcome(row.outcome),
        tone="red" if is_look else "green" if row.outcome == "verified" else "",
    )


def result_notice(result: StatementResult) -> Notice:
    """Return what became of the whole file."""
    numbers = Counter(one.outcome for one in result.rows)
    if result.is_stopped:
        return Notice(title=words.stopped(), text=words.stopped_text(), tone=Tone.WAITING)
    text = words.counts(dict(numbers)) or words.empty()
    title = words.done_again() if result.is_again else words.done()
    needs_you = any(word in numbers for word in words.LOOK)
    tone = Tone.NEEDS_YOU if needs_you else Tone.NEUTRAL if result.is_again else Tone.WORKING
    return Notice(title=title, text=text, tone=tone)


def case_notice(*, is_new: bool) -> Notice:
    """Return what is said of a case that was asked for."""
    if is_new:
        return Notice(title=words.case_open(), text=words.case_open_text(), tone=Tone.WORKING)
    return Notice(title=words.case_was_open(), text=words.case_was_open_text())


def no_case_for(row: RowTold) -> Notice:
    """Return why no case can be opened for a row."""
    if row.outcome == "missing":
        return Notice(title=words.case_was_open(), text=words.case_of_missing_text())
    return Notice(title=words.no_case(), text=words.no_case_text())
