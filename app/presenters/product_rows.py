"""Catalog items as rows of the product list."""

import re
from dataclasses import dataclass

from app.presenters import words
from app.presenters.figures import format_money
from domain.catalog import CatalogItem

GTIN_LENGTH = 14
SHORTER_GTINS = (8, 12, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One row: what it is, where it belongs, its codes and its price.

    ``match`` holds the (start, end) spans of ``name`` that answer the search, to be underlined.
    ``price_is_missing`` rows ask for a price when they are rung up.
    """

    item_id: str
    name: str
    match: tuple[tuple[int, int], ...]
    sku: str
    category: str
    barcode_text: str
    price_text: str
    price_note: str
    price_is_missing: bool
    spoken: str


def product_row(item: CatalogItem, query: str) -> ProductRow:
    """Put an item into words, with what answers ``query`` marked."""
    price_text, price_note = _price_texts(item)
    return ProductRow(
        item_id=item.item_id,
        name=item.name,
        match=match_spans(item.name, query),
        sku=item.sku,
        category=item.category,
        barcode_text=barcode_text(item.barcodes[0]) if item.barcodes else "",
        price_text=price_text,
        price_note=price_note,
        price_is_missing=item.needs_price,
        spoken=words.listed(item.name, item.category, price_text, item.sku),
    )


def match_spans(name: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the words of the search begin words of the name, the way the index matched them."""
    spans: list[tuple[int, int]] = []
    for token in re.findall(r"\w+", query):
        found = re.finditer(rf"\b{re.escape(token)}", name, re.IGNORECASE)
        spans.extend(each.span() for each in found)
    return _merged(sorted(spans))


def barcode_text(normalised: str) -> str:
    """A stored 14-digit GTIN as it stands under the bars; in-house codes as they are."""
    if len(normalised) != GTIN_LENGTH or not normalised.isdigit():
        return normalised
    bare = normalised.lstrip("0")
    length = next((each for each in SHORTER_GTINS if len(bare) <= each), GTIN_LENGTH)
    return bare.rjust(length, "0")


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _price_texts(item: CatalogItem) -> tuple[str, str]:
    if item.needs_price or item.price is None:
        return words.no_price(), words.no_price_note()
    if item.price.is_zero:
        return words.free(), words.free_note(format_money(item.price))
    return format_money(item.price), words.tax_note(item.tax_class)
