"""Who set each price of a sale that no catalog has: somebody who may, and not who sold it.

A role is the one that the person has now, as with discounts: it makes a question at most.
"""

from collections.abc import Callable

from central.pricing.checking import Doubt
from sync.protocol.bodies import SaleCompleted, SaleLineBody

WhyNot = Callable[[str], str]
"""Why somebody named in a sale may not have set its prices; empty where they may."""


def find_unapproved(sale: SaleCompleted, why_not: WhyNot) -> tuple[Doubt, ...]:
    """Return the lines with a typed price, or given free, by the yes of somebody who may not."""
    doubts = []
    for line in sale.lines:
        who = _setter(line)
        why = "" if who is None else why_not(who)
        if why:
            sentence = f"The price of line {line.line_no} was approved by {who}, {why}."
            doubts.append(Doubt(line_no=line.line_no, sentence=sentence))
    return tuple(doubts)


def _setter(line: SaleLineBody) -> str | None:
    is_gift = line.sample not in {None, "sample_item"}
    return line.approved_by if line.price_source == "typed" or is_gift else None
