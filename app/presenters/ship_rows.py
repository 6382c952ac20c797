"""The pieces as rows, the limits as bars, and the quote as a column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.presenters import ship_words, words
from app.presenters.figures import format_money
from app.presenters.ship_form import PieceForm, ReadPiece, ShipmentForm
from app.presenters.when import clock_text
from domain.quote import PieceCharge, Quote
from domain.shipment import (
    LimitBreach,
    ShipmentLimits,
    format_milli,
    nanograms_to_milli_lb,
)

WHOLE = 1_000
NEARLY_FULL = 900
NANOMETRES_PER_MILLI_INCH = 25_400


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceRow:
    """One row of the table: the texts as typed, and what they cost."""

    number: int
    form: PieceForm
    dim_text: str
    charge_text: str
    flag_text: str
    is_over: bool
    errors: Mapping[str, str]
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBar:
    """How much of a limit is used, in thousandths of it (never above 1,000)."""

    label: str
    text: str
    used_permille: int
    state: Literal["within", "nearly", "over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteState:
    """The quote column; without ``total_text`` there is none yet and the empty texts stand."""

    title: str = ""
    good_for_text: str = ""
    gross_text: str = ""
    chargeable_text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    total_text: str = ""
    sheet_text: str = ""
    empty_text: str = ""


def piece_rows(
    form: ShipmentForm,
    read: tuple[ReadPiece, ...],
    charges: Mapping[int, PieceCharge],
    flags: Mapping[int, str],
) -> tuple[PieceRow, ...]:
    """``charges`` and ``flags`` by piece number; a flagged piece is over a limit."""
    by_number = {each.number: each for each in read}
    return tuple(
        _piece_row(number, piece, by_number.get(number), charges.get(number), flags.get(number, ""))
        for number, piece in enumerate(form.pieces, start=1)
    )


def breach_flags(breaches: tuple[LimitBreach, ...], limits: ShipmentLimits) -> dict[int, str]:
    """``Over 200 lb`` for each piece over a limit, by its number."""
    names = {
        "piece_weight": ship_words.over_by_name(format_milli(limits.piece_weight_milli_lb), "lb"),
        "side": ship_words.over_by_name(format_milli(limits.side_milli_in), "in"),
    }
    flags: dict[int, str] = {}
    for breach in breaches:
        if breach.piece_no is not None:
            flags.setdefault(breach.piece_no, names.get(breach.code, ""))
    return flags


def limit_bars(read: tuple[ReadPiece, ...], limits: ShipmentLimits) -> tuple[LimitBar, ...]:
    """The four limits against what is typed so far, in pounds and inches, as the trade does."""
    weights = [each.weight.nanograms for each in read if each.weight is not None]
    heaviest = nanograms_to_milli_lb(max(weights, default=0))
    whole = nanograms_to_milli_lb(sum(weights))
    sides = [side.nanometres for each in read if each.sides is not None for side in each.sides]
    longest = -(-max(sides, default=0) // NANOMETRES_PER_MILLI_INCH)
    return (
        _bar(ship_words.heaviest_piece(), heaviest, limits.piece_weight_milli_lb, "lb"),
        _bar(ship_words.whole_shipment(), whole, limits.shipment_weight_milli_lb, "lb"),
        _bar(ship_words.longest_side(), longest, limits.side_milli_in, "in"),
        _bar(ship_words.piece_count(), len(read) * WHOLE, limits.piece_count_max * WHOLE, ""),
    )


def quote_state(quote: Quote, piece_nos: tuple[int, ...], whole: int, zone: str) -> QuoteState:
    """Put a quote into words; ``whole`` is how many pieces the table has."""
    return QuoteState(
        title=ship_words.quote_title(piece_nos, whole),
        good_for_text=ship_words.good_for(clock_text(quote.valid_until, zone)),
        gross_text=f"{format_milli(quote.gross_weight_milli_lb)} lb",
        chargeable_text=f"{format_milli(quote.chargeable_milli_lb)} lb",
        lines=tuple((words.retold(line.label), format_money(line.amount)) for line in quote.lines),
        total_text=format_money(quote.total),
        sheet_text=ship_words.rate_sheet(quote.sheet_name),
    )


def no_quote(*, needs_region: bool) -> QuoteState:
    """What is still needed for a quote."""
    text = ship_words.quote_needs_region() if needs_region else ship_words.quote_empty_text()
    return QuoteState(title=ship_words.quote_empty_title(), empty_text=text)


def _piece_row(
    number: int,
    form: PieceForm,
    read: ReadPiece | None,
    charge: PieceCharge | None,
    flag: str,
) -> PieceRow:
    flag_text = flag
    charge_text = ship_words.special_quote() if flag else ""
    if charge is not None:
        charge_text = format_milli(charge.chargeable_milli)
        flag_text = flag_text or (ship_words.by_size() if charge.by_size else "")
    flag_text = flag_text or (ship_words.weighed() if form.is_weighed else "")
    return PieceRow(
        number=number,
        form=form,
        dim_text=_whole_lb(charge.dimensional_milli) if charge is not None else "",
        charge_text=charge_text,
        flag_text=flag_text,
        is_over=bool(flag),
        errors=read.errors if read is not None else {},
        spoken=ship_words.piece_spoken(number, form.description, form.weight),
    )


def _whole_lb(value_milli: int) -> str:
    return f"{(value_milli + WHOLE // 2) // WHOLE:,}"


def _bar(label: str, used_milli: int, limit_milli: int, unit: str) -> LimitBar:
    used_permille = min(used_milli * WHOLE // limit_milli, WHOLE)
    state: Literal["within", "nearly", "over"] = "within"
    if used_milli > limit_milli:
        state = "over"
    elif used_permille >= NEARLY_FULL:
        state = "nearly"
    text = ship_words.used_of(format_milli(used_milli), format_milli(limit_milli), unit)
    return LimitBar(label=label, text=text, used_permille=used_permille, state=state)
