"""Store credit on the wire: money that a store owes somebody, held as an allotment."""

from typing import Annotated

from pydantic import Field

from sync.protocol.allotment_bodies import Units
from sync.protocol.body_parts import Body, Code, Currency


class CreditIssued(Body):
    """A till owes ``quantity`` minor units of ``currency`` to whoever brings the code in its name.

    The till that issued it holds it: it pays there without asking, elsewhere central moves it
    first (ledger rule 7). ``of_refund`` is the refund that it was given for, if any.

    ``of_payment`` is the payment that was more than its sale (rule 16.27), ``customer_id`` who was
    on that sale. With ``awaits`` nobody has seen the payment: no till holds the credit, and it
    pays nothing before that is verified.

    ``instead_of`` is a payment that ``of_refund`` was to send back, which its provider refused:
    the credit stands in its place (rule 16.26a).
    """

    resource: Annotated[str, Field(pattern=r"^credit:[A-Z]{3}-[A-Z0-9-]{3,40}$")]
    currency: Currency
    quantity: Units
    of_refund: Code | None = None
    approved_by: Code | None = None
    of_payment: Code | None = None
    customer_id: Code | None = None
    awaits: bool | None = None
    instead_of: Code | None = None
