"""Each discount of a sale against the cap of who gave or approved it (rule kind `discount_cap`).

A discount says the cap it was given under, and never passes that. Whether the cap is the giver's is
what only central can tell: a till that was tampered with may name any. A role is the one that the
person has now; who changed roles since makes a question at most, for the sale is booked anyhow.
"""

from collections.abc import Callable

from central.pricing.checking import Doubt
from domain.discount import percent_text
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
    return tuple(doubts)


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
