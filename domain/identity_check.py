"""A person showed who they are: which document, seen by whom, for which business month."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from domain.cash_compliance import ID_DOCUMENTS, IdDocument
from domain.errors import BadInput
from domain.invariants import require_text, require_utc

NUMBER_MAX = 24
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{3,23}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCheck:
    """What may be kept in facts and tables: no number. ``by`` is who looked at the document.

    Raises:
        ValueError: for a document that is none, or parts without a word.
    """

    check_id: str
    customer_id: str
    month: str
    document: IdDocument
    by: str
    at: datetime

    def __post_init__(self) -> None:
        require_text(self.check_id, "check_id")
        require_text(self.customer_id, "customer_id")
        require_text(self.by, "by")
        require_utc(self.at, "at")
        if self.document not in ID_DOCUMENTS:
            raise ValueError(f"unknown document {self.document!r}")


def read_document_number(typed: str) -> str:
    """Return a document's number as it is kept: capitals, digits, hyphens and strokes.

    Raises BadInput for what can be none.
    """
    number = "".join(typed.split()).upper()
    if _NUMBER.fullmatch(number) is None:
        raise BadInput(
            "Check the document's number",
            "Type it as it stands on the document: 4 to 24 letters and digits. Nothing was taken"
            " and nothing is lost.",
        )
    return number


def require_valid(valid_until: date, on: date) -> None:
    """Require that a document still holds on a business date. Raises BadInput."""
    if valid_until < on:
        raise BadInput(
            "The document has run out",
            "It no longer holds today. Nothing was taken and nothing is lost. Ask for another"
            " document, or take another payment.",
        )
