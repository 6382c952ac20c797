"""What the risk policy says of a sale's tenders, asked again at central (sync rule 16.14a).

A till judges by the rules that it was told. Where those in force ask for a second person and the
sale names none, or somebody who may not, the sale is booked all the same and a person looks at it.
"""

from central.operations.caps import NO_YES, caps_above, unsigned_words
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.payment_caps import find_payment_doubts
from central.operations.signers import signer_doubt
from central.operations.tender_sums import Taken, customer_of, judged_sums, keep_tender
from sync.protocol.bodies import SaleCompleted

ABOVE = "tender_above_cap"
_SAID_MAX = 2
"""How many reasons one case names: the first of them are enough to look."""


def note_tender_caps(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for a sale whose tenders needed a yes that it does not have."""
    at_counter = _doubt(booking, sale)
    doubts = [*([at_counter] if at_counter else []), *find_payment_doubts(booking, sale)]
    if not doubts:
        return
    said = " ".join(dict.fromkeys(doubts[:_SAID_MAX]))
    case = NewCase(
        store_id=booking.store_id,
        kind=ABOVE,
        title="A payment above what the policy takes",
        message=(
            f"Receipt {sale.receipt}: {said} The sale is booked and its money is counted. Ask who"
            " sold it, and whether that till had heard of the rule."
        ),
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _doubt(booking: Booking, sale: SaleCompleted) -> str:
    """Why somebody should look at what nobody else confirms; empty where nobody has to."""
    signer = sale.tenders_approved_by
    judged = _judged(booking, sale)
    for taken in judged:
        keep_tender(booking, booking.key, taken, is_signed=signer is not None)
    above = [each for taken in judged for each in caps_above(booking, taken)]
    doubt = "" if signer is None else signer_doubt(booking, signer, booking.facts.by)
    missing = unsigned_words(above, signer)
    if doubt or not missing:
        return doubt
    if signer is None:
        return f"Nobody signed for it. {missing[0]}"
    return f"{NO_YES} {missing[0]}"


def _judged(booking: Booking, sale: SaleCompleted) -> list[Taken]:
    return [
        Taken(
            kind=kind,
            currency=sale.currency,
            amount_minor=minor,
            at=booking.facts.at,
            day=booking.facts.day,
            customer_id=customer_of(sale),
        )
        for kind, minor in judged_sums(sale).items()
    ]
