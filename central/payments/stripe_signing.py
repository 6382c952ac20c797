"""Who called, and when: the signature of Stripe's webhooks, over the body as it came.

https://docs.stripe.com/webhooks#verify-manually. Their SDK's own check reads the computer's clock
and takes a call of next year, so the comparison is made here, with central's clock.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=5)
_SECONDS = re.compile(r"[0-9]{1,11}")
_HEX = re.compile(r"[0-9a-f]{64}")
_PARTS_MAX = 16


class WebhookForgedError(Exception):
    """A call that is not signed by the provider, or not just now. The text is for the log."""


def require_signature(body: bytes, header: str, secrets: Sequence[str], now: datetime) -> None:
    """Require that one of the secrets signed exactly these bytes within five minutes.

    While a secret is being replaced a call bears several signatures, and one that fits is enough.
    Raises WebhookForgedError.
    """
    parts = [part.strip().partition("=") for part in header.split(",")[:_PARTS_MAX]]
    times = [value for name, _, value in parts if name == "t"]
    passed = [value for name, _, value in parts if name == "v1" and _HEX.fullmatch(value)]
    if len(times) != 1 or _SECONDS.fullmatch(times[0]) is None or not passed:
        raise WebhookForgedError("no time or no signature")
    if abs(now - datetime.fromtimestamp(int(times[0]), UTC)) > TOLERANCE:
        raise WebhookForgedError("not signed just now")
    told = times[0].encode("ascii") + b"." + body
    expected = [hmac.new(one.encode(), told, hashlib.sha256).hexdigest() for one in secrets]
    matches = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in passed]
    if not any(matches):
        raise WebhookForgedError("no signature fits")
