"""Tenders: what pays a bill, cash rounding, change due, quick amounts, the notes to hand over.

Only what is paid in cash is rounded, once and after the tax; the difference is kept apart. In
Guyana to the nearest G$5 where G$1 is unavailable (Bank of Guyana, 2018); the step is data. Cash of
another currency counts at a dated rate, and change is never given in it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from domain.card_price import CardPrice
from domain.errors import BadInput, RuleBroken
from domain.fx import Rate
from domain.invariants import require_int
from domain.money import Money, round_to_step
from domain.money_text import format_money
from domain.sentence import told

TenderKind = Literal["cash", "store_credit", "voucher", "bank_card", "mmg", "card_qr", "exchange"]

TENDER_KINDS: frozenset[str] = frozenset(get_args(TenderKind))
CONFIRMED_KINDS: frozenset[str] = frozenset({"mmg", "card_qr"})
"""What somebody else confirms: a payment of our own stands behind it (`domain.payment`)."""
TENDERS_MAX = 16
"""How many tender lines a sale may have."""

_REFERRING = frozenset({"store_credit", "voucher", "mmg", "exchange"})
_APPROVAL = re.compile(r"[A-Z0-9-]{2,12}")
_DOLLAR_MINOR = 100
_REFERENCE_MAX = 64
_QUICK_MAX = 4
_FAR_TOO_MUCH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCash:
    """Cash in another currency, as it was handed over, and the rate that it was taken at."""

    handed: Money
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """What a payment is more than its sale takes: owed from then on, as the store credit `credit`.

    The code is made when the sale is; before, it is empty.
    """

    amount: Money
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderLine:
    """One way of paying in a sale; `amount` is its worth in the sale's currency, before any change.

    `foreign` is set for cash in another currency. `approval_code` is what the bank's terminal
    showed: at most 12 letters and digits, so that no card's number ever fits. `reference` is the
    credit's id, the voucher's code, the provider's number of an MMG payment, or the number of the
    refund whose goods pay (`exchange`).

    `payment_id` names the payment behind MMG and a card by code, `is_verified` says whether its
    money was seen when the sale was made: a claim's was not, a card's always. `price` is what the
    payer of a card by code saw, where that was another currency. `over` is what the customer sent
    by MMG beyond `amount`: MMG gives back the whole or nothing.

    Raises:
        ValueError: a negative amount, or parts that its kind does not have.
        CurrencyMismatch: foreign cash that the rate is not about.
    """

    kind: TenderKind
    amount: Money
    foreign: ForeignCash | None = None
    approval_code: str = ""
    reference: str = ""
    payment_id: str = ""
    is_verified: bool = False
    price: CardPrice | None = None
    over: Over | None = None

    def __post_init__(self) -> None:
        if self.kind not in TENDER_KINDS:
            raise ValueError(f"unknown kind of tender {self.kind!r}")
        if self.amount.is_negative:
            raise ValueError("a tender is never negative")
        self._require_parts()
        self._require_worth()

    def _require_parts(self) -> None:
        if (self.kind == "bank_card") != bool(self.approval_code):
            raise ValueError("a card payment, and only one, has an approval code")
        if self.approval_code and _APPROVAL.fullmatch(self.approval_code) is None:
            raise ValueError("an approval code is 2 to 12 letters and digits")
        if (self.kind in _REFERRING) != bool(self.reference):
            raise ValueError("store credit, vouchers, MMG and exchanges, and only they, say which")
        if len(self.reference) > _REFERENCE_MAX:
            raise ValueError(f"a reference has at most {_REFERENCE_MAX} characters")
        self._require_payment()

    def _require_payment(self) -> None:
        if (self.kind in CONFIRMED_KINDS) != bool(self.payment_id):
            raise ValueError("what somebody else confirms, and only that, names its payment")
        if self.is_verified and not self.payment_id:
            raise ValueError("only a payment is verified")
        if self.kind == "card_qr" and not self.is_verified:
            raise ValueError("a card by code pays once it is verified, and never before")
        if self.over is not None and (self.kind != "mmg" or self.over.amount.amount_minor <= 0):
            raise ValueError("only MMG is paid over, and by more than nothing")
        if self.kind == "mmg" and self.paid.amount_minor % _DOLLAR_MINOR:
            raise ValueError("MMG takes whole dollars")

    def _require_worth(self) -> None:
        if self.price is not None:
            self._require_price(self.price)
        if self.foreign is None:
            return
        if self.kind != "cash":
            raise ValueError("only cash is foreign")
        if self.foreign.rate.convert(self.foreign.handed) != self.amount:
            raise ValueError("foreign cash is worth what its rate says")

    def _require_price(self, price: CardPrice) -> None:
        if self.kind != "card_qr":
            raise ValueError("only a card by code is priced in another currency")
        if price.rate.quote != self.amount.currency:
            raise ValueError("a card's price is by a rate of the sale's currency")

    @property
    def is_cash(self) -> bool:
        return self.kind == "cash"

    @property
    def paid(self) -> Money:
        """What the payment behind it is of in whole."""
        return self.amount if self.over is None else self.amount + self.over.amount

    @property
    def handed_over(self) -> Money:
        """What came over the counter, in its own currency."""
        return self.amount if self.foreign is None else self.foreign.handed


def cut_to(line: TenderLine, rest: Money) -> TenderLine:
    """The part of a payment that a bill can take of which `rest` is due without it.

    What is more of an MMG payment is owed (`over`). Other tenders stay as they are, and so does
    one for which nothing is due: it pays nothing here.
    """
    if line.kind != "mmg" or rest.amount_minor <= 0:
        return line
    taken = min(line.paid, rest)
    over = None if taken == line.paid else Over(amount=line.paid - taken)
    return replace(line, amount=taken, over=over)


def cash_tender(amount: Money) -> TenderLine:
    """Cash in the sale's own currency."""
    return TenderLine(kind="cash", amount=amount)


