"""Puts a payment into words: ways, tenders taken, sums and change."""

from dataclasses import replace

from app.presenters import cash_words, payment_words, tender_words, words
from app.presenters.figures import currency_name, currency_prefix, format_amount, format_money
from app.presenters.in_hand import InHand
from app.presenters.pay_ways import PayWays
from app.presenters.services import TillProfile
from app.presenters.tender_bill import CODED, CONFIRMED, WAYS, Bill, Way
from app.presenters.tender_entry import TenderEntry
from app.presenters.tender_state import PaidRow, QuickAmount, TenderState, WayRow
from app.presenters.when import clock_text, short_day
from app.use_cases.cash_rules import CashRules
from app.use_cases.tender_rules import FOREIGN_CASH
from domain.errors import RuleBroken
from domain.money import Money
from domain.pricing import PricedCart
from domain.tender import Settlement, TenderLine, hand_out

_LONG_MINOR = 1_000_000_000
_EXACT_BELOW_MINOR = 10**9
"""Above ten million the amount stands alone: its button has no room for the word."""
_ICONS = {
    "cash": "cash",
    "bank_card": "card",
    "store_credit": "ticket",
    "voucher": "gift",
    "mmg": "phone-money",
    "card_qr": "qr",
    "exchange": "return",
}


def draw_tender(
    *, cart: PricedCart | None, entry: TenderEntry, pay: PayWays, profile: TillProfile
) -> TenderState:
    """The dialog's state, but for what runs and what went wrong there."""
    bill = entry.bill
    total = Money.zero(profile.currency) if cart is None else cart.total
    state = TenderState(
        detail=_detail(cart),
        total_text=format_money(total),
        vat_text="" if cart is None else cash_words.vat_in_total(format_money(cart.vat_total)),
        due_label=_due_label(entry.way),
        due_text=format_money(total),
        amount_caption=_amount_caption(bill, entry.way, total.currency),
        amount_error=entry.amount_error,
        code_caption=_code_caption(entry.way),
        code_error=entry.code_error,
        change_label=cash_words.change_due(currency_name(total.currency)),
    )
    return state if bill is None else _with_bill(state, bill, (entry, pay), profile.zone)


def _with_bill(
    state: TenderState, bill: Bill, entering: tuple[TenderEntry, PayWays], zone: str
) -> TenderState:
    entry = entering[0]
    settled = bill.settled(entry.pending)
    label, change_text = state.change_label, ""
    give: tuple[str, ...] = ()
    due = bill.due(entry.way)
    if isinstance(settled, Settlement):
        change_text = format_money(settled.change)
        give = give_texts(settled.change, bill.rules.cash)
    elif entry.pending is not None and entry.pending.amount < due:
        label, change_text = cash_words.still_missing(), format_money(due - entry.pending.amount)
    if bill.goods is not None and not bill.back.is_zero:
        label, change_text = _back_label(bill.goods), format_money(bill.back)
        give = give_texts(bill.back, bill.rules.cash) if bill.goods.is_cash else ()
    return replace(
        state,
        vat_text=_vat_text(state.vat_text, bill),
        due_text=format_money(due),
        rounding_text=_due_remark(bill, entry.way),
        ways=tuple(_way_row(bill, way, entering) for way in WAYS),
        paid=_paid_rows(bill, entry, zone),
        quick=_quick(bill, entry),
        change_label=label,
        change_text=change_text,
        give=give,
        can_finish=isinstance(settled, Settlement),
    )


def give_texts(change: Money, rules: CashRules) -> tuple[str, ...]:
    """``1 x 2,000`` for each kind of note and coin of the change, largest first."""
    try:
        parts = hand_out(change, rules.denominations_minor)
    except RuleBroken:
        return (cash_words.by_hand(),)
    return tuple(
        words.times(count, format_amount(Money(denomination, change.currency)))
        for denomination, count in parts
    )


def way_detail(bill: Bill, way: Way, pay: PayWays) -> str:
    """What stands below a way's name: how it counts, or why it is not possible now."""
    if way in CONFIRMED:
        return pay.detail(way)
    if way is Way.TERMINAL:
        return tender_words.terminal_detail()
    if way is Way.CREDIT:
        return tender_words.credit_detail()
    if way is Way.CASH:
        step = Money(bill.rules.cash.step_minor, bill.rules.cash.currency)
        return cash_words.rounded_to(format_money(step))
    foreign = bill.rules.foreign
    if foreign is None:
        return tender_words.no_rate(currency_prefix(FOREIGN_CASH))
    worded = tender_words.old_rate if foreign.is_stale else tender_words.at_rate
    return worded(format_money(foreign.rate.unit), short_day(foreign.rate.at, pay.zone))


def can_be_used(bill: Bill, way: Way, pay: PayWays) -> bool:
    """Whether a way to pay is possible now."""
    if way in CONFIRMED:
        return not pay.why_not(way)
    return way is not Way.FOREIGN or bill.rules.foreign is not None


def _back_label(goods: InHand) -> str:
    return tender_words.cash_back() if goods.is_cash else tender_words.credit_back()


def _way_row(bill: Bill, way: Way, entering: tuple[TenderEntry, PayWays]) -> WayRow:
    entry, pay = entering
    return WayRow(
        title=_way_title(bill, way),
        detail=way_detail(bill, way, pay),
        is_chosen=way is entry.way,
        is_possible=can_be_used(bill, way, pay),
    )


