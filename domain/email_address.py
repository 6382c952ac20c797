"""E-mail addresses as a person types them at a counter."""

import re

from domain.errors import BadInput
from domain.sentence import told

LONGEST = 255
"""Characters; the limit of the product, below RFC 5321's 254 + brackets."""
_LOCAL_LONGEST = 64
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LABELS_MIN = 2


def email_address(typed: str) -> str:
    """Return the address as it is kept: without blanks around it, the domain in small letters.

    Only what every mail server takes: ASCII, one ``@``, a domain with a dot. Whether somebody reads
    mail there nobody can know here.

    Raises:
        BadInput: for anything else, with what to look at.
    """
    text = typed.strip()
    if len(text) > LONGEST:
        raise BadInput(
            "The e-mail address is too long",
            told(
                "It has at most {longest} characters. Nothing was sent. Check it.", longest=LONGEST
            ),
        )
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    is_right = (
        bool(at)
        and len(local) <= _LOCAL_LONGEST
        and _LOCAL.fullmatch(local) is not None
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) >= _LABELS_MIN
        and all(_LABEL.fullmatch(label) for label in labels)
    )
    if not is_right:
        raise BadInput(
            "Check the e-mail address",
            "It looks like name@example.com. Nothing was sent. Ask the customer to spell it.",
        )
    return f"{local}@{domain.lower()}"
