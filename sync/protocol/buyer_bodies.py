"""A buyer who is named after the sale, on the wire (sync rules 13b)."""

from sync.protocol.body_parts import Body, Code


class BuyerNamed(Body):
    """A receipt's buyer asked for a tax invoice after the sale; who named them is ``by``.

    The sale stays as it was told. Name and number are the customer's own, told by
    ``customer_saved`` before it; the later word on one receipt stands.
    """

    receipt: Code
    customer_id: Code
