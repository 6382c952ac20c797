"""What a customer has given already: it outlives the payment's dialog, until paid or emptied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.presenters import payment_words, tender_words, words
from app.presenters.figures import format_money
from app.presenters.notices import Notice, Tone
from app.presenters.tender_bill import Bill
from app.presenters.tender_entry import problem_of
from app.use_cases.current_cart import CartView
from domain.money import Money
from domain.tender import TenderLine

CARTS_MAX = 500
"""How many carts a till remembers, parked ones among them: more than any rule lets it park."""
_CREDITS = frozenset({"store_credit", "voucher"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A bill with all that was given before. ``left_out`` is more than this bill can take."""

    bill: Bill
    left_out: tuple[TenderLine, ...] = ()

    @property
    def notice(self) -> Notice | None:
        """What was given and does not fit, and what to do about each; None where all fits."""
        if not self.left_out:
            return paid_over(self.bill)
        return Notice(
            title=tender_words.does_not_fit(_sums(self.left_out)),
            text=" ".join(map(_too_much, self.left_out)),
            tone=Tone.NEEDS_YOU,
        )


def fill(bill: Bill, given: Sequence[TenderLine]) -> Filled:
    """Put into the bill what was given before, as far as each still fits; none goes unsaid.

    A credit was not spent yet: it pays what is due, and nothing where nothing is. Cash comes last:
    it is what can be handed back at once.
    """
    left_out: list[TenderLine] = []
    for line in sorted(given, key=lambda each: each.is_cash):
        if line.kind in _CREDITS:
            part = replace(line, amount=min(line.amount, bill.rest))
            bill = bill if part.amount.is_zero else bill.with_line(part)
        elif problem_of(bill.with_line(line).settled(None)):
            left_out.append(line)
        else:
            bill = bill.with_line(line)
    return Filled(bill, tuple(left_out))


def paid_over(bill: Bill | None) -> Notice | None:
    """What was sent by MMG beyond what is due, and what becomes of it; None for nothing."""
    taken = () if bill is None else bill.taken
    overs = [line.over.amount for line in taken if line.over is not None]
    if not overs:
        return None
    more = format_money(Money.total_of(overs, overs[0].currency))
    is_seen = all(line.is_verified for line in taken if line.over is not None)
    return Notice(
        title=payment_words.paid_over(more),
        text=payment_words.paid_over_text() if is_seen else payment_words.paid_over_waits(),
        tone=Tone.NEUTRAL if is_seen else Tone.WAITING,
    )


class KeptTenders:
    """The tenders of each cart, in memory: payments by telephone are on the disk already."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[TenderLine, ...]] = {}

    def of(self, cart_id: str) -> tuple[TenderLine, ...]:
        """Return what was given for a cart, in its order."""
        return self._given.get(cart_id, ())

    def keep(self, cart_id: str, filled: Filled) -> None:
        """Remember what is in the bill now, and what did not fit into it."""
        self.forget(cart_id)
        given = (*filled.bill.money, *filled.left_out)
        lines = tuple(line for line in given if not line.payment_id)
        if lines:
            self._given[cart_id] = lines
        while len(self._given) > CARTS_MAX:
            del self._given[next(iter(self._given))]

    def forget(self, cart_id: str) -> None:
        """It is paid."""
        self._given.pop(cart_id, None)

    def move(self, cart_id: str, to_cart_id: str) -> None:
        """A sale goes on under another id: what was given for it goes with it."""
        given = self._given.pop(cart_id, ())
        if given:
            self._given[to_cart_id] = (*self.of(to_cart_id), *given)

    def on_cart(self, view: CartView) -> Notice | None:
        """Return what to give back where the cart was emptied: the next customer gave nothing."""
        return self.given_up(view.cart.cart_id) if view.cart.is_empty else None

    def given_up(self, cart_id: str) -> Notice | None:
        """Forget a cart that nobody will pay, and return what to give back; None for nothing."""
        given = self.of(cart_id)
        self.forget(cart_id)
        spent = tuple(line for line in given if line.kind not in _CREDITS)
        if not spent:
            return None
        return Notice(
            title=tender_words.sale_is_empty(_sums(spent)),
            text=" ".join(map(_give_back, spent)),
            tone=Tone.NEEDS_YOU,
        )


def _sums(lines: Sequence[TenderLine]) -> str:
    return words.listed(*(format_money(line.handed_over) for line in lines))


def _too_much(line: TenderLine) -> str:
    if line.payment_id:
        return tender_words.payment_too_large(format_money(line.amount))
    if line.kind == "bank_card":
        return tender_words.too_much_at_terminal(format_money(line.amount), line.approval_code)
    return tender_words.hand_back(format_money(line.handed_over))


def _give_back(line: TenderLine) -> str:
    if line.kind == "bank_card":
        return tender_words.void_at_terminal(format_money(line.amount), line.approval_code)
    return tender_words.hand_back(format_money(line.handed_over))
