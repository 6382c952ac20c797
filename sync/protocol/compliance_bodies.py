"""Cash that the law asks about, on the wire (sync rules 17).

No body holds a document's number or a name: what was shown stands in the customer's personal part,
as ``{"identity": {"number": ..., "valid_until": ...}}``, and goes with the person.
"""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Positive

TILLS_MAX = 1_000
_DIGEST_CHARS = 40


class IdentityChecked(Body):
    """A customer showed a document because of their cash; who looked is the operation's ``by``.

    It holds for the business month of the operation's day. ``purpose`` says why the number may be
    kept: no consent is asked where the law obliges.
    """

    check_id: Code
    customer_id: Code
    document: Literal["passport", "driving_licence", "national_id"]
    purpose: Literal["legal_duty"] = "legal_duty"


class IdentityNotShown(Body):
    """A document was asked for because of cash, and the dialog was left without one.

    It says nothing of why: the customer paid otherwise, went away, or would not. At most one of a
    customer on a business date at one till; a document that is shown later is a fact of its own.
    """

    customer_id: Code


class CashMonthChanged(ChangeBody):
    """What a customer paid in cash in a business month, as far as central knows.

    Told from the rule's ``told_minor`` on, to all tills of the organisation. ``tills`` says how
    much of it came by which till, so that each adds its own sales and none twice.
    """

    customer_id: Code
    month: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    currency: Currency
    amount_minor: Positive
    tills: Mapping[str, Positive] = {}
    is_identified: bool = False


def cash_month_key(customer_id: str, month: str, currency: str) -> str:
    """Return the key of the change that tells of a customer's month: short, whatever the id."""
    digest = hashlib.sha256(customer_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{month}/{currency}/{digest[:_DIGEST_CHARS]}"
