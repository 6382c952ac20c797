"""What people buy: goods of the till's own catalog, a few of them far more often than the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase, digits

from app.use_cases.search_catalog import search_catalog
from app.use_cases.till import Till
from domain.catalog import CatalogItem
from domain.errors import NotFound

GOODS_MAX = 600
_SEARCH_MAX = 50
_LINES = (1, 2, 3, 4, 5, 6, 8, 12)
_LINE_WEIGHTS = (30, 24, 16, 11, 8, 6, 3, 2)
_QUANTITIES = (1, 2, 3, 6, 12)
_QUANTITY_WEIGHTS = (78, 13, 4, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One thing a customer puts on the counter."""

    item: CatalogItem
    quantity: int


class Shelf:
    """The goods a rehearsal sells, the popular ones first, what has no price last."""

    def __init__(self, goods: Sequence[CatalogItem], random: Random) -> None:
        """``goods`` must not be empty. Raises NotFound where the till sells nothing."""
        if not goods:
            raise NotFound(
                "There is nothing to sell",
                "This till's catalog is empty. Nothing was changed. Import a catalog at central and"
                " run 'windward sync' first.",
            )
        self._random = random
        shuffled = random.sample(list(goods), len(goods))
        self._goods = tuple(sorted(shuffled, key=lambda item: item.needs_price))
        self._weights = tuple(1_000_000 // (place + 3) for place in range(len(goods)))

    def basket(self) -> tuple[Want, ...]:
        """Return what the next customer buys: one line an item."""
        draw = self._random
        (lines,) = draw.choices(_LINES, _LINE_WEIGHTS)
        drawn = {item.item_id: item for item in draw.choices(self._goods, self._weights, k=lines)}
        quantities = draw.choices(_QUANTITIES, _QUANTITY_WEIGHTS, k=len(drawn))
        return tuple(
            Want(item=item, quantity=quantity)
            for item, quantity in zip(drawn.values(), quantities, strict=True)
        )


def find_goods(till: Till, *, with_unpriced: bool) -> tuple[CatalogItem, ...]:
    """Return up to 600 items that searches by one letter find, in the order of their ids.

    Items without a price are left out where nobody could approve one.
    """
    found: dict[str, CatalogItem] = {}
    for letter in ascii_lowercase + digits:
        for item in search_catalog(till, letter, _SEARCH_MAX):
            if with_unpriced or not item.needs_price:
                found[item.item_id] = item
    return tuple(found[item_id] for item_id in sorted(found))[:GOODS_MAX]
