"""What the caps say of a sale's claims and cards by code, asked again at central (rule 16.14f).

Each is held against the rules of the day on which its till took it, with what was taken before it.
What MMG itself confirmed has no cap of its own, and counts with the claims.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from central.operations.caps import NO_YES, caps_above, unsigned_words
from central.operations.cart_facts import Booking
from central.operations.payment_facts import CONFIRMED
from central.operations.signers import signer_doubt
from central.operations.tender_sums import Taken, customer_of, keep_tender
from central.payments.begun import Begun, find_begun
from central.payments.rows import PaymentRow, find_payment
from sync.protocol.bodies import SaleCompleted
from sync.protocol.payment_bodies import PaymentClaimed

_WORDS = {"mmg": "MMG", "card_qr": "card"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paid:
    """One payment of a sale: as which kind of tender, its row, and what its till said of it."""

    kind: str
    row: PaymentRow
    begun: Begun

    @property
    def is_judged(self) -> bool:
        return self.kind != "mmg" or isinstance(self.begun.body, PaymentClaimed)

    @property
    def is_held(self) -> bool:
        return isinstance(self.begun.body, PaymentClaimed) and self.begun.body.is_held


def find_payment_doubts(booking: Booking, sale: SaleCompleted) -> Sequence[str]:
    """Return why somebody should look at what a sale's payments came to; keep them for those after.

    Called once the sale has its payments. Cards of one sale are judged together, as its till does.
    """
    doubts: list[str] = []
    cards_minor = 0
    for paid in sorted(_paid(booking, sale), key=lambda each: (each.row.begun_at, each.row.seq)):
        taken = _taken(paid, sale)
        is_signed = paid.begun.body.approved_by is not None or not paid.is_judged
        keep_tender(booking, paid.row.key, taken, is_signed=is_signed)
        if paid.kind == "card_qr":
            cards_minor += taken.amount_minor
            taken = replace(taken, amount_minor=cards_minor)
        if paid.is_judged:
            doubts += _doubts(booking, paid, taken)
    return doubts


def _paid(booking: Booking, sale: SaleCompleted) -> Iterator[_Paid]:
    """The payments that this sale, and no other one, was paid by."""
    for tender in sale.tenders:
        if tender.payment_id is None or tender.kind not in CONFIRMED:
            continue
        whose = booking.key.organisation_id
        row = find_payment(booking.writing.connection, whose, tender.payment_id)
        if row is None or row.till_id != booking.key.till_id or row.receipt != sale.receipt:
            continue  # the case `payment_sale` says so
        if row.provider == CONFIRMED[tender.kind]:
            begun = find_begun(booking.writing.connection, whose, tender.payment_id)
            assert begun is not None, "what began it is kept for ever"
            yield _Paid(kind=tender.kind, row=row, begun=begun)


def _taken(paid: _Paid, sale: SaleCompleted) -> Taken:
    row = paid.row
    return Taken(
        kind=paid.kind,
        currency=row.currency,
        amount_minor=row.amount_minor,
        at=row.begun_at,
        day=row.business_date,
        customer_id=customer_of(sale),
        payer_id=row.payer_id if paid.kind == "mmg" else None,
    )


def _doubts(booking: Booking, paid: _Paid, taken: Taken) -> Iterator[str]:
    """What its till should have asked or done: a second person's yes, and goods that stay."""
    above = list(caps_above(booking, taken))
    holding = [each.words for each in above if each.rule.action == "hold"]
    if holding and not paid.is_held:
        yield f"The goods of its payment by MMG were not held. {holding[0]}"
    if not any(each.asks for each in above):
        return
    signer = paid.begun.body.approved_by
    missing = unsigned_words(above, signer)
    if signer is None:
        yield f"Nobody signed for its payment by {_WORDS[paid.kind]}. {missing[0]}"
        return
    doubt = signer_doubt(booking, signer, paid.begun.by)
    if doubt:
        yield doubt
    elif missing:
        yield f"{NO_YES} {missing[0]}"
