"""What a provider says happened, as far as it is read: that something happened to something."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

OF_SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
OF_MONEY = frozenset(
    {
        "charge.refunded",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    }
)
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,255}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Object(_Part):
    """What an event is about: a session, a charge, a refund, a dispute."""

    id: _Id
    client_reference_id: _Id | None = None
    payment_intent: _Id | None = None


class _Data(_Part):
    object: _Object


class Event(_Part):
    """An event, as far as it is read. ``created`` is when it happened, in Unix seconds."""

    id: _Id
    type: Annotated[str, Field(max_length=100)]
    created: Annotated[int, Field(ge=0, lt=2**33)]
    data: _Data


def read_event(raw: object) -> Event | None:
    """Return an event of a kind that matters here, None for any other. Raises ValueError."""
    kind = raw.get("type") if isinstance(raw, dict) else ""
    if isinstance(kind, str) and kind and kind not in OF_SESSIONS | OF_MONEY:
        return None
    return Event.model_validate(raw)
