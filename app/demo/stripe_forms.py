"""What Stripe's double takes and refuses: forms as they are sent, names that are known, errors.

By docs.stripe.com/api, and its change of 2026-09-30 that took a parameter away.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

Object = dict[str, Any]
_SESSION_FIELDS = frozenset(
    {
        "adaptive_pricing",
        "allowed_payment_method_types",
        "cancel_url",
        "client_reference_id",
        "expand",
        "expires_at",
        "line_items",
        "metadata",
        "mode",
        "payment_intent_data",
        "success_url",
    }
)
_PART = re.compile(r"\[([^\]]*)\]")


class Refusal(Exception):
    """An error as Stripe answers it."""

    def __init__(self, status: int, kind: str, message: str, code: str = "") -> None:
        super().__init__(message)
        error = {"type": kind, "message": message} | ({"code": code} if code else {})
        self.status, self.body = status, {"error": error}


def read_form(text: str) -> Object:
    """Take apart ``a[b][0][c]=d`` as Stripe's own servers do: numbers are places in a list."""
    found: Object = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head = name.split("[", 1)[0]
        steps = [head, *_PART.findall(name)]
        place = found
        for step in steps[:-1]:
            place = place.setdefault(step, {})
        place[steps[-1]] = value
    return found


def require_known(form: Object) -> None:
    """Stripe takes no name that it does not know; one of them it knew until 2026-09-30."""
    if "payment_method_types" in form:
        raise Refusal(
            400,
            "invalid_request_error",
            "payment_method_types is no longer supported.",
            "payment_method_types_no_longer_supported",
        )
    for name in form.keys() - _SESSION_FIELDS:
        raise Refusal(
            400, "invalid_request_error", f"Received unknown parameter: {name}", "parameter_unknown"
        )


def listed(value: object) -> list[Any]:
    """Return the items of a form's list, in their order."""
    return list(value.values()) if isinstance(value, Mapping) else []