def foreign_cash(handed: Money, rate: Rate) -> TenderLine:
    """Cash in another currency, worth what the rate says.

    Raises:
        CurrencyMismatch: for cash that the rate is not about.
    """
    return TenderLine(
        kind="cash", amount=rate.convert(handed), foreign=ForeignCash(handed=handed, rate=rate)
    )


def approval_code(typed: str) -> str:
    """The approval code of a bank's terminal, as it is kept.

    Raises:
        BadInput: for none, one with other signs than letters and digits, or a longer one: nobody
            types a card's number here.
    """
    code = typed.strip().upper()
    if _APPROVAL.fullmatch(code) is None:
        raise BadInput(
            "Check the approval code",
            "Type the approval code from the terminal's slip: 2 to 12 letters and digits. Never"
            " type a card number. Nothing is lost.",
        )
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A bill settled.

    `due` is the total and its cash `rounding` (either sign, none where nothing was paid in cash),
    `received` is `due` and the `change`.

    Raises:
        ValueError: when these do not hold, or change is negative.
    """

    total: Money
    due: Money
    rounding: Money
    received: Money
    change: Money

    def __post_init__(self) -> None:
        if self.due - self.total != self.rounding:
            raise ValueError("the rounding must be the rounded sum less the total")
        if self.due + self.change != self.received:
            raise ValueError("what was received must be the rounded sum and the change")
        if self.change.is_negative or self.total.is_negative:
            raise ValueError("neither the total nor the change is negative")


def due_in_cash(rest: Money, step_minor: int) -> Money:
    """What to ask for in cash: the rest to the nearest step, a half up."""
    return Money(round_to_step(rest.amount_minor, step_minor), rest.currency)


def rest_after(total: Money, tenders: Iterable[TenderLine]) -> Money:
    """What is still due after these tenders, before any cash rounding; negative for too much."""
    return total - Money.total_of((tender.amount for tender in tenders), total.currency)


def settle(total: Money, tenders: Sequence[TenderLine], step_minor: int) -> Settlement:
    """Settle a bill; `step_minor` is the sale's currency's cash step in minor units.

    Only what is left for the currency's own notes and coins is rounded: a card, a credit and
    another currency's cash count to the minor unit. Change is cash, in the sale's currency.

    Raises:
        RuleBroken: code "underpaid" saying how much is missing; "overpaid" where a card or a
            credit is more than the bill; "nothing_due" for cash where none is due; "odd_cash" when
            cash is no multiple of the step, so that no change could be counted out for it.
        CurrencyMismatch: a tender in another currency.
    """
    rest = rest_after(total, (tender for tender in tenders if not tender.is_cash))
    if rest.is_negative:
        raise _overpaid(-rest)
    received = Money.total_of((tender.amount for tender in tenders), total.currency)
    rounding = rounding_of(total, tenders, step_minor)
    due = total + rounding
    if received < due or not tenders:
        raise _underpaid(due, received)
    _require_cash_due(tenders, rest, step_minor)
    for tender in tenders:
        if tender.is_cash and tender.foreign is None and tender.amount.amount_minor % step_minor:
            raise _odd_cash(tender.amount, step_minor)
    return Settlement(
        total=total, due=due, rounding=rounding, received=received, change=received - due
    )


def _require_cash_due(tenders: Sequence[TenderLine], rest: Money, step_minor: int) -> None:
    """No cash, and above all no other country's, for a bill of which it pays nothing."""
    is_plain = all(tender.is_cash and tender.foreign is None for tender in tenders)
    if is_plain or not due_in_cash(rest, step_minor).is_zero:
        return
    if any(tender.is_cash and not tender.amount.is_zero for tender in tenders):
        raise RuleBroken(
            "No cash is due",
            "Nothing is left that cash could pay. Nothing is lost. Take the cash out of the"
            " payment.",
            "nothing_due",
        )


