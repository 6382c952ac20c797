"""Where operations meet payments that go back the way they were paid."""

from central.operations.cart_facts import Booking
from central.operations.quarantine import QuarantineError
from central.payments.credit_instead import is_credited, keep_credited
from central.payments.providers import merchant_of
from central.payments.reversals import Wish, ask_reversal, refuse_reversal
from central.payments.rows import PaymentRow, find_payment
from central.storable import is_storable
from sync.protocol.reversal_bodies import PaymentReversalAsked


def apply_payment_reversal_asked(booking: Booking) -> None:
    """Have the jobs give a payment back whose goods came back, or say why that cannot be.

    Raises QuarantineError for a payment that nobody knows.
    """
    body = booking.body
    assert isinstance(body, PaymentReversalAsked)
    writing, whose = booking.writing, booking.key.organisation_id
    row = find_payment(writing.connection, whose, body.payment_id, lock=True)
    if row is None or not all(is_storable(name) for name in (body.refund, body.of_receipt)):
        raise QuarantineError(
            "A payment that nobody knows", "What is to go back is no payment that came to central."
        )
    wish = Wish(refund=body.refund, of_receipt=body.of_receipt, by=booking.facts.by)
    if is_credited(writing, row):
        keep_credited(writing, booking.central.surroundings, row, wish)
        return
    why = _why_not(booking, row, body)
    ask_reversal(writing, row, wish, may_send=not why)
    if why:
        refuse_reversal(writing, booking.central.surroundings, row, why)


def _why_not(booking: Booking, row: PaymentRow, body: PaymentReversalAsked) -> str:
    if row.state == "refunded":
        return ""  # it is done: whether that was twice, the weighing of the refunds says
    if row.state != "verified":
        return f"It is {row.state}: only what is verified is given back by its provider."
    if (row.till_id, row.receipt) != (booking.key.till_id, body.of_receipt):
        return f"It did not pay receipt {body.of_receipt} of this till."
    if row.over_minor:
        return "A part of it is owed as a store credit, and it goes back whole or not at all."
    if not merchant_of(booking.central.settings, row.provider):
        return f"The office has no account at {row.provider.upper()}."
    return ""
