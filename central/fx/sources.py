"""Who can be asked for a rate: their addresses, and how their answers are read.

A figure is read as a decimal from the text of the answer, and never is a float. Whatever an answer
holds that is not as documented is ``SourceFailed``: the next source is asked.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from email.utils import parsedate_to_datetime
from typing import NoReturn

from domain.fx import MICRO, MICRO_MAX
from domain.fx_policy import SaidRate

_Read = Callable[["Answer", str, str], SaidRate]
Answer = Mapping[str, object]


class SourceFailed(Exception):
    """A source gave no rate that can be read. The text is for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FxSource:
    """One source. ``address`` holds ``{base}`` and ``{quote}``, in small letters or capitals.

    ``named`` is how tills and receipts call it.
    """

    name: str
    named: str
    address: str
    read: _Read

    def url(self, base: str, quote: str) -> str:
        """Where to ask for a pair."""
        return self.address.format(
            base=base.lower(), quote=quote.lower(), BASE=base.upper(), QUOTE=quote.upper()
        )

    def said(self, body: bytes, base: str, quote: str) -> SaidRate:
        """Read an answer. Raises SourceFailed."""
        return self.read(_parsed(body), base, quote)


def _parsed(body: bytes) -> Answer:
    try:
        found = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise SourceFailed("its answer is no JSON") from error
    return _object(found, "the answer")


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _object(value: object, what: str) -> Answer:
    if not isinstance(value, dict):
        raise SourceFailed(f"{what} is no object")
    return value


def _micro(value: object) -> int:
    """Millionths from a decimal or a whole number, rounded half up."""
    if type(value) is int:
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise SourceFailed("its rate is no number")
    # The bounds come first: 1e999999999 is a decimal that no computer can write out.
    if not (value.is_finite() and 0 < value <= MICRO_MAX // MICRO):
        raise SourceFailed("its rate is out of all bounds")
    micro = int((value * MICRO).to_integral_value(ROUND_HALF_UP))
    if micro < 1:
        raise SourceFailed("its rate is nothing")
    return micro


def _require(is_so: object, what: str) -> None:
    if not is_so:
        raise SourceFailed(f"it speaks of another {what}")


def _day(value: object) -> datetime:
    try:
        found = date.fromisoformat(str(value))
    except ValueError as error:
        raise SourceFailed("its date cannot be read") from error
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _frankfurter(answer: Answer, base: str, quote: str) -> SaidRate:
    """``{"date": "2026-03-25", "base": "USD", "quote": "GYD", "rate": 209.1}``."""
    _require(answer.get("base") == base and answer.get("quote") == quote, "pair")
    return SaidRate(micro=_micro(answer.get("rate")), at=_day(answer.get("date")))


def _er_api(answer: Answer, base: str, quote: str) -> SaidRate:
    """``{"result": "success", "time_last_update_unix": …, "base_code": …, "rates": {…}}``."""
    _require(answer.get("result") == "success", f"result: {str(answer.get('error-type'))[:40]}")
    _require(answer.get("base_code") == base, "base")
    seconds = answer.get("time_last_update_unix")
    if type(seconds) is not int or not 0 < seconds < 2**33:
        raise SourceFailed("its time cannot be read")
    rates = _object(answer.get("rates"), "its rates")
    return SaidRate(micro=_micro(rates.get(quote)), at=datetime.fromtimestamp(seconds, UTC))


def _currency_api(answer: Answer, base: str, quote: str) -> SaidRate:
    """``{"date": "2026-11-21", "usd": {"gyd": 209.2, …}}``."""
    rates = _object(answer.get(base.lower()), "its rates")
    return SaidRate(micro=_micro(rates.get(quote.lower())), at=_day(answer.get("date")))


def _floatrates(answer: Answer, base: str, quote: str) -> SaidRate:
    """``{"gyd": {"code": "GYD", "rate": …, "date": "Thu, 29 Apr 2021 11:55:10 GMT", …}}``."""
    del base  # the address alone says it
    found = _object(answer.get(quote.lower()), "its rate")
    _require(found.get("code") == quote, "currency")
    try:
        at = parsedate_to_datetime(str(found.get("date")))
    except ValueError as error:
        raise SourceFailed("its date cannot be read") from error
    _require(at.tzinfo is not None, "time: without a zone")
    return SaidRate(micro=_micro(found.get("rate")), at=at.astimezone(UTC))


SOURCES: tuple[FxSource, ...] = (
    FxSource(
        name="frankfurter",
        named="Frankfurter",
        address="https://api.frankfurter.dev/v2/rate/{base}/{quote}",
        read=_frankfurter,
    ),
    FxSource(
        name="er-api",
        named="ExchangeRate-API",
        address="https://open.er-api.com/v6/latest/{BASE}",
        read=_er_api,
    ),
    FxSource(
        name="currency-api",
        named="currency-api",
        address="https://latest.currency-api.pages.dev/v1/currencies/{base}.json",
        read=_currency_api,
    ),
    FxSource(
        name="floatrates",
        named="FloatRates",
        address="https://www.floatrates.com/daily/{base}.json",
        read=_floatrates,
    ),
)
"""In the order in which they are asked. The second asks to be named where its rates are shown."""
