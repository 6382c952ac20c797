"""What a supervisor thinks afterwards of something that was allowed at the till, on the wire."""

from datetime import datetime
from typing import Literal

from sync.protocol.body_parts import Body, Code, Text

ReviewedDeed = Literal[
    "price_typed",
    "price_set",
    "given_free",
    "discount_given",
    "limit_exceeded",
    "cart_voided",
    "tender_allowed",
    "signed_alone",
]
"""What is looked at again: each was signed in place by a second person when it was done, but
``signed_alone``, for which nobody else was there (rule ``second_person``)."""


class DeedReviewed(Body):
    """Somebody who neither did nor allowed it looked at it again, and signed what they found.

    ``subject`` is the id that the audit record has for it (an item, a cart, a resource).
    ``done_at`` is when it was done by the staff id ``done_by``, with the yes of ``allowed_by``.
    ``follow_up`` says that the office should look into it. ``reason`` names no person.
    """

    deed: ReviewedDeed
    subject: Code
    done_at: datetime
    done_by: Code
    allowed_by: Code
    verdict: Literal["fine", "follow_up"]
    reason: Text
    approved_by: Code
