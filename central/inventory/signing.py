"""Who sent a webhook, and when: the signature of the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
The library computes the signature; its own check reads the computer's clock and stumbles over
headers that are none, so the comparison is made here, with central's clock.
"""

import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from domain.errors import BadInput

TOLERANCE = timedelta(minutes=5)
_ID = re.compile(r"[!-~]{1,128}")
_SECONDS = re.compile(r"[0-9]{1,11}")
_SIGNATURES_MAX = 8


class WebhookRefusedError(Exception):
    """A message that is not signed by who may send it, or not signed just now."""


def read_secrets(text: str) -> tuple[Webhook, ...]:
    """Return the secrets in a setting: several, with blanks between, while one replaces another.

    Raises BadInput for one that is none.
    """
    try:
        return tuple(Webhook(one) for one in text.split())
    except (binascii.Error, EmptyWebhookSecretError) as error:
        raise BadInput(
            "The inventory secret cannot be read",
            "WINDWARD_CENTRAL_INVENTORY_SECRET holds whsec_ and base64, as the sender shows it.",
        ) from error


def verified_message_id(
    secrets: Sequence[Webhook], headers: Mapping[str, str], body: bytes, now: datetime
) -> str:
    """Return the id of a message that was signed with one of these secrets within five minutes.

    Raises WebhookRefusedError; its text is for the log.
    """
    message_id = headers.get("webhook-id", "")
    seconds = headers.get("webhook-timestamp", "")
    if _ID.fullmatch(message_id) is None or _SECONDS.fullmatch(seconds) is None:
        raise WebhookRefusedError("no id or no time")
    signed_at = datetime.fromtimestamp(int(seconds), UTC)
    if abs(now - signed_at) > TOLERANCE:
        raise WebhookRefusedError("not signed just now")
    try:
        data = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WebhookRefusedError("no text") from error
    passed = headers.get("webhook-signature", "").split(" ")[:_SIGNATURES_MAX]
    expected = [one.sign(message_id, signed_at, data).encode() for one in secrets]
    matches = [
        hmac.compare_digest(ours, theirs.encode("utf-8", "surrogateescape"))
        for ours in expected
        for theirs in passed
    ]
    if not any(matches):
        raise WebhookRefusedError("no signature fits")
    return message_id
