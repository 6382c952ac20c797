"""What *Returns* shows: receipts to choose from, lines with what comes back, and the sums."""

from dataclasses import dataclass, field

from app.presenters import return_words, words
from app.presenters.figures import format_money
from app.presenters.when import clock_text
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.refund_sale import RefundPlan
from domain.money import Money
from domain.refund import SoldLine


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

    ``selected`` is a row of ``rows``, -1 for none. ``reason`` and ``kind`` are the chosen ones of
    ``reasons`` and ``kinds``; ``needs_code`` asks for the terminal's approval code.
    """

    heading: str = ""
    detail: str = ""
    note: str = ""
    is_choosing: bool = False
    rows: tuple[ReturnRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    reasons: tuple[str, ...] = ()
    reason: int = 0
    kinds: tuple[str, ...] = ()
    kind: int = 0
    needs_code: bool = False
    sums: ReturnSums = field(default_factory=ReturnSums)
    can_give: bool = False
    is_busy: bool = False


def receipt_row(found: SoldReceipt, zone: str) -> ReturnRow:
    """A receipt in the list."""
    return ReturnRow(
        title=found.receipt_number,
        detail=clock_text(found.at, zone),
        amount_text=format_money(found.total),
    )


def line_row(line: SoldLine, left: int, back: int) -> ReturnRow:
    """A line of the receipt: what was sold, and what of it comes back."""
    return ReturnRow(
        title=line.name,
        detail=return_words.sold(line.quantity, left),
        amount_text=format_money(line.gross),
        tag=return_words.units_back(back) if left else "",
        is_taken=back > 0,
    )


def sums_of(plan: RefundPlan | None) -> ReturnSums:
    """The sums of a plan."""
    if plan is None:
        return ReturnSums()
    rounding = plan.given - plan.returned.total
    return ReturnSums(
        goods_text=return_words.goods_worth(format_money(plan.returned.total)),
        rounding_text="" if rounding.is_zero else return_words.rounding(_signed(rounding)),
        back_text=format_money(plan.given),
        sign_text=return_words.must_sign() if plan.must_sign else "",
    )


def note_of(found: Returnable) -> str:
    """What was given back for a receipt before."""
    if not found.refund_count:
        return ""
    if found.left.is_settled:
        return return_words.nothing_left()
    return return_words.returned_before(found.refund_count, format_money(found.left.given))


def _signed(money: Money) -> str:
    return ("" if money.is_negative else "+") + format_money(money)
