"""The photo of the message that a claim rests on: beside the payer's phone, and as personal."""

import json
from collections.abc import Callable, Mapping

from domain.errors import BadInput
from domain.till_payment import TillPayment
from storage.unit_of_work import Reading
from sync.protocol.operation import from_base64, to_base64
from sync.protocol.payment_bodies import PHOTO_BYTES_MAX

_JPEG = b"\xff\xd8\xff"

ReadPhoto = Callable[[str], bytes]
"""Reads a picture file by its whole name and returns it as a small JPEG without metadata.

At most ``PHOTO_BYTES_MAX`` bytes. Raises BadInput for what can't be used, in plain words.
"""


def require_photo(photo: bytes | None) -> None:
    """Let no photo pass, or a JPEG that fits beside the phone. Raises BadInput."""
    if photo is not None and not (photo.startswith(_JPEG) and len(photo) <= PHOTO_BYTES_MAX):
        raise BadInput(
            "This photo cannot be kept",
            "It is no picture that this till made small. Nothing was taken and nothing is lost."
            " Choose it again, or record the claim without it.",
        )


def payer_words(phone: str, photo: bytes | None) -> Mapping[str, str]:
    """Return what is personal in a claim; the photo goes with its payer when that is erased."""
    return {"phone": phone} if photo is None else {"phone": phone, "photo": to_base64(photo)}


def find_photo(uow: Reading, found: TillPayment) -> bytes | None:
    """Return the photo of a claim's message, or None.

    There is none where none was taken, where the payer was erased, and once the operation is safe
    at central and old enough to be pruned here (sync rule 2.4). What is damaged is shown as none.
    """
    part = uow.payments.find_claim_part(found)
    if part is None:
        return None
    try:
        photo = from_base64(str(json.loads(part)["photo"]))
    except (KeyError, TypeError, ValueError):
        return None
    return photo if photo.startswith(_JPEG) else None
