"""Who bought, on a tax invoice: joined to the kept receipt when it prints, and never kept with it.

A receipt's lines outlive the erasure of a person, so the buyer is not in them: once the person is
erased, the paper says that there was one, and no more.
"""

from collections.abc import Sequence

from domain.customer import Customer
from domain.ticket import pair_words, wrap

ERASED_BUYER = "The buyer's name was erased on request."


def buyer_lines(customer: Customer | None, columns: int) -> tuple[str, ...]:
    """The rows of a registered buyer; of one who was erased a remark; of anybody else nothing."""
    if customer is None:
        return tuple(wrap(ERASED_BUYER, columns))
    number = customer.text("tax_number")
    if not number:
        return ()
    address = (customer.text("lot_street"), customer.text("village"))
    region = f"Region {customer.region}" if customer.region else ""
    out = [*pair_words("Sold to", customer.name, columns)]
    for line in (*address, region):
        out += wrap(line, columns) if line else ()
    return (*out, *pair_words("VAT/TIN no.", number, columns))


def with_buyer(lines: Sequence[str], buyer: Sequence[str]) -> tuple[str, ...]:
    """A receipt with its buyer at the end of its head: before the first rule across the paper."""
    first = next((at for at, line in enumerate(lines) if _is_rule(line)), len(lines))
    return (*lines[:first], *buyer, *lines[first:])


def _is_rule(line: str) -> bool:
    return len(set(line)) == 1 and not line.isspace() and not line[0].isalnum()
