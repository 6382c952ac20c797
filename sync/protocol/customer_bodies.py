"""Customers on the wire: facts name persons by id; their words are in personal parts alone.

The personal part of ``customer_saved`` is JSON ``{"contact": {field: text}}`` with the fields that
``fields`` names. A customer comes down as the change ``customer``, in a stream of the feed that all
tills of the organisation read and no snapshot holds. What central stores of such a change is only
that there is news of a person; the words are put in when a till reads it (sync rules 13a).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code

CustomerField = Literal[
    "name", "phone", "email", "lot_street", "village", "region", "landmark", "tax_number"
]
ConsentPurpose = Literal["shipping", "receipts", "marketing", "id_copy"]
ConsentChannel = Literal["counter", "phone", "paper", "import"]
Stamp = Annotated[int, Field(ge=0, le=2**53)]
"""Milliseconds of UTC since 1970: when something was said, later than all the till knew of it."""
FieldText = Annotated[str, Field(max_length=255)]


class CustomerSaved(Body):
    """A customer was made or changed at a till. The words are in the person's part."""

    customer_id: Code
    at_ms: Stamp
    fields: Annotated[tuple[CustomerField, ...], Field(min_length=1, max_length=8)]


class ConsentSaid(Body):
    """A person's yes or no to one purpose: to which text, when, how and who wrote it down."""

    customer_id: Code
    purpose: ConsentPurpose
    text_version: Code
    at_ms: Stamp
    channel: ConsentChannel
    staff_id: Code


class ConsentGiven(ConsentSaid):
    """A person agreed to a purpose."""


class ConsentWithdrawn(ConsentSaid):
    """A person took back what they agreed to, or said no."""


class ConsentShown(ChangeBody):
    """How a person's consent to one purpose stands. A newer central may know more channels."""

    given: bool
    text_version: Code
    at_ms: Stamp
    channel: Code
    staff_id: Code


class CustomerChanged(ChangeBody):
    """A customer of the organisation. Key: person id.

    ``contact`` holds, for each field, when it was said and what. All of it is empty for a person
    who was erased since.
    """

    contact: Mapping[str, tuple[Stamp, FieldText]] = {}
    consents: Mapping[str, ConsentShown] = {}
