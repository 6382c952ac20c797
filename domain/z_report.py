"""X and Z reports as text: what is printed is exactly what is stored and shown.

A Z says what a shift did and how its drawer was counted, and the totals since the till began; an X
says what the open shift did so far, and changes nothing. Before the count only who may approve sees
the whole of it: a cashier's X has nothing from which the cash in the drawer follows. No person but
staff is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.invariants import require_int
from domain.money import Money
from domain.money_text import abs_money, currency_prefix, format_amount, format_money
from domain.payment_sums import Sureness, SureSum
from domain.receipt import COLUMNS_80_MM, ReceiptHeader, seller_lines, vat_lines
from domain.shift import (
    DrawerCount,
    DrawerSums,
    Shift,
    ShiftClosing,
    ShiftTotals,
    ShownCount,
    local_time,
)
from domain.shift_figures import FigureKind, Perpetual, ShiftFigures
from domain.ticket import centred, pair, pair_words, require_columns, ruled, wrap

_TENDERS = {
    "cash": "Cash",
    "store_credit": "Store credit",
    "voucher": "Voucher",
    "bank_card": "Bank card",
    "mmg": "MMG",
    "card_qr": "Card by code",
    "exchange": "Goods exchanged",
}
_MOVES = {
    "refund": "Refunds in cash",
    "drop": "Cash drops",
    "pay_in": "Pay-ins",
    "pay_out": "Pay-outs",
}
_COUNTED: tuple[tuple[FigureKind, str], ...] = (
    ("discount", "Discounts"),
    ("override", "Price changes"),
    ("sample", "Given free"),
    ("void", "Voids"),
)
_BLIND_TENDERS: tuple[tuple[FigureKind, str], ...] = (
    ("tender", ""),
    ("refund_tender", "Refunded, "),
)
CASH_LATER = "Cash and totals are shown after the count."
"""What a cashier's X says in place of them."""
_SURENESS: Mapping[Sureness, str] = {
    "claimed": "to be verified",
    "verified": "verified",
    "disputed": "disputed",
}
REASON_WORDS: Mapping[str, str] = {
    "wrong_change": "Wrong change was given",
    "not_recorded": "Cash moved, not recorded",
    "float_wrong": "The float was wrong",
    "unknown": "Nobody knows",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """What a shift did: its totals, its figures, the names of who worked, what waits to be sent.

    `names` are of staff ids; one that is missing is printed as its id. `payments` are those that
    somebody else confirms, by how sure their money is. `whole_x_count` is how often the whole X was
    read, which tells what the drawer should hold.
    """

    shift: Shift
    totals: ShiftTotals
    figures: ShiftFigures
    names: Mapping[str, str] = field(default_factory=dict)
    no_sale_count: int = 0
    waiting_count: int = 0
    payments: tuple[SureSum, ...] = ()
    whole_x_count: int = 0

    def __post_init__(self) -> None:
        require_int(self.no_sale_count, "no_sale_count", low=0)
        require_int(self.waiting_count, "waiting_count", low=0)
        require_int(self.whole_x_count, "whole_x_count", low=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZReport:
    """Everything a Z report prints.

    Raises:
        ValueError: when the figures and the totals of the shift do not agree, or the perpetual
            totals are less than the shift's own.
    """

    closing: ShiftClosing
    period: PeriodReport
    perpetual: Perpetual

    def __post_init__(self) -> None:
        totals, figures = self.period.totals, self.period.figures
        sold = figures.total("sale")
        if (sold.count, sold.amount) != (totals.sale_count, totals.sales_total):
            raise ValueError("the figures of a shift must be its totals")
        tenders, rounding = figures.total("tender").amount, figures.total("rounding").amount
        if tenders != sold.amount + rounding:
            raise ValueError("what was tendered must be what was sold and its rounding")
        if self.perpetual.grand_total < sold.amount:
            raise ValueError("the perpetual totals include the shift")


@dataclass(frozen=True, slots=True, kw_only=True)
class XReport:
    """The open shift at one moment.

    `drawers` are for who may know what the drawer should hold before it is counted; without them
    neither cash nor a sum that cash is part of is printed.
    """

    period: PeriodReport
    drawers: tuple[DrawerSums, ...]
    at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether it tells of the cash, too."""
        return bool(self.drawers)


def render_z(
    report: ZReport, header: ReceiptHeader, *, columns: int = COLUMNS_80_MM
) -> tuple[str, ...]:
    """The Z report of a closed shift, line by line, none wider than `columns` (32 to 96).

    Raises:
        ValueError: for paper narrower or wider than that.
        BadInput: when the store's zone is unknown.
    """
    require_columns(columns)
    closing, period = report.closing, report.period
    blocks = [
        _heading("Z REPORT", period.shift, header, columns)
        + _moments(period.shift, ("Close", closing.closed_at), header, columns),
        _sales(period, columns),
        _tenders(period.figures, columns),
        _payments(period, columns),
        _cashiers(period, columns),
        *(_drawer(closing, drawer, columns) for drawer in closing.drawers),
        _remarks(closing, period, columns),
        _perpetual(report.perpetual, columns),
        _waiting(period, columns),
    ]
    out = [*seller_lines(header, columns), ""]
    for block in blocks:
        out += [*block, ruled(columns)] if block else []
    return (*out, "", *centred("Sign: ____________________", columns))


def render_x(
    report: XReport, header: ReceiptHeader, *, columns: int = COLUMNS_80_MM
) -> tuple[str, ...]:
    """The X report of an open shift; raises what `render_z` does."""
    require_columns(columns)
    period = report.period
    told = (
        [
            _sales(period, columns),
            _tenders(period.figures, columns),
            _payments(period, columns),
            _cashiers(period, columns),
            *(_moves(sums, columns) for sums in report.drawers),
        ]
        if report.is_whole
        else [
            _blind_sales(period, columns),
            _blind_tenders(period.figures, columns),
            _payments(period, columns),
            _blind_cashiers(period, columns),
            [*wrap(CASH_LATER, columns)],
        ]
    )
    blocks = [
        _heading("X REPORT", period.shift, header, columns)
        + _moments(period.shift, ("Now", report.at), header, columns),
        *told,
        _waiting(period, columns),
    ]
    out = [*seller_lines(header, columns), ""]
    for block in blocks:
        out += [*block, ruled(columns)] if block else []
    return (*out, *centred("The shift stays open.", columns))


def _heading(title: str, shift: Shift, header: ReceiptHeader, columns: int) -> list[str]:
    return [
        *pair(title, f"No. {shift.number}", columns),
        *pair(f"Till {header.till_label}", f"Shift {shift.number}", columns),
        *pair("Business day", f"{shift.business_date:%d/%m/%Y}", columns),
    ]


def _moments(
    shift: Shift, last: tuple[str, datetime], header: ReceiptHeader, columns: int
) -> list[str]:
    out: list[str] = []
    for label, at in (("Open", shift.opened_at), last):
        local = local_time(at, header.zone)
        out += pair(f"{label} {local:%d/%m/%Y}", f"{local:%H:%M}", columns)
    return [*out, *pair_words("Cashier", header.cashier_name, columns)]


def _receipts(totals: ShiftTotals, columns: int) -> list[str]:
    if not (totals.first_receipt and totals.last_receipt):
        return []
    return [
        *pair("Receipts", totals.first_receipt, columns),
        *pair("to", totals.last_receipt, columns),
    ]


def _counted(figures: ShiftFigures, columns: int) -> list[str]:
    out: list[str] = []
    for kind, words in _COUNTED:
        found = figures.total(kind)
        if found.count:
            out += pair(f"{words} ({found.count})", format_money(found.amount), columns)
    return out


def _blind_sales(period: PeriodReport, columns: int) -> list[str]:
    """How many; a sum of them, or the VAT in it, less the other tenders would be the cash."""
    figures = period.figures
    out = [*_receipts(period.totals, columns)]
    out += pair("Sales", str(period.totals.sale_count), columns)
    refunds = figures.total("refund").count
    if refunds:
        out += pair("Refunds", str(refunds), columns)
    return [*out, *_counted(figures, columns)]


def _blind_tenders(figures: ShiftFigures, columns: int) -> list[str]:
    """What was not cash: its slips and messages are counted against it."""
    out: list[str] = []
    for kind, before in _BLIND_TENDERS:
        for key, found in figures.by_key(kind):
            if not _is_cash(key):
                words = f"{before}{tender_words(key)} ({found.count})"
                amount = found.amount if kind == "tender" else -found.amount
                out += pair(words, format_amount(amount), columns)
    return out


def _blind_cashiers(period: PeriodReport, columns: int) -> list[str]:
    people = period.figures.people()
    out: list[str] = []
    for by in people if len(people) > 1 else ():
        count = period.figures.of(by).total("sale").count
        out += pair(period.names.get(by, by), str(count), columns)
    return out


def _is_cash(key: str) -> bool:
    return key.partition(":")[0] == "cash"


def _sales(period: PeriodReport, columns: int) -> list[str]:
    totals, figures = period.totals, period.figures
    out = [*_receipts(totals, columns)]
    out += pair(f"Sales ({totals.sale_count})", format_money(totals.sales_total), columns)
    refunds = figures.total("refund")
    if refunds.count:
        out += pair(f"Refunds ({refunds.count})", format_money(-refunds.amount), columns)
        out += pair("Net sales", format_money(totals.sales_total - refunds.amount), columns)
        out += pair("VAT in refunds", format_money(-figures.total("refund_vat").amount), columns)
    for part in totals.vat_by_class:
        out += vat_lines(part, columns)
    return [*out, *_counted(figures, columns)]


def _tenders(figures: ShiftFigures, columns: int) -> list[str]:
    if not figures.total("sale").count:
        return []
    out: list[str] = []
    for key, found in figures.by_key("tender"):
        out += pair(f"{tender_words(key)} ({found.count})", format_amount(found.amount), columns)
    rounding = figures.total("rounding").amount
    if not rounding.is_zero:
        out += pair("Cash rounding in it", format_amount(rounding), columns)
    out += pair("All tenders", format_money(figures.total("tender").amount), columns)
    for key, found in figures.by_key("refund_tender"):
        words = f"Refunded, {tender_words(key)} ({found.count})"
        out += pair(words, format_amount(-found.amount), columns)
    return out


def _payments(period: PeriodReport, columns: int) -> list[str]:
    """What stands behind MMG and cards by code: claimed, seen, or not there; what is owed of it."""
    out: list[str] = []
    for each in period.payments:
        words = f"{tender_words(each.kind)}, {_SURENESS[each.sureness]} ({each.count})"
        out += pair(words, format_amount(each.amount), columns)
    over = period.figures.total("over")
    if over.count:
        words = f"Paid over, store credit ({over.count})"
        out += pair(words, format_amount(over.amount), columns)
    return out


def tender_words(key: str) -> str:
    """What paid, in words: `cash:USD` is cash in US dollars, at its worth."""
    kind, _, currency = key.partition(":")
    words = _TENDERS.get(kind, kind)
    return f"{words} {currency_prefix(currency)}" if currency else words


def _cashiers(period: PeriodReport, columns: int) -> list[str]:
    """Who sold how much, where more than one person did."""
    people = period.figures.people()
    if len(people) <= 1:
        return []
    out: list[str] = []
    for by in people:
        own = period.figures.of(by)
        words = f"{period.names.get(by, by)} ({own.total('sale').count})"
        out += pair(words, format_money(own.takings), columns)
    return out


def _moves(sums: DrawerSums, columns: int) -> list[str]:
    prefix = currency_prefix(sums.expected.currency)
    out = [*pair(f"Opening float {prefix}", format_amount(sums.opening_float), columns)]
    for part in sums.moves:
        words = f"{_MOVES.get(part.kind, part.kind)} {prefix} ({part.count})"
        out += pair(words, format_amount(part.amount), columns)
    return out


def _drawer(closing: ShiftClosing, drawer: DrawerCount, columns: int) -> list[str]:
    prefix, sums, difference = currency_prefix(drawer.currency), drawer.sums, drawer.over_short
    word = "EXACT" if difference.is_zero else "SHORT" if difference.is_negative else "OVER"
    return [
        *_moves(sums, columns),
        *pair(f"Cash {prefix}, net of change", format_amount(sums.cash_sales), columns),
        *pair(f"Expected {prefix}", format_amount(sums.expected), columns),
        *_first_count(closing.find_first(drawer.currency), prefix, columns),
        *pair(f"Counted {prefix}", format_amount(drawer.count.total), columns),
        *pair(f"{word} {prefix}", format_amount(abs_money(difference)), columns),
    ]


def _first_count(first: ShownCount | None, prefix: str, columns: int) -> list[str]:
    """The blind count, where the drawer was counted again with its result known."""
    if first is None:
        return []
    return [*pair(f"First counted {prefix}", format_amount(first.count.total), columns)]


def _remarks(closing: ShiftClosing, period: PeriodReport, columns: int) -> list[str]:
    out: list[str] = []
    if closing.before:
        out += pair("Counted again", f"{len(closing.before)} x", columns)
    if period.whole_x_count:
        out += pair("Whole X read before", f"{period.whole_x_count} x", columns)
    if closing.reason:
        out += wrap(f"Reason: {REASON_WORDS[closing.reason]}", columns)
    if closing.approved_by is not None:
        signer = period.names.get(closing.approved_by, closing.approved_by)
        out += pair_words("Signed for", signer, columns)
    if closing.note.strip():
        out += wrap(f"Note: {closing.note}", columns)
    return out


def _perpetual(perpetual: Perpetual, columns: int) -> list[str]:
    figures = perpetual.figures
    vat = Money.total_of((part.vat for part in perpetual.vat_by_class), figures.currency)
    refunds = figures.total("refund")
    return [
        *pair("Since this till began", f"Z {perpetual.z_count}", columns),
        *pair("Grand total", format_money(perpetual.grand_total), columns),
        *pair("VAT in it", format_money(vat), columns),
        *pair(f"Refunds ({refunds.count})", format_money(-refunds.amount), columns),
    ]


def _waiting(period: PeriodReport, columns: int) -> list[str]:
    out = [*pair("Waiting to be sent", str(period.waiting_count), columns)]
    if period.no_sale_count:
        out += pair("Drawer opened, no sale", str(period.no_sale_count), columns)
    return out
