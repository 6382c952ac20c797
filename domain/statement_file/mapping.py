"""How a provider's statement is to be read: which column says what, and in which form.

A mapping is data: kept by provider and name, with the day it begins, and edited by command.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import BadInput
from domain.money import KNOWN_CURRENCIES
from domain.sentence import told

Sign = Literal["in_positive", "in_negative"]
PARTS = ("reference", "amount", "in", "out", "at", "currency", "merchant", "attempt", "kind")
"""What a column may say. ``in`` and ``out`` stand instead of ``amount``; ``attempt`` is our own id
or number; ``kind`` is the provider's word for a row."""
ENCODINGS = ("utf-8", "cp1252", "utf-16")
DELIMITERS = (",", ";", "\t", "|")
WINDOW_H_MAX = 31 * 24
_NEEDED = ("reference", "at")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_TEXT_MAX = 200
_PROBE = datetime(2026, 11, 22, 17, 45, tzinfo=UTC)
_OF_DAY = ("%H", "%I", "%T", "%R")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMapping:
    """How statements of one provider are read. ``columns`` is by part, its header as in the file.

    ``zone`` is whose clock the times are of. ``left_out`` are kinds of row that are no payments
    (fees, payouts); rows of ``out_kinds`` are money out, and then amounts bear no sign.
    ``window_h`` is how far a row may lie from the time of its payment.
    """

    columns: Mapping[str, str]
    currency: str
    date_format: str
    zone: str = "America/Guyana"
    decimal_mark: str = "."
    sign: Sign = "in_positive"
    delimiter: str = ","
    encoding: str = "utf-8"
    left_out: tuple[str, ...] = field(default=())
    out_kinds: tuple[str, ...] = field(default=())
    window_h: int = 48

    @property
    def has_time(self) -> bool:
        """Whether a row says more than its day."""
        return any(one in self.date_format for one in _OF_DAY)

    def as_json(self) -> dict[str, Any]:
        """Return what is stored and shown."""
        return asdict(self)


def read_mapping(stored: Mapping[str, Any]) -> StatementMapping:
    """Return a mapping as it was stored or asked for. Raises BadInput for one that cannot work."""
    told = {**stored}
    for name in ("left_out", "out_kinds"):
        told[name] = tuple(told.get(name, ()))
    missing = [name for name in ("columns", "currency", "date_format") if not told.get(name)]
    if missing:
        raise _wrong(f"It does not say {', '.join(missing)}.")
    mapping = StatementMapping(**told)
    _check_columns(mapping)
    _check_forms(mapping)
    _check_date_format(mapping.date_format)
    return mapping


def require_name(name: str) -> str:
    """Return a mapping's name. Raises BadInput for one that nobody can type."""
    if _NAME.fullmatch(name) is None:
        raise _wrong("Its name takes letters, digits, hyphens and underscores, 40 at most.")
    return name


def _check_columns(mapping: StatementMapping) -> None:
    columns = mapping.columns
    unknown = sorted(set(columns) - set(PARTS))
    if unknown:
        raise _wrong(f"There is no part '{unknown[0]}': {', '.join(PARTS)}.")
    if any(not header.strip() or len(header) > _TEXT_MAX for header in columns.values()):
        raise _wrong("Each column is named by its header in the file.")
    missing = [part for part in _NEEDED if part not in columns]
    if missing:
        raise _wrong(f"It names no column for: {', '.join(missing)}.")
    pair = {"in", "out"} & set(columns)
    if ("amount" in columns) == bool(pair) or len(pair) == 1:
        raise _wrong("Name a column for 'amount', or one each for 'in' and 'out'.")
    if len(set(columns.values())) < len(columns):
        raise _wrong("A column says one thing only.")
    if (mapping.left_out or mapping.out_kinds) and "kind" not in columns:
        raise _wrong("To tell rows by their kind, name a column for 'kind'.")
    if mapping.out_kinds and "amount" not in columns:
        raise _wrong("Kinds that are money out go with one column for 'amount'.")


def _check_forms(mapping: StatementMapping) -> None:
    checks = (
        (mapping.currency in KNOWN_CURRENCIES, f"'{mapping.currency}' is no currency we know."),
        (mapping.decimal_mark in {".", ","}, "A decimal mark is . or ,"),
        (mapping.sign in {"in_positive", "in_negative"}, "A sign is in_positive or in_negative."),
        (mapping.delimiter in DELIMITERS, "A delimiter is one of , ; | or a tab."),
        (mapping.encoding in ENCODINGS, f"An encoding is one of {', '.join(ENCODINGS)}."),
        (1 <= mapping.window_h <= WINDOW_H_MAX, f"The window is 1 to {WINDOW_H_MAX} hours."),
        (_is_zone(mapping.zone), f"'{mapping.zone}' is no time zone: America/Guyana."),
    )
    for is_right, words in checks:
        if not is_right:
            raise _wrong(words)


def _check_date_format(text: str) -> None:
    """Let a format write a moment and read it again: what is lost then would be lost for ever."""
    try:
        read = datetime.strptime(_PROBE.strftime(text), text)  # noqa: DTZ007  no time is made here
    except (ValueError, re.error) as error:
        raise _wrong(f"Its date format '{text}' cannot be used: %d/%m/%Y %H:%M.") from error
    wanted = _PROBE.replace(tzinfo=None)
    if not any(one in text for one in _OF_DAY):
        wanted = wanted.replace(hour=0, minute=0)
    if read.replace(minute=wanted.minute, tzinfo=None) != wanted:
        raise _wrong(f"By its date format '{text}' no day can be told: %d/%m/%Y %H:%M.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _wrong(words: str) -> BadInput:
    return BadInput("The mapping cannot be used", told("{words} Nothing was changed.", words=words))
