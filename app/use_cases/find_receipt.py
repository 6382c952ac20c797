"""Finding a receipt again by its number."""

from app.use_cases.take_cash import CompletedSale, completed_sale
from app.use_cases.till import Till
from app.use_cases.typed_text import require_writable
from storage.unit_of_work import Reading

_NUMBER_DIGITS = 6


def find_receipt(till: Till, text: str) -> CompletedSale | None:
    """Return the sale with this receipt number, or None.

    A bare number counts in the till's current stream: ``101`` is ``GY03B-000101`` there.
    """
    typed = require_writable(text).strip().upper()
    with till.db.reading() as uow:
        sale = uow.sales.find_sale(_whole_number(uow, typed))
        return None if sale is None else completed_sale(uow, till, sale)


def _whole_number(uow: Reading, typed: str) -> str:
    if not (typed.isascii() and typed.isdigit()):
        return typed
    return f"{uow.till.current_stream().name}-{typed.zfill(_NUMBER_DIGITS)}"
