"""A scan finds its item; typing finds what somebody means, whatever they type."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import NotFound
from domain.money import Money
from storage.database import TillDatabase
from sync.protocol.changes import Change
from tests.storage.kit import a_change, an_item, enrolled, found, tell

GOODS = (
    an_item("rice", "Rice, parboiled, 2 kg", 1, category="Groceries", barcodes=("04006381333931",)),
    an_item("rice-flour", "Flour of rice", 2, category="Groceries"),
    an_item("price", "Price tags, 100", 3, category="Shop"),
    an_item("cafe", "Café crème, 250 g", 4, category="Groceries", sku="KIT-12/AB"),
    an_item("phone", "Samsung Galaxy S24 phone case", 5, category="Phones", sku="SG-24"),
    an_item("phone-2", "Phone", 6, category="Phones", sku="PHONE"),
    an_item("phones", "Phones, a pair of toy", 7, category="Toys"),
    an_item("twin-a", "Twin A", 8, barcodes=("TWIN",)),
    an_item("twin-b", "Twin B", 9, barcodes=("TWIN",)),
    an_item("upc", "By its UPC", 10, barcodes=("00012345678905",)),
    an_item("free", "No price", 11, price_minor=None),
    an_item("cafe-2", "CAFE CREME instant", 12),
    an_item("kanji", "緑茶 green tea", 13),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path_factory.mktemp("catalog"))
    tell(made, *GOODS)
    yield made
    made.close()


def test_a_scan_finds_its_item_and_a_shared_code_finds_all_of_them(db: TillDatabase) -> None:
    with db.reading() as uow:
        rice = uow.catalog.find_by_barcode("04006381333931")
        twins = uow.catalog.find_by_barcode("TWIN")
        none = uow.catalog.find_by_barcode("TWI")

    assert [item.name for item in rice] == ["Rice, parboiled, 2 kg"]
    assert rice[0].price == Money(50_000, "GYD")
    assert [item.item_id for item in twins] == ["twin-a", "twin-b"]
    assert none == ()


def test_an_item_is_read_by_its_id(db: TillDatabase) -> None:
    with db.reading() as uow:
        assert uow.catalog.get_item("free").price is None
        assert uow.catalog.get_item("cafe").position == 4
        with pytest.raises(NotFound, match="not in the catalog"):
            uow.catalog.get_item("ghost")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rice", ["rice", "rice-flour"]),
        ("ri", ["rice", "rice-flour"]),
        ("par ri", ["rice"]),
        ("rice parb 2", ["rice"]),
        ("rice groc", ["rice", "rice-flour"]),
        ("RICE,", ["rice", "rice-flour"]),
        ("cafe", ["cafe", "cafe-2"]),
        ("Café", ["cafe", "cafe-2"]),
        ("CAFÉ CRÈ", ["cafe", "cafe-2"]),
        ("kit 12", ["cafe"]),
        ("kit-12/ab", ["cafe"]),
        ("kit12ab", ["cafe"]),
        ("phone", ["phone-2", "phones", "phone"]),
        ("phones", ["phones", "phone-2", "phone"]),
        ("sg-24", ["phone"]),
        ("緑茶", ["kanji"]),
        ("緑 tea", ["kanji"]),
        ("4006381333931", ["rice"]),
        ("04006381333931", ["rice"]),
        ("400638", ["rice"]),
        ("012345678905", ["upc"]),
        ("0123", ["upc"]),
        ("rice 4006381", ["rice"]),
        ("cafe 4006381", []),
        ("400", []),
        ("twin", ["twin-a", "twin-b"]),
        ("nothing like it", []),
        ("", []),
        ("  ", []),
        ("*", []),
        ('"', []),
    ],
)
def test_what_is_typed_finds_what_is_meant_best_first(
    db: TillDatabase, typed: str, expected: list[str]
) -> None:
    assert found(db, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        '" OR 1=1 --',
        "rice' ; DROP TABLE feed_row; --",
        "rice NOT flour",
        "rice OR phone",
        "rice NEAR/2 parboiled",
        "words : rice",
        "{words} : rice",
        "^rice",
        "rice*",
        "(rice",
        "rice AND (",
        "rice\x00flour",
        "%",
        "_",
        "ri%",
        "'; --",
        "🍚" * 50,
        "a " * 500,
        "x" * 5_000,
        "\ud800",
    ],
)
def test_no_text_is_ever_taken_for_a_command(db: TillDatabase, typed: str) -> None:
    before = found(db, "rice")
    found(db, typed)

    assert found(db, "rice") == before
    with db.reading() as uow:
        assert uow.catalog.count_items() == len(GOODS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.sampled_from(string.printable), st.characters()), max_size=40))
def test_any_text_at_all_can_be_typed(db: TillDatabase, typed: str) -> None:
    with db.reading() as uow:
        assert len(uow.catalog.search(typed)) <= len(GOODS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(GOODS), st.data())
def test_every_beginning_of_every_word_of_a_name_finds_the_item(
    db: TillDatabase, change: Change, data: st.DataObject
) -> None:
    words = [word.strip(",") for word in str(change.body["name"]).split()]
    picked = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in picked)

    assert change.key in found(db, typed)


def test_at_most_fifty_hits_come_and_fewer_where_fewer_are_asked_for(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    tell(
        db, *(an_item(f"i{number:03d}", f"Candle {number:03d}", number) for number in range(1, 121))
    )

    assert len(found(db, "candle")) == 50
    assert len(found(db, "candle", limit=500)) == 50
    assert found(db, "candle", limit=3) == ["i001", "i002", "i003"]
    db.close()


def test_the_best_hit_comes_first_among_more_hits_than_are_looked_at(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    first = an_item("exact", "Bolt", 1, sku="M8")
    for start in (0, 200, 400):
        others = [
            an_item(f"i{number}", f"Washer for m8 bolt {number}", number)
            for number in range(start + 2, start + 201)
        ]
        tell(db, *([first] if start == 0 else []), *others)

    assert found(db, "bolt")[0] == "exact"
    assert found(db, "m8")[0] == "exact"
    db.close()


def test_a_catalog_with_nothing_in_it_finds_nothing(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    assert found(db, "tape") == []
    tell(db, a_change("rule", "x/y/2026-01-01", 1, rule_body()))
    assert found(db, "tape") == []
    with db.reading() as uow:
        assert not uow.catalog.has_items()
    db.close()


def rule_body() -> dict[str, object]:
    return {"kind": "x", "key": "y", "valid_from": "2026-01-01", "value": {}}


def test_the_whole_catalog_is_read_a_page_at_a_time(db: TillDatabase) -> None:
    read: list[str] = []
    with db.reading() as uow:
        while page := uow.catalog.list_after(read[-1] if read else "", limit=5):
            read += [item.item_id for item in page]

    assert len(read) == len(GOODS)
    assert read == sorted(read)


def test_every_sku_and_the_owner_of_each_barcode_are_told(db: TillDatabase) -> None:
    with db.reading() as uow:
        skus, owners = uow.catalog.list_codes()

    assert {"KIT-12/AB", "SG-24", "RICE"} <= skus
    assert len(skus) == len(GOODS)
    assert owners["04006381333931"] == "RICE"
    assert owners["TWIN"] == "TWIN-B"
