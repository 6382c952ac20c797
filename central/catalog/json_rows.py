"""Rows of a JSON array, one object at a time, and of JSON lines.

Numbers are decimal, never binary.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO

from central.catalog.files import open_text
from domain.catalog_file.csv_records import LINE_CHARACTERS_MAX
from domain.catalog_file.source_rows import ROWS_MAX, BrokenFileError, SourceRow, column_name

_CHUNK_CHARACTERS = 65_536
_OBJECT_CHARACTERS_MAX = 1_048_576
_BLANK = re.compile(r"[ \t\r\n]*")


def _decimal(text: str) -> Decimal:
    """Return a number of the file; one whose exponent no computer holds is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


_decoder = json.JSONDecoder(parse_float=_decimal)


def read_json(path: Path) -> Iterator[SourceRow]:
    """Yield the objects of an array.

    Raises BrokenFileError for anything that is not one whole array.
    """
    with open_text(path) as text:
        yield from _Array(text).rows()


def read_json_lines(path: Path) -> Iterator[SourceRow]:
    """Yield one object a line. Raises BrokenFileError for a last line that was cut."""
    with open_text(path) as text:
        for number in range(1, ROWS_MAX + 2):
            line = text.readline(LINE_CHARACTERS_MAX)
            if not line:
                return
            if number > ROWS_MAX or len(line) >= LINE_CHARACTERS_MAX:
                raise BrokenFileError(f"Line {number} is too long, or one too many.")
            if line.strip():
                yield _row_of_line(number, line)


def _row_of_line(number: int, line: str) -> SourceRow:
    try:
        value = _decoder.decode(line.strip())
    except (ValueError, RecursionError) as error:
        if not line.endswith("\n"):
            raise BrokenFileError(f"It ends within line {number}: it was cut.") from error
        return SourceRow(number, complaint="it is not JSON")
    return _row(number, value)


def _row(line: int, value: object) -> SourceRow:
    if not isinstance(value, Mapping):
        return SourceRow(line, complaint="it is not an object with names and values")
    return SourceRow(line, {column_name(str(name)): cell for name, cell in value.items()})


class _Array:
    """A JSON array read piece by piece: no more than one object and one chunk are in memory."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._line = 1

    def rows(self) -> Iterator[SourceRow]:
        self._take("[", "It is no JSON array: it should begin with '['.")
        if self._peek() == "]":
            self._end()
            return
        for _ in range(ROWS_MAX):
            self._skip_blank()
            line = self._line
            yield _row(line, self._value())
            if self._peek() == "]":
                self._end()
                return
            self._take(",", "A comma is missing between two objects.")
        raise BrokenFileError(f"It has more than {ROWS_MAX:,} rows.")

    def _value(self) -> object:
        while True:
            try:
                value, end = _decoder.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                if not self._more():
                    raise self._broken("The JSON cannot be read") from error
                continue
            if end == len(self._buffer) and self._more():
                continue  # a number might go on in the next chunk
            self._advance(end)
            return value

    def _take(self, expected: str, complaint: str) -> None:
        if self._peek() != expected:
            raise self._broken(complaint)
        self._advance(self._at + 1)

    def _end(self) -> None:
        self._advance(self._at + 1)
        if self._peek():
            raise self._broken("Something follows the array")

    def _peek(self) -> str:
        """Return the next character that is not blank, or nothing at the end."""
        self._skip_blank()
        return self._buffer[self._at : self._at + 1]

    def _skip_blank(self) -> None:
        while True:
            found = _BLANK.match(self._buffer, self._at)
            self._advance(self._at if found is None else found.end())
            if self._at < len(self._buffer) or not self._more():
                return

    def _advance(self, end: int) -> None:
        self._line += self._buffer.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read another chunk; tell whether there was one."""
        if len(self._buffer) - self._at > _OBJECT_CHARACTERS_MAX:
            raise self._broken("An object is too large, or the JSON cannot be read")
        chunk = self._text.read(_CHUNK_CHARACTERS)
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _broken(self, why: str) -> BrokenFileError:
        return BrokenFileError(f"{why.rstrip('.')} (near line {self._line}).")
