"""Products as rows: codes, matches and prices in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.counter.gallery_sample import sample_items
from app.presenters.product_rows import barcode_text, match_spans, product_row
from domain.catalog import CatalogItem
from domain.money import Money


def an_item(sku: str = "BRL-55-L") -> CatalogItem:
    return next(item for item in sample_items() if item.sku == sku)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("02102026000014", "2102026000014"),
        ("00012345678905", "012345678905"),
        ("00000096385074", "96385074"),
        ("12345678901231", "12345678901231"),
        ("SHELF-7", "SHELF-7"),
    ],
)
def test_barcodes_read_as_they_stand_under_the_bars(stored: str, shown: str) -> None:
    assert barcode_text(stored) == shown


@pytest.mark.parametrize(
    ("name", "query", "spans"),
    [
        ("Samsung Galaxy", "sam", ((0, 3),)),
        ("Samsung SamSun", "SAM", ((0, 3), (8, 11))),
        ("Charger 25 W", "25 ch", ((0, 2), (8, 10))),
        ("Balsam", "sam", ()),
        ("Box (large)", "(l", ((5, 6),)),
        ("Box", "", ()),
    ],
)
def test_the_beginnings_of_words_that_answer_are_marked(
    name: str, query: str, spans: tuple[tuple[int, int], ...]
) -> None:
    assert match_spans(name, query) == spans


@given(name=st.text(max_size=40), query=st.text(max_size=10))
def test_marked_spans_lie_in_the_name_in_order_and_apart(name: str, query: str) -> None:
    spans = match_spans(name, query)

    flat = [at for span in spans for at in span]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(name) for start, end in spans)


def test_an_item_without_a_price_says_that_it_asks_for_one() -> None:
    row = product_row(an_item("GRC-1250"), "")

    assert (row.price_text, row.price_note, row.price_is_missing) == (
        "No price yet",
        "Asks for one",
        True,
    )


def test_a_sample_is_free_and_says_what_is_recorded() -> None:
    sample = replace(an_item(), kind="sample", price=Money.zero("GYD"))

    assert product_row(sample, "").price_note == "Recorded at G$0"


def test_zero_rated_goods_say_so_beside_prices_that_include_vat() -> None:
    assert product_row(replace(an_item(), tax_class="zero"), "").price_note == "Zero-rated"
    assert product_row(an_item(), "").price_note == ""


def test_a_screen_reader_hears_name_category_price_and_code() -> None:
    spoken = product_row(replace(an_item(), barcodes=()), "").spoken

    assert spoken.endswith("Barrels and boxes, G$9,500, BRL-55-L")
