from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.goods import ITEMS_MAX, gtin_13, item_change, product
from benchmarks.vocabulary import BRANDS, NOUNS, QUALITIES, SIZES
from domain.gtin import has_valid_check_digit, normalise_barcode
from sync.protocol.changes import ItemChanged

NUMBERS = st.integers(min_value=0, max_value=ITEMS_MAX - 1)


def test_there_are_about_two_thousand_words_and_none_twice_in_a_list() -> None:
    assert 1_950 <= len({*BRANDS, *NOUNS, *QUALITIES, *SIZES}) <= 2_200
    assert all(len(set(words)) == len(words) for words in (BRANDS, NOUNS, QUALITIES, SIZES))


@given(NUMBERS)
def test_a_product_is_the_same_in_every_run_and_has_two_to_six_words(number: int) -> None:
    made = product(number)

    assert made == product(number)
    assert 2 <= len(made.name.split()) <= 6
    assert made.price_minor > 0


@given(NUMBERS)
def test_every_barcode_is_a_valid_gtin_13_of_the_in_store_range(number: int) -> None:
    code = gtin_13(number)

    assert len(code) == 13
    assert code[0] == "2"
    assert has_valid_check_digit(code)


def test_barcodes_skus_and_ids_are_all_different() -> None:
    made = [product(number) for number in range(5_000)]

    for each in ("barcode", "sku", "item_id"):
        assert len({getattr(one, each) for one in made}) == len(made)


def test_names_vary_and_a_few_words_are_common() -> None:
    names = [product(number).name.casefold() for number in range(5_000)]
    counts = Counter(word for name in names for word in name.split())

    assert len(set(names)) > 4_500
    assert counts["charger"] > 5 * counts["toolbox"]


def test_a_change_of_the_feed_carries_a_product_that_a_till_can_sell() -> None:
    made = product(41)
    change = item_change(made, "store:x", 42, 100)
    body = ItemChanged.model_validate(change.body)

    assert (change.key, change.position, change.last) == (made.item_id, 42, 100)
    assert body.barcodes == (normalise_barcode(made.barcode),)
    assert body.price_minor == made.price_minor


@pytest.mark.parametrize("number", [-1, ITEMS_MAX])
def test_a_product_that_is_not_made_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="numbered"):
        product(number)
