"""A statement's file read to its end, and its control totals held against what a person stated.

All of it is read and checked before anything is written: a file that is wrong in one place is
refused as a whole, with the places named, and nothing was changed.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.card_number import without_card_numbers
from domain.errors import BadInput
from domain.money import Money
from domain.money_text import abs_money, format_money
from domain.sentence import as_told, told
from domain.statement_file.mapping import StatementMapping
from domain.statement_file.rows import RowError, StatementRow, read_row, read_sum

_MB = 1_048_576
FILE_BYTES_MAX = 32 * _MB
ROWS_MAX = 100_000
_COMPLAINTS_MAX = 10
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person states of a statement: its days, how many rows, and what they add up to.

    ``total`` is the sum of all rows, what went out taken off, as it is written there. None is what
    the provider does not state.

    Raises:
        ValueError: for neither count nor total: such days would control nothing.
    """

    first_day: date
    last_day: date
    count: int | None
    total: str | None

    def __post_init__(self) -> None:
        if self.count is None and self.total is None:
            raise ValueError("a count or a sum is stated")


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file as it was downloaded: its name, and its bytes."""

    name: str
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a file holds by its mapping, before anybody states anything: what a person compares.

    The days are on the mapping's clock, None where it has no rows.
    """

    count: int
    came_in: Money
    went_out: Money
    first_day: date | None
    last_day: date | None

    @property
    def total(self) -> Money:
        """What all rows add up to, what went out taken off."""
        return self.came_in - self.went_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that was read and found whole. Its days are ``begins_at`` to ``ends_at``."""

    file_name: str
    file_hash: str
    rows: tuple[StatementRow, ...]
    total: Money
    begins_at: datetime
    ends_at: datetime


def read_totals(file: StatementFile, mapping: StatementMapping) -> Totals:
    """Read a file for what it adds up to. Raises BadInput as ``read_statement`` does."""
    rows = _rows(decoded(file.raw, mapping), mapping)
    zone, nothing = ZoneInfo(mapping.zone), Money(0, mapping.currency)
    days = [one.at.astimezone(zone).date() for one in rows]
    out = Money.total_of((one.money for one in rows if one.money.is_negative), mapping.currency)
    return Totals(
        count=len(rows),
        came_in=Money.total_of(
            (one.money for one in rows if not one.money.is_negative), mapping.currency
        ),
        went_out=nothing - out,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )


def read_statement(file: StatementFile, mapping: StatementMapping, stated: Stated) -> Statement:
    """Read a file. Raises BadInput, naming what is wrong and where; nothing was changed."""
    if not stated.first_day <= stated.last_day:
        raise BadInput(
            "Check the days", "A statement's first day is not after its last. Nothing was changed."
        )
    rows = _rows(decoded(file.raw, mapping), mapping)
    zone = ZoneInfo(mapping.zone)
    begins_at = datetime.combine(stated.first_day, time(), zone)
    ends_at = datetime.combine(stated.last_day + timedelta(days=1), time(), zone)
    outside = [
        told("Row {row}: {why}", row=one.line, why=as_told("it is of another day"))
        for one in rows
        if not begins_at <= one.at < ends_at
    ]
    if outside:
        raise _refused("It does not fit the days that you stated", outside)
    return Statement(
        file_name=without_card_numbers(file.name),
        file_hash=hashlib.sha256(file.raw).hexdigest(),
        rows=tuple(rows),
        total=_checked_total(rows, mapping, stated),
        begins_at=begins_at,
        ends_at=ends_at,
    )


def _checked_total(
    rows: Sequence[StatementRow], mapping: StatementMapping, stated: Stated
) -> Money:
    total = Money.total_of((one.money for one in rows), mapping.currency)
    wrong = find_differences(len(rows), total, stated, mapping)
    if wrong:
        raise _refused("Its control totals do not fit", wrong)
    return total


def find_differences(
    count: int, total: Money, stated: Stated, mapping: StatementMapping
) -> Sequence[str]:
    """Return which control totals differ from what was stated, and by how much.

    Raises BadInput for a stated sum that cannot be read.
    """
    wrong = []
    if stated.count is not None and count != stated.count:
        said = (
            told("{difference} fewer", difference=f"{stated.count - count:,}")
            if count < stated.count
            else told("{difference} more", difference=f"{count - stated.count:,}")
        )
        wrong.append(
            told(
                "It has {count} rows, and you stated {stated} ({difference})",
                count=f"{count:,}",
                stated=f"{stated.count:,}",
                difference=said,
            )
        )
    wanted = total if stated.total is None else stated_sum(stated.total, mapping)
    if total != wanted:
        off = format_money(abs_money(total - wanted))
        said = (
            told("{difference} less", difference=off)
            if (total - wanted).is_negative
            else told("{difference} more", difference=off)
        )
        wrong.append(
            told(
                "Its rows add up to {total}, and you stated {stated} ({difference})",
                total=format_money(total),
                stated=format_money(wanted),
                difference=said,
            )
        )
    return wrong


def stated_sum(text: str, mapping: StatementMapping) -> Money:
    """Read a sum that somebody stated. Raises BadInput."""
    try:
        return read_sum(text, mapping)
    except RowError as error:
        said = told("In what you stated {why}. Nothing was changed.", why=error.why)
        raise BadInput("Check the sum", said) from error


def decoded(raw: bytes, mapping: StatementMapping) -> str:
    """Return the text; a mark at its beginning that says another encoding is believed."""
    if len(raw) > FILE_BYTES_MAX:
        raise _refused("It is too large", [told("More than {size} MB", size=FILE_BYTES_MAX // _MB)])
    marked = next((name for bom, name in _BOMS if raw.startswith(bom)), mapping.encoding)
    if marked != mapping.encoding:
        what = told(
            "The file says {marked}, the mapping {encoding}",
            marked=marked,
            encoding=mapping.encoding,
        )
        raise _refused("It is of another encoding", [what])
    try:
        text = raw.decode("utf-8-sig" if mapping.encoding == "utf-8" else mapping.encoding)
    except UnicodeDecodeError as error:
        what = told(
            "Byte {place} is no {encoding}: save it again, or map its encoding",
            place=f"{error.start:,}",
            encoding=mapping.encoding,
        )
        raise _refused("It is of another encoding", [what]) from error
    if "\0" in text:
        raise _refused("It is no CSV file", ["It holds bytes that no text has"])
    return text


def _rows(text: str, mapping: StatementMapping) -> list[StatementRow]:
    records = records_of(text, mapping.delimiter)
    header = next(records, (0, []))[1]
    places = find_places(header, mapping)
    rows: list[StatementRow] = []
    complaints: list[str] = []
    for line, record in records:
        try:
            if len(record) != len(header):
                why = told(
                    "it has {count} columns, the header has {wanted}",
                    count=len(record),
                    wanted=len(header),
                )
                raise RowError(why)  # noqa: TRY301  one place names the row
            cells = {part: record[place].strip() for part, place in places.items()}
            rows.append(read_row(line, cells, mapping))
        except RowError as error:
            complaints.append(told("Row {row}: {why}", row=line, why=error.why))
        if len(complaints) > _COMPLAINTS_MAX:
            break
    if complaints:
        raise _refused("It cannot be read", complaints)
    return rows


def records_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it ends on; blank lines are none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count = 0
    try:
        for record in reader:
            if not any(cell.strip() for cell in record):
                continue
            count += 1
            if count > ROWS_MAX + 1:
                raise _refused(
                    "It is too large", [told("More than {count} rows", count=f"{ROWS_MAX:,}")]
                )
            yield reader.line_num, record
    except csv.Error as error:
        what = told("Row {row}: {why}", row=reader.line_num, why=str(error))
        raise _refused("It is cut or damaged", [what]) from error


def find_places(header: Sequence[str], mapping: StatementMapping) -> Mapping[str, int]:
    """Find each column by its header. Two of one name would be a guess about money."""
    names = [cell.strip().casefold() for cell in header]
    wanted = {part: name.strip().casefold() for part, name in mapping.columns.items()}
    complaints = [
        told(
            "'{header}' is there {count} times",
            header=mapping.columns[part],
            count=names.count(name),
        )
        for part, name in wanted.items()
        if names.count(name) != 1
    ]
    if complaints:
        raise _refused("Its columns are not those of the mapping", complaints)
    return {part: names.index(name) for part, name in wanted.items()}


def _refused(why: str, places: Sequence[str]) -> BadInput:
    said = told("{why}. {places}. Nothing was changed.", why=as_told(why), places=joined(places))
    return BadInput("The statement was not imported", said)


def joined(places: Sequence[str]) -> str:
    """Return one sentence of what is wrong in several places: the first of them, where many."""
    shown: str = as_told(places[0])
    for place in places[1:_COMPLAINTS_MAX]:
        shown = told("{first}; {then}", first=shown, then=place)
    if len(places) > _COMPLAINTS_MAX:
        shown = told("{first}; {then}", first=shown, then=as_told("and more"))
    return shown
