"""The discounts of a sale against the cap of who gave or approved them (rule kind `discount_cap`).

A discount says the cap it was given under, and never passes that. Whether the cap is the giver's is
what only central can tell: a till that was tampered with may name any. A role is the one that the
person has now; who changed roles since makes a question at most, for the sale is booked anyhow.

What a line's own discount and the sale's take off it together is held against the higher of the two
caps they name. A cap of who signed alone is what the store's rule says; each is asked for above.
"""

from collections.abc import Callable, Iterator

from central.pricing.checking import Doubt
from domain.discount import percent_text
from domain.discounts_together import OwnOff, share_together
from domain.money import Money
from sync.protocol.bodies import SaleCompleted
from sync.protocol.line_bodies import DiscountBody

CapOf = Callable[[str], int | None]
"""The most that a member of staff may take off, in basis points; None for nobody known, or for one
who may not stand alone."""

WHOLE_SALE = 0
"""The line number of a discount off the whole sale."""


def find_beyond_caps(sale: SaleCompleted, cap_of: CapOf, alone_of: CapOf) -> tuple[Doubt, ...]:
    """Return the discounts that nobody named in them may give.

    ``alone_of`` says what somebody may take off who was the giver and the second person.
    """
    doubts = []
    given = [(line.line_no, line.discount) for line in sale.lines]
    for line_no, discount in ((WHOLE_SALE, sale.discount), *given):
        sentence = (
            "" if discount is None else _beyond(discount, (cap_of, alone_of), _place(line_no))
        )
        if sentence:
            doubts.append(Doubt(line_no=line_no, sentence=sentence))
    return (*doubts, *_beyond_together(sale))


def _beyond_together(sale: SaleCompleted) -> Iterator[Doubt]:
    """Return the lines that two discounts, each within its cap, took more off than either may."""
    if sale.discount is None:
        return
    currency = sale.currency
    whole_off = Money(sum(line.cart_discount_minor or 0 for line in sale.lines), currency)
    gross = Money(sale.total_minor, currency) + whole_off
    for line in sale.lines:
        if line.discount is None:
            continue
        paid_minor = line.gross_minor + (line.cart_discount_minor or 0)
        off = Money(line.discount_minor or 0, currency)
        cap = max(line.discount.cap, sale.discount.cap)
        own = OwnOff(Money(paid_minor, currency) + off, off, line.discount.cap)
        share = share_together(own, whole_off, gross)
        if share > cap:
            sentence = (
                f"Each within its cap, the discounts of line {line.line_no} and of the sale"
                f" together take {percent_text(share)} off it, above the cap of"
                f" {percent_text(cap)}."
            )
            yield Doubt(line_no=line.line_no, sentence=sentence)


def _beyond(discount: DiscountBody, caps: tuple[CapOf, CapOf], of_what: str) -> str:
    cap_of, alone_of = caps
    whose = discount.approved_by or discount.by
    cap = cap_of(whose)
    if discount.approved_by == discount.by:
        alone = alone_of(whose)
        if alone is None:
            return f"The discount of {of_what} was approved by {discount.by}, who gave it."
        cap = max(cap or 0, alone)
    if cap is None:
        return f"The discount of {of_what} was given by {whose}, whom nobody knows."
    if discount.cap <= cap:
        return ""
    return (
        f"The discount of {of_what} was given under a cap of {percent_text(discount.cap)}, and"
        f" {whose} may give {percent_text(cap)}."
    )


def _place(line_no: int) -> str:
    return "the whole sale" if line_no == WHOLE_SALE else f"line {line_no}"
