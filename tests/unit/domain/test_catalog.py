from dataclasses import replace
from typing import Any

import pytest

from domain.money import Money
from tests.unit.domain.builders import BARREL, gyd


def test_an_item_with_a_price_sells_as_it_is() -> None:
    assert not BARREL.needs_price


@pytest.mark.parametrize("price", [None, gyd(0)])
def test_an_item_without_a_price_or_at_zero_asks_for_one(price: Money | None) -> None:
    assert replace(BARREL, price=price).needs_price
    assert replace(BARREL, price=price, kind="service").needs_price


def test_only_a_sample_is_free() -> None:
    assert not replace(BARREL, price=gyd(0), kind="sample").needs_price
    assert replace(BARREL, price=None, kind="sample").needs_price


def test_what_is_not_known_is_none() -> None:
    item = replace(BARREL, weight_grams=None, dimensions_mm=None, barcodes=())

    assert item.dimensions_mm is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"item_id": ""},
        {"sku": " "},
        {"name": ""},
        {"tax_class": ""},
        {"kind": "gift"},
        {"barcodes": ("2102026000014",)},
        {"price": gyd(-1)},
        {"weight_grams": -1},
        {"dimensions_mm": (600, 0, 900)},
        {"containers_per_unit": -1},
        {"position": -1},
    ],
)
def test_a_row_that_no_import_may_let_through_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|never|unknown"):
        replace(BARREL, **wrong)


def test_a_weight_is_a_whole_number_of_grams() -> None:
    with pytest.raises(TypeError):
        replace(BARREL, weight_grams=9.1)  # type: ignore[arg-type] # the run-time check is tested
