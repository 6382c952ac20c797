"""How store credits and vouchers are named as resources of the allotment books (ledger rule 7).

One unit is one minor unit of the currency in the name: ``credit:GYD-7K3M2Q``,
``voucher:GYD-MASHRAMANI``. Both ends name them, and neither imports the other. A code is read as
people say it: small letters are capitals, and spaces count for nothing.
"""

import re
from typing import Literal

CREDIT_PREFIX = "CR-"
"""How the code of every store credit begins, so that a code alone says what it is."""
_OF_TENDER = {"store_credit": "credit", "voucher": "voucher"}
_MONEY = frozenset({*_OF_TENDER.values(), "refundable"})
_CODE = re.compile(r"[A-Z0-9-]{3,40}")


def money_resource(tender_kind: str, currency: str, reference: str) -> str:
    """Return the resource that a tender of this kind spends.

    Raises KeyError for a kind that spends none.
    """
    return f"{_OF_TENDER[tender_kind]}:{currency}-{reference}"


def kind_of_code(code: str) -> Literal["store_credit", "voucher"]:
    """Return which of the two a code is of: a store credit's begins as `CREDIT_PREFIX` says."""
    return "store_credit" if code.startswith(CREDIT_PREFIX) else "voucher"


def is_money(resource: str) -> bool:
    """Tell whether a resource's units are money."""
    return resource.partition(":")[0] in _MONEY


def code_end(resource: str) -> str:
    """Return the end of a credit's code: who reads it can name the credit, and not spend it."""
    return f"..{resource[-4:]}"


def read_code(typed: str) -> str | None:
    """Return the code of a credit or voucher as it is kept, None for what can be none."""
    code = "".join(typed.upper().split())
    return code if _CODE.fullmatch(code) else None
