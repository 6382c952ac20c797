"""Finding goods by a few letters of their name, code or barcode."""

from collections.abc import Sequence

from app.use_cases.till import Till
from app.use_cases.typed_text import require_writable
from domain.catalog import CatalogItem

RESULTS_MAX = 200
_TEXT_MAX = 200


def search_catalog(till: Till, text: str, limit: int = 50) -> Sequence[CatalogItem]:
    """Return the best matches, best first; at most ``limit`` and never more than 200."""
    bounded = max(1, min(limit, RESULTS_MAX))
    with till.db.reading() as uow:
        return tuple(uow.catalog.search(require_writable(text)[:_TEXT_MAX], bounded))


def count_products(till: Till) -> int:
    """How many items this till can sell."""
    with till.db.reading() as uow:
        return uow.catalog.count_items()
