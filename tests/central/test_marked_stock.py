"""Marks: who may sell without asking, what a file says of it, and who did not know yet."""

import json
from pathlib import Path

import pytest

from central.allotments.reading import unasked_in
from central.allotments.stock import StockChange, set_stock, unmark_stock
from central.allotments.tables import resource
from central.catalog.importing import import_catalog, item_id_of
from central.catalog.marking import mark_item
from central.pricing.tables import item_price
from central.tables import catalog_item
from central.tills.organisations import Store
from domain.errors import Conflict
from sync.protocol.allotment_bodies import SpentBody
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body

pytestmark = pytest.mark.both_databases


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


@pytest.fixture
def rum(shelf: Shelf, tmp_path: Path) -> str:
    return shelf.stock(tmp_path, 5)


def sell_item(shelf: Shelf, till: PaperTill, *spent: SpentBody) -> None:
    """Sell one RUM-1 by its line; ``spent`` is what the till knows to say of it."""
    item_id = item_id_of(shelf.store.store_id, "RUM-1")
    [told] = [row for row in shelf.office.rows(item_price) if row["item_id"] == item_id][-1:]
    body = sale_body(till.next_receipt(), int(str(told["price_minor"])))
    price = {"price_id": told["price_id"], "feed_position": told["from_position"]}
    line = body.lines[0].model_copy(update={"item_id": item_id, **price})
    till.write(body.model_copy(update={"lines": (line,), "spent": spent}), kind="sale_completed")


def marks(shelf: Shelf) -> dict[str, object]:
    bodies = [json.loads(str(row["body"])) for row in shelf.office.rows(catalog_item)]
    return {body["sku"]: body["allotted"] for body in bodies}


def read(shelf: Shelf, folder: Path, text: str) -> tuple[int, int]:
    path = folder / "more.csv"
    path.write_text(text, "utf-8")
    report = import_catalog(shelf.office.central, shelf.store, path, "GYD")
    return report.changed_count, report.unchanged_count


def test_a_till_that_did_not_know_of_the_mark_has_sold_from_the_pool(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 2)
    sell_item(shelf, till)
    holder.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool) == (1, 2, 2)
    assert shelf.cases() == []


def test_more_sold_without_knowing_than_there_is_becomes_a_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 5, urgent=True)
    sell_item(shelf, till)
    for _ in range(2):
        holder.send()

    assert shelf.book(rum).pool == -1
    assert shelf.cases() == ["allotment"]


def test_a_sale_that_spends_what_it_sells_counts_once(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 2)
    sell_item(shelf, till, SpentBody(resource=rum, quantity=1))
    signed = SpentBody(resource=rum, quantity=1, exception_by="staff-sup")
    sell_item(shelf, till, signed)
    holder.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding) == (2, 1)


@pytest.mark.parametrize(
    "line", [7, {"item_id": 1}, {"item_id": "x", "quantity": 0}, {"quantity": "1"}]
)
def test_lines_that_make_no_sense_sold_nothing(line: object) -> None:
    good = {"item_id": "i-1", "quantity": 2}
    marked = {"i-1": "stock:s:i-1"}

    def unasked(kind: str, body: object) -> object:
        return unasked_in(json.dumps({"kind": kind, "body": body}).encode(), marked)

    assert unasked("sale_completed", {"lines": [line, good]}) == {"stock:s:i-1": 2}
    assert unasked("sale_completed", {"lines": "i-1"}) == {}
    assert unasked("sale_completed", "i-1") == {}
    assert unasked("shift_closed", {"lines": [good]}) == {}


def test_an_item_whose_mark_is_taken_away_is_granted_no_more_and_counted_no_more(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    central = shelf.office.central
    with central.database.writing(START) as writing:
        unmark_stock(writing, central.surroundings, shelf.store, "RUM-1")
    holder = Holder(till)
    sell_item(shelf, till)

    assert holder.ask(rum, 2, urgent=True) == []
    assert (shelf.book(rum).consumed, marks(shelf)["RUM-1"]) == (0, False)
    shelf.set_total(5)
    assert [units for _, _, units in holder.ask(rum, 2)] == [2]


def test_a_file_that_says_nothing_leaves_the_marks_as_they_are(
    shelf: Shelf, rum: str, tmp_path: Path
) -> None:
    assert rum
    plain = "sku,name,price\nRUM-1,Rum of 1991,5000\nDEAL-1,Barrel deal,900\n"

    assert read(shelf, tmp_path, plain) == (0, 2)
    assert read(shelf, tmp_path, plain.replace("5000", "6000")) == (1, 1)
    assert marks(shelf) == {"RUM-1": True, "DEAL-1": False}


def test_a_file_may_mark_items_and_take_marks_away(shelf: Shelf, rum: str, tmp_path: Path) -> None:
    assert rum
    marked = "sku,name,price,allotted\nRUM-1,Rum of 1991,5000,no\nDEAL-1,Barrel deal,900,YES\n"

    assert read(shelf, tmp_path, marked) == (2, 0)
    assert marks(shelf) == {"RUM-1": False, "DEAL-1": True}
    assert read(shelf, tmp_path, marked.replace("YES", "perhaps")) == (0, 1)


def test_json_may_say_it_with_true(shelf: Shelf, rum: str, tmp_path: Path) -> None:
    assert rum
    path = tmp_path / "more.json"
    path.write_text('[{"sku": "DEAL-1", "name": "Barrel deal", "price": 900, "allotted": true}]')

    import_catalog(shelf.office.central, shelf.store, path, "GYD")

    assert marks(shelf)["DEAL-1"] is True


def test_a_mark_that_is_there_already_is_not_told_again(shelf: Shelf, rum: str) -> None:
    with shelf.office.central.database.writing(START) as writing:
        item_id = mark_item(writing, shelf.store, "RUM-1", allotted=True)

        assert rum.endswith(item_id)
        assert not writing.publication._waiting


def test_what_was_told_before_a_newer_total_is_refused_units_that_came_in_included(
    shelf: Shelf, rum: str
) -> None:
    """The newer total has counted them: counted twice, they would be sold twice."""
    central = shelf.office.central
    early = START.replace(hour=1)
    with central.database.writing(START) as writing:
        for old in (
            StockChange(sku="RUM-1", total=9, as_of=early),
            StockChange(sku="RUM-1", added=3, as_of=early),
        ):
            with pytest.raises(Conflict, match="newer total"):
                set_stock(writing, central.surroundings, shelf.store, old)
        came = StockChange(sku="RUM-1", added=3)
        assert set_stock(writing, central.surroundings, shelf.store, came).total == 8
    assert [row["total"] for row in shelf.office.rows(resource)] == [8]
    assert shelf.book(rum).total == 8
