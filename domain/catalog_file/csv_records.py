"""Rows of a CSV file, from wherever its text is opened.

Files differ in two ways that cannot be seen from their names: the delimiter, and whether a quote
within quotes is doubled (RFC 4180) or follows a backslash. The first line tells the delimiter; the
second is decided by reading the file once each way and taking the reading with fewer ragged rows.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO

from domain.catalog_file.source_rows import (
    ROWS_MAX,
    BrokenFileError,
    SourceRow,
    column_name,
)
from domain.sentence import told

OpenText = Callable[[], AbstractContextManager[IO[str]]]
"""Opens a file's text anew each time: it is read more than once."""

LINE_CHARACTERS_MAX = 1_048_576
_DELIMITERS = ",;\t|"
_LINES_IN_A_ROW_MAX = 1_000


@contextmanager
def open_bytes(raw: bytes) -> Iterator[IO[str]]:
    """Open a file that was read already as UTF-8 text; line ends are kept.

    Raises BrokenFileError from within the block.
    """
    try:
        with io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", newline="") as text:
            yield text
    except UnicodeDecodeError as error:
        raise not_utf8() from error


def not_utf8() -> BrokenFileError:
    """Return why a file whose bytes are no UTF-8 cannot be used."""
    return BrokenFileError("It is not UTF-8 text; save it as UTF-8.")


def read_records(open_text: OpenText) -> Iterator[SourceRow]:
    """Yield the rows below the header. Raises BrokenFileError."""
    delimiter = _delimiter(open_text)
    doubled = _ragged_count(open_text, delimiter, None)
    escape = "\\" if doubled and _ragged_count(open_text, delimiter, "\\") < doubled else None
    with open_text() as text:
        records = _records(text, delimiter, escape)
        _, header = next(records)
        columns = [column_name(cell) for cell in header]
        for line, record in records:
            if len(record) != len(columns):
                why = told(
                    "it has {count} columns, the header has {most}",
                    count=len(record),
                    most=len(columns),
                )
                yield SourceRow(line, complaint=why)
            else:
                yield SourceRow(line, dict(zip(columns, record, strict=True)))


def _delimiter(open_text: OpenText) -> str:
    with open_text() as text:
        first = text.readline(LINE_CHARACTERS_MAX)
    if not first.strip():
        raise BrokenFileError("It is empty, or its first line is.")
    return max(_DELIMITERS, key=first.count)


def _ragged_count(open_text: OpenText, delimiter: str, escape: str | None) -> int:
    with open_text() as text:
        records = _records(text, delimiter, escape)
        width = len(next(records)[1])
        return sum(len(record) != width for _, record in records)


def _records(text: IO[str], delimiter: str, escape: str | None) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; blank lines are no records."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, skipinitialspace=True)
    try:
        for count, record in enumerate(reader):
            if count > ROWS_MAX:
                raise BrokenFileError(
                    told("It has more than {rows_max} rows.", rows_max=f"{ROWS_MAX:,}")
                )
            first_line = lines.begin_record()
            if any(cell.strip() for cell in record):
                yield first_line, record
    except csv.Error as error:
        raise BrokenFileError(
            told("Line {count}: {error}.", count=lines.count, error=str(error))
        ) from error
    if lines.quote_is_open:
        raise BrokenFileError("It ends within quotes: it was cut, or a closing quote is missing.")


class _Lines:
    """The lines the reader takes, watched.

    How many make up a record, and whether quotes balance.
    """

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.count = 0
        self._taken = 0
        self.quote_is_open = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE_CHARACTERS_MAX)
        if not line:
            self.quote_is_open |= self._taken > 0
            raise StopIteration
        if len(line) >= LINE_CHARACTERS_MAX:
            raise BrokenFileError(told("Line {line} is too long.", line=self.count + 1))
        self.count += 1
        self._taken += 1
        if self._taken > _LINES_IN_A_ROW_MAX:
            raise BrokenFileError(
                told(
                    "From line {line} on a closing quote is missing.",
                    line=self.count - self._taken + 1,
                )
            )
        return line

    def begin_record(self) -> int:
        """Note that the reader has finished a record; return the line on which it began."""
        first_line = self.count - self._taken + 1
        self._taken = 0
        return first_line
