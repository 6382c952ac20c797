"""Who bought, on a tax invoice: joined to the kept receipt when it prints, and never kept with it.

A receipt's lines outlive the erasure of a person, so the buyer is not in them: once the person is
erased, the paper says that there was one, and no more. A buyer who is named after the sale changes
nothing of it: the same lines come out once more, under the words of a tax invoice.
"""

from collections.abc import Sequence

from domain.customer import Customer
from domain.ticket import centred, pair_words, wrap

SALES_INVOICE, TAX_INVOICE = "SALES INVOICE", "TAX INVOICE"
ERASED_BUYER = "The buyer's name was erased on request."


def buyer_lines(customer: Customer | None, columns: int, named: str = "") -> tuple[str, ...]:
    """The rows of a registered buyer; of one who was erased a remark; of anybody else nothing.

    ``named`` is when the buyer was named, where that was after the sale: the paper says so, and
    that it stands in the place of the one that had no buyer.
    """
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
    out += pair_words("VAT/TIN no.", number, columns)
    if named:
        out += wrap(f"Buyer named {named}. In place of the paper without a buyer.", columns)
    return tuple(out)


def with_buyer(lines: Sequence[str], buyer: Sequence[str]) -> tuple[str, ...]:
    """A receipt with its buyer at the end of its head: before the first rule across the paper."""
    first = next((at for at, line in enumerate(lines) if _is_rule(line)), len(lines))
    return (*lines[:first], *buyer, *lines[first:])


def as_tax_invoice(lines: Sequence[str], columns: int) -> tuple[str, ...]:
    """A receipt under the words TAX INVOICE, whatever it was; nothing else of it changes.

    The simpler sales invoice names no buyer (GRA, VAT invoices), so who is named gets a full one.
    """
    at = next((at for at, line in enumerate(lines) if line.strip() == SALES_INVOICE), None)
    if at is None:
        return tuple(lines)
    return (*lines[:at], *centred(TAX_INVOICE, columns), *lines[at + 1 :])


def _is_rule(line: str) -> bool:
    return len(set(line)) == 1 and not line.isspace() and not line[0].isalnum()