def rounding_of(total: Money, tenders: Sequence[TenderLine], step_minor: int) -> Money:
    """The cash rounding of a bill with these tenders; nothing where none of them is cash."""
    if not any(tender.is_cash for tender in tenders):
        return Money.zero(total.currency)
    exact = (tender for tender in tenders if not tender.is_cash or tender.foreign is not None)
    in_notes = rest_after(total, exact)
    return due_in_cash(in_notes, step_minor) - in_notes


def require_whole_notes(tender: TenderLine, denominations_minor: Sequence[int]) -> None:
    """Require foreign cash that its notes can make: coins of it are not taken.

    Raises:
        RuleBroken: code "odd_cash".
    """
    smallest = min(denominations_minor)
    if tender.handed_over.amount_minor % smallest:
        raise _odd_cash(tender.handed_over, smallest)


def _underpaid(due: Money, received: Money) -> RuleBroken:
    return RuleBroken(
        "Not enough yet",
        told(
            "{missing} is still missing: {due} to pay, {received} received. Nothing is lost. Add"
            " another payment, or press Esc to go back to the sale.",
            missing=format_money(due - received),
            due=format_money(due),
            received=format_money(received),
        ),
        "underpaid",
    )


def _overpaid(by: Money) -> RuleBroken:
    return RuleBroken(
        "More than is due",
        told(
            "A card, a credit or a voucher pays what is due and no more, and this is {by} too"
            " much. Nothing is lost. Take that payment out and add it again.",
            by=format_money(by),
        ),
        "overpaid",
    )


def _odd_cash(cash: Money, step_minor: int) -> RuleBroken:
    return RuleBroken(
        "Check the cash",
        told(
            "Cash goes in steps of {step}, and {cash} does not. Nothing is lost. Type the cash"
            " received again.",
            step=format_money(Money(step_minor, cash.currency)),
            cash=format_money(cash),
        ),
        "odd_cash",
    )


def quick_amounts(due: Money, denominations_minor: Sequence[int]) -> tuple[Money, ...]:
    """At most four sums a customer is likely to hand over: the exact one, then round ones.

    For G$26,690: exact, 27,000, 30,000, 40,000. Each is `due` rounded up to a note (from the
    largest note on also to two and four of them); tiny notes and absurd sums are left out.
    """
    if due.amount_minor <= 0 or not denominations_minor:
        return (due,)
    due_minor, largest = due.amount_minor, max(denominations_minor)
    steps = set(denominations_minor)
    if due_minor >= largest:
        steps |= {2 * largest, 4 * largest}
    usual = (step for step in steps if step * 4 >= due_minor or step * 5 >= largest)
    sums = sorted({-(-due_minor // step) * step for step in usual})
    likely = [minor for minor in sums if due_minor < minor <= due_minor * _FAR_TOO_MUCH]
    chosen = likely if len(likely) < _QUICK_MAX else [likely[0], *likely[-2:]]
    return (due, *(Money(minor, due.currency) for minor in chosen))


def hand_out(change: Money, denominations_minor: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The notes and coins for `change`: (denomination in minor units, how many), largest first.

    Raises:
        RuleBroken: code "no_coins" when these notes and coins cannot make the sum.
        ValueError: for negative change.
    """
    require_int(change.amount_minor, "change", low=0)
    rest, parts = change.amount_minor, []
    for denomination in sorted(set(denominations_minor), reverse=True):
        require_int(denomination, "denomination", low=1)
        count, rest = divmod(rest, denomination)
        if count:
            parts.append((denomination, count))
    if rest:
        raise RuleBroken(
            "Count the change by hand",
            told(
                "{change} cannot be made from the notes and coins this till knows. Nothing is"
                " lost. Give the nearest sum you can, and note it at shift close.",
                change=format_money(change),
            ),
            "no_coins",
        )
    return tuple(parts)
