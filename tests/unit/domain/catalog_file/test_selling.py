"""How an item is sold is read from a file's cells, and a cell that makes no sense stops its row."""

from collections.abc import Mapping
from datetime import date

import pytest

from domain.catalog_file.cells import CellError
from domain.catalog_file.selling import Selling, read_selling
from domain.money import Money

PRICE = Money(100_000, "GYD")


def read(cells: Mapping[str, object], price: Money | None = PRICE) -> Selling:
    return read_selling(cells.get, price, "GYD")


def test_most_items_say_nothing_of_it() -> None:
    assert read({}) == Selling()
    assert read({"sold_by": "each"}).contents() == {}


def test_everything_that_an_item_can_say_is_read() -> None:
    sold = read(
        {
            "breaks": " 20:900 ; 5: 950.50 ",
            "sold_from": "2026-11-01",
            "sold_until": "2026-12-31T00:00",
            "variant_of": "SHIRT",
            "variant": "Red, large",
            "parts": "Frame; Legs;",
            "normal_price": "75",
        }
    )

    assert sold.breaks == ((5, 95_050), (20, 90_000))
    assert (sold.sold_from, sold.sold_until) == (date(2026, 11, 1), date(2026, 12, 31))
    assert sold.contents() == {
        "breaks": [[5, 95_050], [20, 90_000]],
        "sold_from": "2026-11-01",
        "sold_until": "2026-12-31",
        "variant_of": "SHIRT",
        "variant": "Red, large",
        "parts": ["Frame", "Legs"],
        "normal_minor": 7_500,
    }
    assert read({"parts": ["Frame", "Legs"]}).parts == ("Frame", "Legs")
    assert read({"sold_by": "LBS"}).sold_by == "lb"


@pytest.mark.parametrize(
    "cells",
    [
        {"sold_by": "bag"},
        {"breaks": "5"},
        {"breaks": "1:900"},
        {"breaks": "5:0"},
        {"breaks": ";".join(f"{number}:900" for number in range(2, 13))},
        {"breaks": "5:900", "sold_by": "kg"},
        {"sold_from": "tomorrow"},
        {"sold_from": "2026-12-31", "sold_until": "2026-01-01"},
        {"parts": ";".join("x" * 21)},
    ],
)
def test_what_makes_no_sense_stops_the_row(cells: Mapping[str, object]) -> None:
    with pytest.raises(CellError):
        read(cells)


def test_prices_for_many_need_a_price_for_one() -> None:
    with pytest.raises(CellError, match="need a price for one"):
        read({"breaks": "5:900"}, None)