def _way_title(bill: Bill, way: Way) -> str:
    own = currency_prefix(bill.total.currency)
    return {
        Way.CASH: tender_words.cash(own),
        Way.FOREIGN: tender_words.cash(currency_prefix(FOREIGN_CASH)),
        Way.MMG: tender_words.mmg(),
        Way.MMG_QR: tender_words.mmg_by_qr(),
        Way.CARD_QR: tender_words.card_by_qr(),
        Way.TERMINAL: tender_words.terminal(),
        Way.CREDIT: tender_words.credit(),
    }[way]


def _paid_rows(bill: Bill, entry: TenderEntry, zone: str) -> tuple[PaidRow, ...]:
    rows = tuple(_paid_row(line, zone) for line in bill.taken)
    if entry.pending is None or (entry.pending.amount.is_zero and not bill.total.is_zero):
        return rows
    pending = replace(
        _paid_row(entry.pending, zone),
        detail=tender_words.being_entered(),
        remove_text="",
        is_pending=True,
    )
    return (*rows, pending)


def _paid_row(line: TenderLine, zone: str) -> PaidRow:
    title, detail = _paid_words(line, zone)
    return PaidRow(
        icon="dollar" if line.foreign is not None else _ICONS[line.kind],
        title=title,
        detail=detail,
        amount_text=format_money(line.amount),
        remove_text=tender_words.remove(title),
    )


def _paid_words(line: TenderLine, zone: str) -> tuple[str, str]:
    if line.foreign is not None:
        rate = line.foreign.rate
        title = tender_words.foreign_cash(format_money(line.foreign.handed))
        return title, tender_words.taken_at(format_money(rate.unit), clock_text(rate.at, zone))
    if line.payment_id:
        return _confirmed_words(line, zone)
    if line.kind == "bank_card":
        return tender_words.terminal(), tender_words.approval(line.approval_code)
    if line.kind == "cash":
        return tender_words.cash(currency_prefix(line.amount.currency)), ""
    if line.kind == "exchange":
        return tender_words.exchanged(), line.reference
    named = tender_words.voucher() if line.kind == "voucher" else tender_words.store_credit()
    return named, line.reference


def _confirmed_words(line: TenderLine, zone: str) -> tuple[str, str]:
    named = payment_words.mmg() if line.kind == "mmg" else payment_words.card_by_code()
    known = payment_words.verified() if line.is_verified else payment_words.to_be_verified()
    detail = payment_words.reference(line.reference) if line.reference else ""
    if line.price is not None:
        dated = payment_words.rate_of(short_day(line.price.rate.at, zone))
        detail = payment_words.price_text(line.price, dated)
    if line.over is not None:
        detail = payment_words.of_it_over(format_money(line.over.amount))
    return f"{named}, {known}", detail


def _due_label(way: Way) -> str:
    return tender_words.still_due_in_cash() if way is Way.CASH else tender_words.still_due()


def _due_remark(bill: Bill, way: Way) -> str:
    foreign = bill.rules.foreign
    if bill.taken and bill.rest.is_zero:
        return tender_words.paid_in_full()
    if way is Way.FOREIGN and foreign is not None:
        return tender_words.in_foreign(format_money(bill.likely(way)[0]))
    if way is not Way.CASH:
        return ""
    rounding = bill.due(way) - bill.rest
    if rounding.is_zero:
        return cash_words.no_rounding()
    sign = "+" if rounding.amount_minor > 0 else ""
    return cash_words.rounding(format_money(bill.rest), sign + format_money(rounding))


def _vat_text(vat: str, bill: Bill) -> str:
    foreign = bill.rules.foreign
    if foreign is None:
        return vat
    if bill.total.amount_minor >= _LONG_MINOR:
        return vat  # both would be cut at their end: the law asks for the VAT
    return words.listed(format_money(foreign.rate.convert_back(bill.total)), vat)


def _detail(cart: PricedCart | None) -> str:
    if cart is None:
        return ""
    return words.lines_and_items(len(cart.lines), sum(each.line.quantity for each in cart.lines))


def _amount_caption(bill: Bill | None, way: Way, currency: str) -> str:
    own = currency_prefix(currency)
    if way is Way.TERMINAL:
        return tender_words.from_terminal(own)
    if way is Way.CREDIT:
        return tender_words.from_credit(own)
    is_foreign = way is Way.FOREIGN and bill is not None and bill.rules.foreign is not None
    return tender_words.received(currency_prefix(FOREIGN_CASH) if is_foreign else own)


def _code_caption(way: Way) -> str:
    if way not in CODED:
        return ""
    if way is Way.TERMINAL:
        return tender_words.approval_caption()
    return tender_words.credit_caption()


def _quick(bill: Bill, entry: TenderEntry) -> tuple[QuickAmount, ...]:
    likely = bill.likely(entry.way)
    if not likely:
        return ()
    is_exact = entry.way is not Way.FOREIGN and likely[0].amount_minor < _EXACT_BELOW_MINOR
    return tuple(
        QuickAmount(
            label=(
                cash_words.exact(format_amount(each))
                if is_exact and number == 0
                else format_amount(each)
            ),
            typed=format_amount(each),
            is_chosen=each == entry.typed,
        )
        for number, each in enumerate(likely)
    )
