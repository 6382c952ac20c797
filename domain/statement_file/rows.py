"""One row of a statement: its figures read, to the cent and to the minute, or refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.card_number import holds_card_number, without_card_numbers
from domain.money import Money, minor_digits
from domain.sentence import Sentence, as_told, told
from domain.statement_file.mapping import StatementMapping

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]{0,63}")
_WHOLE_MAX = 12
_MINUS = "-\N{MINUS SIGN}"
_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_YEARS = range(2000, 2101)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_CELL_MAX = 80


class RowError(Exception):
    """A row that cannot be read. ``why`` says it for a person, without the row's other cells."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why: Sentence = as_told(why)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """What a statement says of one movement: ``money`` is positive for what came in.

    ``at`` to ``until`` is when, in UTC: a minute, or a whole day where the file says no time.
    ``is_left_out`` rows are no payments, and count in the totals only.
    """

    line: int
    reference: str
    money: Money
    at: datetime
    until: datetime
    merchant: str = ""
    attempt: str = ""
    is_left_out: bool = False

    @property
    def direction(self) -> str:
        """``in`` or ``out``."""
        return "out" if self.money.is_negative else "in"


def read_row(line: int, cells: Mapping[str, str], mapping: StatementMapping) -> StatementRow:
    """Read a row; ``cells`` are by part. Raises RowError."""
    kind = _folded(cells.get("kind", ""))
    is_left_out = kind in {_folded(one) for one in mapping.left_out}
    currency = cells.get("currency", "").upper()
    if currency and currency != mapping.currency:
        raise RowError(
            told(
                "it is in {currency}, the mapping says {wanted}",
                currency=_shown(currency),
                wanted=mapping.currency,
            )
        )
    money = _money(cells, mapping, is_out=kind in {_folded(one) for one in mapping.out_kinds})
    at = _moment(cells["at"], mapping)
    for part in ("reference", "merchant", "attempt"):
        if holds_card_number(cells.get(part, "")):
            raise RowError(
                told("its {part} looks like a card's number, and none is kept here", part=part)
            )
    reference = cells["reference"]
    if not is_left_out:
        if _REFERENCE.fullmatch(reference) is None:
            raise RowError(_spoilt(reference))
        if money.is_zero:
            raise RowError("its amount is nothing")
    return StatementRow(
        line=line,
        reference=reference,
        money=money,
        at=at,
        until=at + (_MINUTE if mapping.has_time else _DAY),
        merchant=cells.get("merchant", ""),
        attempt=cells.get("attempt", ""),
        is_left_out=is_left_out,
    )


def read_sum(text: str, mapping: StatementMapping) -> Money:
    """Read a total as a person states it: with the statement's decimal mark. Raises RowError."""
    return Money(_minor(text.strip(), mapping), mapping.currency)


def write_sum(money: Money, mapping: StatementMapping) -> str:
    """Return a total as a person would state it: what ``read_sum`` reads again."""
    digits = minor_digits(money.currency)
    whole, part = divmod(abs(money.amount_minor), 10**digits)
    sign = "-" if money.is_negative else ""
    return f"{sign}{whole}{mapping.decimal_mark}{part:0{digits}d}" if digits else f"{sign}{whole}"


def _money(cells: Mapping[str, str], mapping: StatementMapping, *, is_out: bool) -> Money:
    if "amount" in mapping.columns:
        minor = _minor(cells["amount"], mapping)
        if mapping.out_kinds:
            if minor < 0:
                raise RowError("its amount bears a sign, and its kind says which way it went")
            return Money(-minor if is_out else minor, mapping.currency)
        return Money(-minor if mapping.sign == "in_negative" else minor, mapping.currency)
    came, went = (_minor(cells[part] or "0", mapping) for part in ("in", "out"))
    if (came == 0) == (went == 0):
        raise RowError("it says both or neither of money in and money out")
    return Money(came - abs(went), mapping.currency)


def _minor(text: str, mapping: StatementMapping) -> int:
    """Read figures: ``1,500.00``, ``-1 500``, ``(500.00)``; a third decimal is refused."""
    digits = minor_digits(mapping.currency)
    bare = text
    is_negative = bare.startswith("(") and bare.endswith(")")
    if is_negative:
        bare = bare[1:-1].strip()
    elif bare[:1] and bare[0] in _MINUS + "+":
        is_negative, bare = bare[0] in _MINUS, bare[1:].strip()
    group = re.escape("," if mapping.decimal_mark == "." else ".")
    figures = re.fullmatch(
        rf"(?P<whole>[0-9]{{1,3}}(?:(?P<mark>[{group}'{_BLANKS}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)?"
        rf"|[0-9]+)(?:{re.escape(mapping.decimal_mark)}(?P<part>[0-9]{{1,{digits}}}))?",
        bare,
    )
    if figures is None:
        raise RowError(told("its amount {text} cannot be read", text=_shown(text)))
    whole = re.sub(r"[^0-9]", "", figures["whole"])
    if len(whole.lstrip("0")) > _WHOLE_MAX:
        raise RowError(told("its amount {text} is out of all bounds", text=_shown(text)))
    minor: int = int(whole) * 10**digits + int((figures["part"] or "").ljust(digits, "0"))
    return -minor if is_negative else minor


def _moment(text: str, mapping: StatementMapping) -> datetime:
    try:
        read = datetime.strptime(text, mapping.date_format)  # noqa: DTZ007  its zone comes below
    except ValueError as error:
        raise RowError(
            told(
                "its date {text} is not as '{format}'",
                text=_shown(text),
                format=mapping.date_format,
            )
        ) from error
    if read.year not in _YEARS:
        raise RowError(told("its date {text} is out of all bounds", text=_shown(text)))
    aware = read if read.tzinfo is not None else read.replace(tzinfo=ZoneInfo(mapping.zone))
    return aware.astimezone(UTC)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown(text: str) -> str:
    """A cell in a message: cut, and without what a terminal would obey."""
    plain = without_card_numbers(text)[:_CELL_MAX]
    shown = "".join(one if one.isprintable() else "?" for one in plain)
    return f"'{shown}'"


def _spoilt(reference: str) -> Sentence:
    is_float = re.fullmatch(r"[0-9][.,][0-9]+E\+[0-9]+", reference, re.IGNORECASE) is not None
    if is_float:
        return told(
            "its reference {text} is none: a spreadsheet has rounded it; use the file as it was"
            " downloaded",
            text=_shown(reference),
        )
    return told("its reference {text} is none", text=_shown(reference))
