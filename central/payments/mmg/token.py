"""The token of hosted checkout: RSA-OAEP with SHA-256 on both, and the reply that comes back.

Reference: integrations 1.2 and 1.3. The order of the fields is MMG's.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA256

from central.payments.mmg.account import Account, Checkout
from domain.errors import BadInput
from domain.money import Money

_OAEP_COST_BYTES = 66
"""Two hashes of 32 bytes and 2: a key of 4,096 bits takes 446 bytes of plain text."""
_DESCRIPTION_BYTES_MIN = 16
_AMOUNT_DIGITS = "9" * 9
_TIME_DIGITS = "9" * 10
_ATTEMPT_DIGITS = "9" * 18
_TOKEN_CHARACTERS_MAX = 4_096
_WHOLE_MINOR = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one page asks the customer for. ``attempt`` are our digits, new for each attempt."""

    attempt: str
    amount: Money
    description: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What MMG's page told us. It proves nothing: it says what to look up (integrations 1.3)."""

    attempt: str
    transaction_id: str
    result: str
    words: str


class UnreadableReply(Exception):
    """Bytes that are no reply to us."""


def require_room(account: Account) -> None:
    """Check at start-up that a token holds what the settings name, and some words beside it.

    Raises BadInput.
    """
    checkout = account.checkout
    if checkout is None:
        return
    fixed = _plain(account.merchant, checkout, (_ATTEMPT_DIGITS, _AMOUNT_DIGITS, _TIME_DIGITS), "")
    if len(fixed) + _DESCRIPTION_BYTES_MIN > _bytes_max(checkout):
        raise BadInput(
            "Check the account at MMG",
            "The merchant's name and the secret key leave no room in MMG's token."
            " Shorten the name.",
        )


def checkout_url(account: Account, checkout: Checkout, wanted: Wanted) -> str:
    """Return the page's address for one attempt: what the code on the screen leads to.

    The description is cut to what a token holds. Raises ValueError for money that is not whole
    Guyana dollars.
    """
    digits = (wanted.attempt, str(whole_dollars(wanted.amount)), str(int(wanted.at.timestamp())))
    words = wanted.description
    while len(plain := _plain(account.merchant, checkout, digits, words)) > _bytes_max(checkout):
        words = words[:-1]
    sealed = checkout.mmg_key.encrypt(plain, _padding())
    query = {
        "token": base64.urlsafe_b64encode(sealed).decode("ascii"),
        "merchantId": account.merchant,
        "X-Client-ID": checkout.client_id,
    }
    joint = "&" if "?" in checkout.page_url else "?"
    return f"{checkout.page_url}{joint}{urlencode(query)}"


def whole_dollars(amount: Money) -> int:
    """Return the amount as MMG takes it. Raises ValueError for cents and for other currencies."""
    whole, cents = divmod(amount.amount_minor, _WHOLE_MINOR)
    if amount.currency != "GYD" or cents or whole <= 0:
        message = "MMG takes whole Guyana dollars"
        raise ValueError(message)
    return whole


def read_reply(checkout: Checkout, token: str) -> Reply:
    """Decrypt a reply: base64 or base64url, with padding or without. Raises UnreadableReply."""
    if len(token) > _TOKEN_CHARACTERS_MAX:
        raise UnreadableReply
    try:
        sealed = _from_base64(token)
        told = json.loads(checkout.own_key.decrypt(sealed, _padding()).decode("iso-8859-1"))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise UnreadableReply from error
    if not isinstance(told, dict):
        raise UnreadableReply
    return Reply(
        attempt=_text(told, "merchantTransactionId"),
        transaction_id=_text(told, "transactionId"),
        result=_text(told, "ResultCode", "errorCode"),
        words=_text(told, "ResultMessage", "errorMessage"),
    )


def _plain(merchant: str, checkout: Checkout, digits: tuple[str, str, str], words: str) -> bytes:
    attempt, dollars, seconds = digits
    fields = {
        "secretKey": checkout.secret_key,
        "amount": dollars,
        "merchantId": merchant,
        "merchantTransactionId": attempt,
        "productDescription": words,
        "requestInitiationTime": seconds,
        "merchantName": checkout.merchant_name,
    }
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode("iso-8859-1")


def _bytes_max(checkout: Checkout) -> int:
    return checkout.mmg_key.key_size // 8 - _OAEP_COST_BYTES


def _padding() -> OAEP:
    return OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)


def _from_base64(token: str) -> bytes:
    plain = token.strip("\r\n\t").replace("-", "+").replace("_", "/").replace(" ", "+").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _text(told: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = told.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)[:128]
    return ""
