"""Finding a receipt again by a part of its number."""

from collections.abc import Sequence

from app.use_cases.till import Till
from app.use_cases.typed_text import require_writable
from storage.records import ReceiptSummary

RESULTS_MAX = 200


def find_receipt(till: Till, text: str = "", limit: int = 50) -> Sequence[ReceiptSummary]:
    """Return the newest receipts whose number contains the text; all of them for no text."""
    bounded = max(1, min(limit, RESULTS_MAX))
    with till.db.reading() as uow:
        return tuple(uow.sales.find_receipts(require_writable(text).strip().upper(), bounded))


def read_receipt(till: Till, receipt_number: str) -> Sequence[str]:
    """Return the lines of a receipt as they were printed. Raises NotFound."""
    with till.db.reading() as uow:
        return uow.sales.get(receipt_number).receipt_lines
