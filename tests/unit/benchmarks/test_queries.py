from __future__ import annotations

from benchmarks.goods import product
from benchmarks.queries import queries

ROWS = 1_000


def texts(kind: str) -> list[str]:
    return [query.text for query in queries(ROWS, 10) if query.kind == kind]


def test_every_letter_typed_of_a_name_is_a_query_of_its_own() -> None:
    name = product(0).name
    asked = {query.text for query in queries(ROWS, 10)}

    assert {name[:length] for length in range(2, 25) if not name[:length].endswith(" ")} <= asked


def test_no_text_is_asked_twice_and_none_is_blank() -> None:
    asked = [query.text for query in queries(ROWS, 10)]

    assert len(set(asked)) == len(asked)
    assert all(text == text.strip() for text in asked)


def test_single_letters_several_words_skus_barcodes_and_misses_are_among_them() -> None:
    assert set("abcz09") <= set(texts("one_letter"))
    assert {"c p", "charger black"} <= set(texts("several_words"))
    assert product(0).sku in texts("sku")
    assert product(0).barcode in texts("barcode")
    assert any(text.startswith("c ") for text in texts("no_hit"))


def test_what_is_typed_is_the_same_in_every_run() -> None:
    assert queries(ROWS, 10) == queries(ROWS, 10)
