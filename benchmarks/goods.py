"""Made-up goods, the same in every run: item number n is always the same item.

Nothing is drawn from a stream of chance: each word hangs on the item's number alone, so that 10,000
products are the first 10,000 of 1,000,000.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.vocabulary import BRANDS, CATEGORIES, NOUNS, QUALITIES, SIZES
from sync.protocol.changes import Change

CURRENCY = "GYD"
ITEMS_MAX = 10_000_000
_IN_STORE = "29"
_NUMBER_SPREAD = 6_700_417  # prime to 10: neighbours in the catalog get codes that look unlike
_NUMBERS = 10**10
_CHECK_WEIGHTS = (1, 3)
_PRICE_STEP_MINOR = 1_000
_PRICE_STEPS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One made-up product. ``barcode`` is a GTIN-13 of the range for use within a shop."""

    item_id: str
    sku: str
    name: str
    category: str
    barcode: str
    price_minor: int
    weight_grams: int


def product(number: int) -> Product:
    """Return product ``number``, counted from 0. Raises ValueError outside 0 to 9,999,999."""
    if not 0 <= number < ITEMS_MAX:
        raise ValueError(f"products are numbered 0 to {ITEMS_MAX - 1}, not {number}")
    draw = _Draw(number)
    words = [draw.among(NOUNS)]
    if draw.one_in(10, yes=8):
        words.insert(0, draw.among(BRANDS))
    words += [draw.among(QUALITIES) for _ in range(draw.below(3))]
    if draw.one_in(10, yes=4) or len(words) == 1:
        words.append(draw.among(SIZES))
    return Product(
        item_id=f"item-{number:07d}",
        sku=f"{words[-1][:3].upper()}-{number % 1_000:03d}-{number // 1_000}",
        name=" ".join(words).capitalize(),
        category=CATEGORIES[number % len(CATEGORIES)],
        barcode=gtin_13(number),
        price_minor=(1 + draw.below(_PRICE_STEPS)) * _PRICE_STEP_MINOR,
        weight_grams=10 + draw.below(20_000),
    )


def gtin_13(number: int) -> str:
    """Return the in-store GTIN-13 of a product's number, with its check digit."""
    body = f"{_IN_STORE}{number * _NUMBER_SPREAD % _NUMBERS:010d}"
    total = sum(int(digit) * _CHECK_WEIGHTS[place % 2] for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def item_change(made: Product, stream: str, position: int, last: int) -> Change:
    """Return the feed's change that tells of a product, in a transaction up to ``last``."""
    body = {
        "sku": made.sku,
        "name": made.name,
        "category": made.category,
        "barcodes": [f"0{made.barcode}"],
        "price_minor": made.price_minor,
        "currency": CURRENCY,
        "price_id": f"price-{made.item_id}-1",
        "tax_class": "standard",
        "weight_grams": made.weight_grams,
    }
    return Change(
        stream=stream, position=position, last=last, kind="item", key=made.item_id, body=body
    )


class _Draw:
    """Numbers that hang on one product's number alone."""

    def __init__(self, number: int) -> None:
        seed = f"windward benchmark product {number}".encode()
        self._rest = int.from_bytes(hashlib.shake_128(seed).digest(96))

    def below(self, count: int) -> int:
        """Return a number from 0 to ``count`` - 1."""
        self._rest, drawn = divmod(self._rest, count)
        return drawn

    def one_in(self, count: int, *, yes: int) -> bool:
        """Tell yes in ``yes`` of ``count`` cases."""
        return self.below(count) < yes

    def among(self, words: Sequence[str]) -> str:
        """Return a word, those at the front far more often."""
        return words[min(self.below(len(words)) for _ in range(3))]
