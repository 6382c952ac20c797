"""Payments that somebody else must confirm, on the wire (sync rules 16).

A till claims or asks; central alone speaks with providers and tells what is known. No body holds a
name, a phone number or a card's number: the payer's phone is a personal part.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Positive, Text

RULES_MAX = 32
"""How many rules of the risk policy one judgement names."""
PHOTO_BYTES_MAX = 48_000
"""How large the photo of a claim's message may be, so that in base64 and with the phone beside it
it fits into one personal part (``operation.PERSONAL_BYTES_MAX``)."""

Reference = Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,40}$")]
"""A provider's number of a transaction, as it is kept: capitals, digits, hyphens."""
RuleNames = Annotated[tuple[Code, ...], Field(max_length=RULES_MAX)]
Action = Literal["accept", "hold", "supervisor", "refuse"]


class PaymentClaimed(Body):
    """The customer showed that they paid, and nobody could look it up (ledger idea 5).

    ``paid_at`` is the moment on the customer's message, ``payer_id`` whom the phone number is of
    (its words are in the personal part of that person, as ``{"phone": ...}``). ``rules`` are those
    of the policy that asked for a second look, ``action`` what they came to; ``approved_by`` is the
    staff id of who accepted it in place. ``is_held`` says that the goods stay here until verified.
    ``photo_bytes`` is how large the photo of the message is, where one was taken: a JPEG without
    metadata, beside the phone in the same part (``{"phone": ..., "photo": base64}``).
    """

    payment_id: Code
    cart_id: Code
    shift: Annotated[int, Field(ge=1)]
    provider: Code
    currency: Currency
    amount_minor: Positive
    reference: Reference
    paid_at: datetime
    payer_id: Code
    action: Action
    rules: RuleNames = ()
    approved_by: Code | None = None
    is_held: bool = False
    photo_bytes: Annotated[int, Field(ge=1, le=PHOTO_BYTES_MAX)] | None = None


class PaymentRequested(Body):
    """A wish: central is asked to have a customer pay (ledger rule 13).

    ``way`` is a code to scan (``qr``) or a message to the payer's phone (``push``, the phone in the
    personal part of ``payer_id``). ``expires_at`` is when the till stops waiting. ``rules`` and
    ``approved_by`` are as with a claim: a large one is judged before it is asked for.
    """

    payment_id: Code
    cart_id: Code
    shift: Annotated[int, Field(ge=1)]
    provider: Code
    way: Literal["qr", "push"]
    currency: Currency
    amount_minor: Positive
    payer_id: Code | None = None
    rules: RuleNames = ()
    approved_by: Code | None = None
    expires_at: datetime


class PaymentCancelled(Body):
    """The till waits no more for a payment that it asked for; money may still come."""

    payment_id: Code
    reason: Literal["pressed", "expired", "other_tender"]


class PaymentDecided(Body):
    """A supervisor looked at a payment again: signed in the chain, online or not.

    ``release`` says that what the policy flagged was a false alarm; it is counted. ``mistyped`` is
    a rejection of a claim that was typed wrongly: its reference is free for the right one.
    ``hand_over`` and ``keep`` are about goods that were held, and change no state of the payment.
    ``of_state`` is *disputed* where a rejection ended a dispute, for a central that has forgotten
    that one; otherwise it is left out, and an older till never says it.
    """

    payment_id: Code
    decision: Literal["approve", "reject", "release", "mistyped", "hand_over", "keep"]
    rules: RuleNames = ()
    reason: Text
    approved_by: Code
    of_state: Literal["disputed"] | None = None


class PaymentChecked(Body):
    """A supervisor verified a payment by hand, because the provider's service is down.

    ``evidence`` says where it was seen: a statement's row, the provider's own application.
    """

    payment_id: Code
    outcome: Literal["verified", "disputed"]
    evidence: Text
    reason: Text
    approved_by: Code


class PaymentChanged(ChangeBody):
    """What central knows of a payment of this till. The change's key is the payment's id.

    ``state`` is one of ``domain.payment.STATES``; a state of a newer central is shown by its
    ``message``. ``url`` is what a code on the screen leads to, while the state is *pending*.
    ``quoted_currency`` and ``quoted_minor`` are what the customer sees where that differs: then
    ``rate_micro`` says at how many millionths of ``currency`` for one, by whom and of when.
    ``receipt`` is of the sale that it paid, empty while there is none, ``cashier_id`` who took it
    at ``made_at``, and ``is_held`` whether its goods are held still: for a till whose data is older
    than the payment. An older central tells none of them, and so no ``cashier_id``.
    """

    provider: Code
    way: Code
    state: Code
    currency: Currency
    amount_minor: Positive
    reference: Annotated[str, Field(max_length=64)] = ""
    url: Annotated[str, Field(max_length=2_048)] = ""
    quoted_currency: Annotated[str, Field(max_length=3)] = ""
    quoted_minor: Positive = 0
    rate_micro: Positive = 0
    rate_source: Annotated[str, Field(max_length=80)] = ""
    rate_at: datetime | None = None
    message: Text = ""
    changed_at: datetime
    receipt: Annotated[str, Field(max_length=128)] = ""
    cashier_id: Annotated[str, Field(max_length=128)] = ""
    made_at: datetime | None = None
    is_held: bool = False


class ProviderChanged(ChangeBody):
    """Whether a provider can be used now. The change's key is the provider's name.

    ``ways`` are those that central can carry out; none where it has no account there.
    ``is_open`` says that a breaker keeps calls away until ``until``. ``held`` is what a person
    holds it at, ``open``, ``closed`` or ``auto``, until ``held_until``. ``since`` is when it opened
    first without an answer in between, after ``failures`` calls in a row, the last at
    ``failed_at``; that one stays when all is well again. ``changed_at`` is when this was told.
    """

    ways: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    is_open: bool = False
    until: datetime | None = None
    message: Text = ""
    held: Code = "auto"
    held_until: datetime | None = None
    since: datetime | None = None
    failures: Positive = 0
    failed_at: datetime | None = None
    changed_at: datetime | None = None
