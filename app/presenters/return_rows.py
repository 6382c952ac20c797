"""What *Returns* shows: receipts to choose from, lines with what comes back, and the sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.presenters import find_words, return_words, words
from app.presenters.figures import format_money
from app.presenters.when import clock_text, date_text
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.refund_sale import RefundPlan
from domain.catalog import CatalogItem
from domain.held_goods import HERE
from domain.money import Money
from domain.refund import BackKind, SoldLine
from domain.refund_rule import REFUND_REASONS

FOREIGN_KINDS: tuple[BackKind, ...] = ("cash", "store_credit")
"""How money goes back for a receipt of another till: a card is refunded where it paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One row of the list: a receipt, or a line of it.

    ``tag`` says how many units come back, ``is_taken`` that some do.
    """

    title: str
    detail: str
    amount_text: str
    tag: str = ""
    is_taken: bool = False

    @property
    def spoken(self) -> str:
        return words.listed(self.title, self.detail, self.tag, self.amount_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSums:
    """What is given back, in words; all empty while nothing is chosen."""

    goods_text: str = ""
    rounding_text: str = ""
    back_text: str = ""
    sign_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsState:
    """The whole place. ``is_choosing`` is True once a receipt was found.

    ``is_open_ended`` is a receipt of another till: goods are named in the search.

    ``selected`` is a row of ``rows``, -1 for none. ``reason`` and ``kind`` are the chosen ones of
    ``reasons`` and ``kinds``; ``needs_code`` asks for the terminal's approval code.
    """

    heading: str = ""
    detail: str = ""
    note: str = ""
    is_choosing: bool = False
    is_open_ended: bool = False
    rows: tuple[ReturnRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    reasons: tuple[str, ...] = ()
    reason: int = 0
    kinds: tuple[str, ...] = ()
    kind: int = 0
    needs_code: bool = False
    sums: ReturnSums = field(default_factory=ReturnSums)
    asks_weight: bool = False
    weight_error: str = ""
    can_give: bool = False
    can_exchange: bool = False
    is_busy: bool = False


class ReturnsView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: ReturnsState) -> None: ...

    def clear_entries(self) -> None:
        """Empty the search, the approval code and the weight."""

    def set_weight(self, text: str) -> None:
        """Put grams into the field of the weight."""


def receipt_row(found: SoldReceipt, zone: str) -> ReturnRow:
    """A receipt in the list."""
    return ReturnRow(
        title=found.receipt_number,
        detail=words.beside(clock_text(found.at, zone), find_words.goods(found.goods)),
        amount_text=format_money(found.total),
    )


def line_row(line: SoldLine, left: int, back: int) -> ReturnRow:
    """A line of the receipt: what was sold, and what of it comes back."""
    return ReturnRow(
        title=line.name,
        detail=_sold_words(line, left),
        amount_text=format_money(line.gross),
        tag=_back_words(line, back) if left else "",
        is_taken=back > 0,
    )


def _sold_words(line: SoldLine, left: int) -> str:
    worded = return_words.sold_by_weight if line.is_weighed else return_words.sold
    return worded(line.quantity, left)


def _back_words(line: SoldLine, back: int) -> str:
    worded = return_words.grams_back if line.is_weighed else return_words.units_back
    return worded(back)


def sums_of(plan: RefundPlan | None) -> ReturnSums:
    """The sums of a plan."""
    if plan is None:
        return ReturnSums()
    rounding = plan.given - plan.returned.total
    return ReturnSums(
        goods_text=return_words.goods_worth(format_money(plan.returned.total)),
        rounding_text="" if rounding.is_zero else return_words.rounding(_signed(rounding)),
        back_text=format_money(plan.given),
        sign_text=_sign_words(plan),
    )


def _sign_words(plan: RefundPlan) -> str:
    if plan.is_unseen:
        return return_words.must_look()
    return return_words.must_sign() if plan.must_sign else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen so far of a receipt: rows, units by line number, reason, kind, and sums.

    ``asks_weight`` where the selected line was sold by weight.
    """

    selected: int
    units: Mapping[int, int]
    reason: int
    kind: int
    plan: RefundPlan | None
    can_give: bool
    is_busy: bool
    asks_weight: bool = False


