"""Rows of a file that somebody should look at, and what came of a file, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.presenters import file_words as words
from app.presenters.notices import Notice, Tone
from app.presenters.words import beside, listed
from app.use_cases.catalog_csv import CatalogCheck, CheckedRow
from app.use_cases.customer_csv import ImportReport, RowFate
from app.use_cases.send_catalog import CatalogRead, CatalogResult
from sync.protocol.catalog_files import CatalogRowTold

SHOWN_MAX = 1_000
"""Of a catalog's rows, those that somebody should look at first."""
_ORDER = ("refused", "changed", "added", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row of a file that somebody should look at."""

    title: str
    detail: str
    icon: str = "note"
    tag: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        return listed(self.title, self.detail, self.tag)


def customer_row(row: RowFate) -> FileRow:
    """Return a customer that was refused."""
    why = words.customer_row(row)
    return FileRow(title=words.line(row.line), detail=why, tag=words.refused(), tone="red")


def checked_row(row: CheckedRow) -> FileRow:
    """Return a row that a check found something about."""
    return FileRow(
        title=listed(words.line(row.line), row.sku),
        detail=words.catalog_row(row),
        tag=words.refused() if row.is_refused else "",
        tone="red" if row.is_refused else "",
    )


def told_rows(rows: Sequence[CatalogRowTold]) -> tuple[FileRow, ...]:
    """Return what central told of rows: what it refused first, then what it found, then news."""
    return tuple(_told_row(row) for row in sorted(rows, key=_worst_first)[:SHOWN_MAX])


def read_notice(report: ImportReport) -> Notice:
    """Return what became of customers."""
    title = words.stopped() if report.is_cancelled else words.customers_read()
    text = words.customer_counts(report)
    if report.unknown_columns:
        text = beside(text, words.unknown_columns(report.unknown_columns))
    return Notice(title=title, text=text)


def check_notice(check: CatalogCheck) -> Notice:
    """Return what a check found."""
    title = words.stopped() if check.is_cancelled else words.checked()
    return Notice(title=title, text=words.check_counts(check))


def ready_notice(read: CatalogRead) -> Notice:
    """Return what a check found of a file that is to be sent."""
    if read.can_be_sent:
        return Notice(title=words.ready_to_send(), text=words.check_counts(read.check))
    if read.check.is_cancelled:
        return check_notice(read.check)
    return Notice(title=words.nothing_to_send(), text=words.check_counts(read.check))


def sent_notice(result: CatalogResult) -> Notice:
    """Return what became of a catalog at central."""
    if result.is_stopped and not result.rows:
        return Notice(title=words.stopped(), text=words.not_sent_text(), tone=Tone.WAITING)
    counts = words.sent_counts(result)
    if result.is_stopped:
        text = words.stopped_sent_text(counts)
        return Notice(title=words.stopped_waiting(), text=text, tone=Tone.WAITING)
    if not result.added and not result.changed:
        return Notice(title=words.nothing_new(), text=counts)
    tone = Tone.NEUTRAL if result.refused else Tone.WORKING
    return Notice(title=words.imported(), text=counts, tone=tone)


def _worst_first(row: CatalogRowTold) -> tuple[bool, bool, int, int]:
    order = _ORDER.index(row.outcome) if row.outcome in _ORDER else 0
    return row.outcome != "refused", not row.findings, order, row.line


def _told_row(row: CatalogRowTold) -> FileRow:
    is_refused = row.outcome == "refused"
    found = (words.finding(one.finding, one.reason) for one in row.findings)
    tones = {"refused": "red", "added": "green", "changed": "green"}
    return FileRow(
        title=listed(words.line(row.line), row.sku),
        detail=beside(*found),
        icon="alert" if is_refused else "note",
        tag=words.outcome(row.outcome),
        tone=tones.get(row.outcome, ""),
    )
