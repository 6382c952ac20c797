"""What central's feed says: one frozen model a kind of change (sync rules 4).

Unlike bodies of operations, unknown fields are ignored: an older till reads what it knows of a
newer central.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from sync.protocol.allotment_bodies import AllotmentGranted, AllotmentRecalled, ResourceChanged
from sync.protocol.approval_bodies import (
    ApprovalChanged,
    ApprovalWanted,
    ApprovalWantedRemoved,
)
from sync.protocol.body_parts import ChangeBody, Code, Currency, Positive, Text
from sync.protocol.cart_bodies import CartChanged, CartRemoved
from sync.protocol.case_bodies import CaseChanged
from sync.protocol.compliance_bodies import CashMonthChanged
from sync.protocol.customer_bodies import CustomerChanged
from sync.protocol.line_bodies import Breaks, Parts
from sync.protocol.payment_bodies import PaymentChanged, ProviderChanged
from sync.protocol.quote_bodies import SpecialQuoteChanged, SpecialQuoteRemoved
from sync.protocol.refund_bodies import TillKeysChanged
from sync.protocol.reversal_bodies import PaymentReversalChanged


class ItemChanged(ChangeBody):
    """An item of the catalog, whole. The change's key is ``item_id``.

    ``price_minor`` is None where nobody set a price; it is for what ``sold_by`` says, ``breaks``
    are prices for many. ``variant_of`` is the SKU of the item that this is a variant of. An
    ``allotted`` item (unique, a deal, from a warehouse) is sold only from what the till was granted
    (ledger rule 6).
    """

    sku: Code
    name: Text
    category: Text = ""
    kind: Literal["goods", "service", "sample"] = "goods"
    barcodes: Annotated[tuple[Code, ...], Field(max_length=32)] = ()
    price_minor: Positive | None = None
    currency: Currency
    price_id: Code
    tax_class: Code
    weight_grams: Positive | None = None
    dimensions_mm: tuple[Positive, Positive, Positive] | None = None
    containers_per_unit: Annotated[int, Field(ge=0, le=1_000)] = 0
    allotted: bool = False
    sold_by: Literal["kg", "lb"] | None = None
    breaks: Breaks = ()
    sold_from: date | None = None
    sold_until: date | None = None
    variant_of: Annotated[str, Field(max_length=128)] = ""
    variant: Annotated[str, Field(max_length=128)] = ""
    parts: Parts = ()
    normal_minor: Positive | None = None

    @model_serializer(mode="wrap")
    def _leave_out(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Write what most items do not have only where one has it: a catalog is long."""
        told: dict[str, object] = handler(self)
        return {name: value for name, value in told.items() if value or name not in _RARE}


_RARE = frozenset(
    {
        "sold_by",
        "breaks",
        "sold_from",
        "sold_until",
        "variant_of",
        "variant",
        "parts",
        "normal_minor",
    }
)


class ItemRemoved(ChangeBody):
    """A tombstone: the item of this key is sold no more."""


class RuleChanged(ChangeBody):
    """An effective-dated rule, as ``domain.rules`` reads it.

    The change's key is ``kind/key/valid_from``.
    """

    kind: Code
    key: Code
    valid_from: date
    value: Mapping[str, object]


class StaffChanged(ChangeBody):
    """A member of staff who may sign in at this till.

    The verifier is peppered for this till alone. Key: staff id.
    """

    name: Text
    role: Code
    pin_salt: Code
    pin_verifier: Code
    pin_parameters: tuple[int, int, int]


class StaffRemoved(ChangeBody):
    """A member of staff who may sign in no more. Key: staff id."""


class StoreChanged(ChangeBody):
    """The store that this till stands in. Key: store id."""

    organisation_name: Text
    name: Text
    address: Text = ""
    vat_number: Text = ""
    zone: Code
    currency: Currency


class PersonErased(ChangeBody):
    """A person whose data must go (sync rule 6.2). Key: person id."""


CHANGES: Mapping[str, type[ChangeBody]] = {
    "item": ItemChanged,
    "item_removed": ItemRemoved,
    "rule": RuleChanged,
    "staff": StaffChanged,
    "staff_removed": StaffRemoved,
    "store": StoreChanged,
    "person_erased": PersonErased,
    "grant": AllotmentGranted,
    "recall": AllotmentRecalled,
    "resource": ResourceChanged,
    "cart": CartChanged,
    "cart_removed": CartRemoved,
    "case": CaseChanged,
    "customer": CustomerChanged,
    "till_keys": TillKeysChanged,
    "payment": PaymentChanged,
    "payment_reversal": PaymentReversalChanged,
    "provider": ProviderChanged,
    "approval": ApprovalChanged,
    "approval_wanted": ApprovalWanted,
    "approval_wanted_removed": ApprovalWantedRemoved,
    "cash_month": CashMonthChanged,
    "special_quote": SpecialQuoteChanged,
    "special_quote_removed": SpecialQuoteRemoved,
}
"""Each known kind of change and its model.

A kind of a newer central, which is not here, is kept as it came and shown by nobody.
"""


class Change(BaseModel):
    """One row of the feed. ``last`` is the last position of its transaction (rule 4.2)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stream: Code
    position: Annotated[int, Field(ge=1)]
    last: Annotated[int, Field(ge=1)]
    kind: Code
    key: Code
    body: Mapping[str, object]