def finding_state(
    receipts: tuple[SoldReceipt, ...] | None, selected: int, text: str, zone: str
) -> ReturnsState:
    """The place before a receipt was found; None receipts are not read yet."""
    empty = ""
    if receipts == ():
        empty = return_words.no_receipt(text) if text else return_words.nothing_sold()
    return ReturnsState(
        heading=return_words.find_title(),
        detail=return_words.find_text(),
        rows=tuple(receipt_row(each, zone) for each in receipts or ()),
        selected=selected,
        empty_text=empty,
    )


def choosing_state(found: Returnable, chosen: Chosen, zone: str) -> ReturnsState:
    """The lines of a receipt of this till."""
    left = found.left
    heading = return_words.receipt(left.receipt_number)
    state = ReturnsState(
        heading=f"{heading} · {clock_text(found.at, zone)}",
        detail=return_words.paid(format_money(left.paid), format_money(found.left_to_give)),
        note=_notes(found, chosen),
        is_choosing=True,
        rows=tuple(
            line_row(line, left.units_left(line), chosen.units.get(line.line_no, 0))
            for line in left.lines
        ),
        needs_code=found.kinds[chosen.kind] == "bank_card",
    )
    return _with_choice(state, chosen, found.kinds)


def foreign_state(
    receipt: ForeignReceipt, goods: Sequence[CatalogItem], chosen: Chosen
) -> ReturnsState:
    """Goods named for a receipt of another till."""
    state = ReturnsState(
        heading=return_words.foreign(receipt.receipt_number, receipt.till_label),
        detail=return_words.foreign_limit(
            date_text(receipt.sold_on), format_money(receipt.paid), format_money(receipt.most)
        ),
        note=return_words.foreign_note(),
        is_choosing=True,
        is_open_ended=True,
        rows=tuple(_goods_row(item, chosen.units.get(row, 0)) for row, item in enumerate(goods)),
        empty_text="" if goods else return_words.foreign_note(),
    )
    return _with_choice(state, chosen, FOREIGN_KINDS)


def _goods_row(item: CatalogItem, count: int) -> ReturnRow:
    price = "" if item.price is None else format_money(item.price)
    total = "" if item.price is None else format_money(item.price * count)
    return ReturnRow(
        title=item.name,
        detail=return_words.goods_priced(price),
        amount_text=total,
        tag=return_words.units_back(count),
        is_taken=count > 0,
    )


def _with_choice(state: ReturnsState, chosen: Chosen, kinds: Sequence[BackKind]) -> ReturnsState:
    return replace(
        state,
        selected=chosen.selected,
        reasons=tuple(return_words.reason(code) for code in REFUND_REASONS),
        reason=chosen.reason,
        kinds=tuple(return_words.back_kind(kind) for kind in kinds),
        kind=chosen.kind,
        sums=sums_of(chosen.plan),
        asks_weight=chosen.asks_weight,
        can_give=chosen.can_give,
        can_exchange=chosen.plan is not None and not chosen.is_busy,
        is_busy=chosen.is_busy,
    )


def _notes(found: Returnable, chosen: Chosen) -> str:
    """What became of its payments that are not simply there, and what else there is to say."""
    payments = (found if chosen.plan is None else chosen.plan).paid_by
    states = (
        return_words.paid_by(each) for each in payments if each.state != "verified" or each.back
    )
    here = (return_words.goods_here(),) if any(each.goods in HERE for each in payments) else ()
    else_ = note_of(found) or ("" if chosen.plan else return_words.choose_goods())
    return " ".join((*states, *here, *((else_,) if else_ else ())))


def note_of(found: Returnable) -> str:
    """What was given back for a receipt before."""
    if not found.refund_count:
        return ""
    if found.left.is_settled:
        return return_words.nothing_left()
    return return_words.returned_before(found.refund_count, format_money(found.left.given))


def _signed(money: Money) -> str:
    return ("" if money.is_negative else "+") + format_money(money)
