"""Stripe's answers as they are read: only what is needed, and nothing guessed.

Shapes: https://docs.stripe.com/api/checkout/sessions/object and …/refunds/object. What is not as
documented is ``OutcomeUnknown``: something was answered, and nobody knows what it says.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from central.payments.port import OutcomeUnknown

_Text = Annotated[str, Field(min_length=1, max_length=255)]
_Flag = Annotated[bool, Field(strict=True)]
_Whole = Annotated[int, Field(ge=0, strict=True)]


class _Part(BaseModel):
    """Common to all parts: frozen; what a newer Stripe says beside it is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Charge(_Part):
    """What was taken from the card, and what of it went back or is contested."""

    id: _Text
    created: _Whole
    amount_refunded: _Whole = 0
    disputed: _Flag = False

    @property
    def paid_at(self) -> datetime:
        """When the card was charged."""
        return datetime.fromtimestamp(self.created, UTC)


def _expanded(value: object) -> object:
    """Stripe names an object by its id unless it was asked to put the object itself there."""
    return {"id": value} if isinstance(value, str) else value


def _only_whole(value: object) -> object:
    return value if isinstance(value, Mapping) else None


class Intent(_Part):
    """The payment intent of a session."""

    id: _Text
    latest_charge: Annotated[Charge | None, BeforeValidator(_only_whole)] = None


class Session(_Part):
    """A Checkout Session. Amounts are minor units of ``currency``, which Stripe writes small."""

    id: _Text
    status: _Text
    payment_status: _Text
    client_reference_id: str | None = None
    amount_total: _Whole | None = None
    currency: str | None = None
    livemode: _Flag
    url: Annotated[str | None, Field(max_length=2_048)] = None
    payment_intent: Annotated[Intent | None, BeforeValidator(_expanded)] = None

    @property
    def is_paid(self) -> bool:
        """Whether there is money: a session may be complete without it (delayed methods)."""
        return self.status == "complete" and self.payment_status == "paid"

    @property
    def rank(self) -> int:
        """Which of two sessions tells more: paid before open before expired."""
        return {"complete": 2, "open": 1}.get(self.status, 0) + 2 * self.is_paid


class RefundAnswer(_Part):
    """A refund. ``status`` is pending, requires_action, succeeded, failed or canceled."""

    id: _Text
    status: _Text
    amount: _Whole
    failure_reason: str | None = None


class Dispute(_Part):
    """A dispute. ``status`` ends as won, lost or warning_closed."""

    id: _Text
    status: _Text


class Page(_Part):
    """A page of a list."""

    data: tuple[dict[str, object], ...]
    has_more: bool = False


_Model = TypeVar("_Model", bound=_Part)


def read_answer(model: type[_Model], answer: object) -> _Model:
    """Read what the SDK made of an answer. Raises OutcomeUnknown."""
    turn = getattr(answer, "to_dict", None)
    try:
        return model.model_validate(turn() if callable(turn) else answer)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole"
        raise OutcomeUnknown(f"Stripe's answer cannot be read, at {where}") from error
