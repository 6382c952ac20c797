"""Payments that go back the way they were paid, on the wire (sync rules 16.25 and 16.26).

A till that takes goods back asks for it; central has the provider do it, and tells how it went.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Text


class PaymentReversalAsked(Body):
    """The whole of a payment is to go back by its provider, for goods that came back.

    ``refund`` is the refund that says so (its tender of kind ``payment`` names the payment), and
    ``of_receipt`` the receipt that the payment paid. ``approved_by`` signed for the refund.
    """

    payment_id: Code
    refund: Code
    of_receipt: Annotated[str, Field(min_length=1, max_length=128)]
    approved_by: Code | None = None


class PaymentReversalChanged(ChangeBody):
    """What became of it. The change's key is the payment's id.

    ``asked``: the provider is being asked. ``refused``: it did not give it back, and ``message``
    says why: the customer gets it in another way. ``credited``: they have, as the store credit
    whose code ends in ``credit``, from a till or from the office, and get it in no other way. That
    it was given back is the payment's own state, ``refunded``.
    """

    state: Literal["asked", "refused", "credited"]
    refund: Code
    message: Text = ""
    credit: Text = ""
    changed_at: datetime
