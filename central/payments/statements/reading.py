"""A statement's file read to its end, and its control totals held against what a person stated.

All of it is read and checked before anything is written: a file that is wrong in one place is
refused as a whole, with the places named, and nothing was changed.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from central.payments.statements.mapping import StatementMapping
from central.payments.statements.rows import RowError, StatementRow, read_row, read_sum
from domain.card_number import without_card_numbers
from domain.errors import BadInput
from domain.money import Money
from domain.money_text import format_money

FILE_BYTES_MAX = 33_554_432
ROWS_MAX = 100_000
_COMPLAINTS_MAX = 10
_NOTHING = "Nothing was changed."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person states of a statement: its days, how many rows, and what they add up to.

    ``total`` is the sum of all rows, what went out taken off, as it is written there.
    """

    first_day: date
    last_day: date
    count: int
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that was read and found whole. Its days are ``begins_at`` to ``ends_at``."""

    file_name: str
    file_hash: str
    rows: tuple[StatementRow, ...]
    total: Money
    begins_at: datetime
    ends_at: datetime


def read_statement(path: Path, mapping: StatementMapping, stated: Stated) -> Statement:
    """Read a file. Raises BadInput, naming what is wrong and where; nothing was changed."""
    if not stated.first_day <= stated.last_day:
        raise BadInput(
            "Check the days", f"A statement's first day is not after its last. {_NOTHING}"
        )
    raw = _bytes(path)
    rows = _rows(_text(raw, mapping), mapping)
    zone = ZoneInfo(mapping.zone)
    begins_at = datetime.combine(stated.first_day, time(), zone)
    ends_at = datetime.combine(stated.last_day + timedelta(days=1), time(), zone)
    outside = [
        f"Row {one.line}: it is of another day" for one in rows if not begins_at <= one.at < ends_at
    ]
    if outside:
        raise _refused("It does not fit the days that you stated", outside)
    return Statement(
        file_name=without_card_numbers(path.name),
        file_hash=hashlib.sha256(raw).hexdigest(),
        rows=tuple(rows),
        total=_checked_total(rows, mapping, stated),
        begins_at=begins_at,
        ends_at=ends_at,
    )


def _checked_total(
    rows: Sequence[StatementRow], mapping: StatementMapping, stated: Stated
) -> Money:
    total = Money.total_of((one.money for one in rows), mapping.currency)
    try:
        wanted = read_sum(stated.total, mapping)
    except RowError as error:
        raise BadInput("Check the sum", f"In what you stated {error}. {_NOTHING}") from error
    wrong = []
    if len(rows) != stated.count:
        wrong.append(f"It has {len(rows):,} rows, and you stated {stated.count:,}")
    if total != wanted:
        wrong.append(
            f"Its rows add up to {format_money(total)}, and you stated {format_money(wanted)}"
        )
    if wrong:
        raise _refused("Its control totals do not fit", wrong)
    return total


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise BadInput(
            "The statement cannot be read", f"{path}: {error.strerror}. {_NOTHING}"
        ) from error
    if len(raw) > FILE_BYTES_MAX:
        raise _refused("It is too large", [f"More than {FILE_BYTES_MAX // 1_048_576} MB"])
    return raw


def _text(raw: bytes, mapping: StatementMapping) -> str:
    """Decode as the mapping says. A mark at the beginning that says otherwise is believed."""
    marked = next((name for bom, name in _BOMS if raw.startswith(bom)), mapping.encoding)
    if marked != mapping.encoding:
        what = f"The file says {marked}, the mapping {mapping.encoding}"
        raise _refused("It is of another encoding", [what])
    try:
        text = raw.decode("utf-8-sig" if mapping.encoding == "utf-8" else mapping.encoding)
    except UnicodeDecodeError as error:
        what = f"Byte {error.start:,} is no {mapping.encoding}: save it again, or map its encoding"
        raise _refused("It is of another encoding", [what]) from error
    if "\0" in text:
        raise _refused("It is no CSV file", ["It holds bytes that no text has"])
    return text


def _rows(text: str, mapping: StatementMapping) -> list[StatementRow]:
    records = _records(text, mapping.delimiter)
    header = next(records, (0, []))[1]
    places = _places(header, mapping)
    rows: list[StatementRow] = []
    complaints: list[str] = []
    for line, record in records:
        try:
            if len(record) != len(header):
                why = f"it has {len(record)} columns, the header has {len(header)}"
                raise RowError(why)  # noqa: TRY301  one place names the row
            cells = {part: record[place].strip() for part, place in places.items()}
            rows.append(read_row(line, cells, mapping))
        except RowError as error:
            complaints.append(f"Row {line}: {error}")
        if len(complaints) > _COMPLAINTS_MAX:
            break
    if complaints:
        raise _refused("It cannot be read", complaints)
    return rows


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it ends on; blank lines are none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count = 0
    try:
        for record in reader:
            if not any(cell.strip() for cell in record):
                continue
            count += 1
            if count > ROWS_MAX + 1:
                raise _refused("It is too large", [f"More than {ROWS_MAX:,} rows"])
            yield reader.line_num, record
    except csv.Error as error:
        raise _refused("It is cut or damaged", [f"Row {reader.line_num}: {error}"]) from error


def _places(header: Sequence[str], mapping: StatementMapping) -> Mapping[str, int]:
    """Find each column by its header. Two of one name would be a guess about money."""
    names = [cell.strip().casefold() for cell in header]
    wanted = {part: name.strip().casefold() for part, name in mapping.columns.items()}
    complaints = [
        f"'{mapping.columns[part]}' is there {names.count(name)} times"
        for part, name in wanted.items()
        if names.count(name) != 1
    ]
    if complaints:
        raise _refused("Its columns are not those of the mapping", complaints)
    return {part: names.index(name) for part, name in wanted.items()}


def _refused(why: str, places: Sequence[str]) -> BadInput:
    shown = "; ".join(places[:_COMPLAINTS_MAX])
    more = "; and more" if len(places) > _COMPLAINTS_MAX else ""
    return BadInput("The statement was not imported", f"{why}. {shown}{more}. {_NOTHING}")
