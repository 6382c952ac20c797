"""Refunds on the wire: what came back of which receipt, and in which money it was given back.

Amounts are positive: central takes them off the takings. ``refund`` is the refund's own receipt
number; the sale stays as it was.
"""

from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.body_parts import Body, ChangeBody, Code, Currency, Minor, Positive, Text
from sync.protocol.receipt_code import LONGEST

REFUND_LINES_MAX = 1_000


class RefundLineBody(Body):
    """Units of one line of the sale that came back; ``vat_minor`` is inside ``gross_minor``.

    The rate is the sale's own. Of what was sold by weight some grams may come back, weighed by a
    scale or typed: ``quantity`` is 1 then.
    """

    line_no: Annotated[int, Field(ge=1)]
    kind: Literal["item", "shipment"]
    item_id: Annotated[str, Field(max_length=128)]
    name: Text
    quantity: Annotated[int, Field(ge=1, le=9_999)]
    gross_minor: Positive
    tax_class: Code
    vat_basis_points: Annotated[int, Field(ge=0, le=10_000)]
    vat_minor: Positive
    weight_grams: Annotated[int, Field(ge=1, le=10**9)] | None = None
    weight_source: Literal["scale", "manual"] | None = None


class BackTenderBody(Body):
    """Money given back. ``approval_code`` is the bank terminal's.

    What is given as an ``exchange`` pays a part of the sale that follows: no money moved. Its
    ``reference`` is the refund's own number, and the sale's tender has the same. A ``payment`` goes
    back the way it was paid, by its provider: its ``reference`` is the payment's id.
    """

    kind: Literal["cash", "store_credit", "bank_card", "exchange", "payment"]
    currency: Currency
    amount_minor: Annotated[int, Field(ge=1, le=10**15)]
    approval_code: Annotated[str, Field(pattern=r"^[A-Z0-9-]{2,12}$")] | None = None
    reference: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class SaleRefunded(Body):
    """Part of a sale was given back.

    The tenders add up to ``total_minor`` plus ``rounding_minor``. ``provisional`` is a refund for a
    receipt of another stream that central had not confirmed: ``receipt_code`` is then the signed
    code that the till believed, and ``line_no`` counts what was named, as the sale was not known.
    ``spent`` is what it used up of a balance that central had moved to this till.
    """

    refund: Code
    of_receipt: Code
    shift: Annotated[int, Field(ge=1)]
    currency: Currency
    lines: Annotated[tuple[RefundLineBody, ...], Field(min_length=1, max_length=REFUND_LINES_MAX)]
    total_minor: Positive
    vat_minor: Positive
    rounding_minor: Minor
    tenders: Annotated[tuple[BackTenderBody, ...], Field(min_length=1, max_length=16)]
    reason: Code
    approved_by: Code | None = None
    provisional: bool = False
    receipt_code: Annotated[str, Field(max_length=LONGEST)] | None = None
    spent: Annotated[tuple[SpentBody, ...], Field(max_length=1)] = ()


class TillKeysChanged(ChangeBody):
    """The keys that a till signs its receipts' codes with, in base64. Key: the till's id.

    A key that was replaced stays here: what it signed before is still on paper somewhere.
    """

    label: Code
    keys: Annotated[tuple[Code, ...], Field(min_length=1, max_length=64)]
