"""Importing a catalog: all or nothing, and only what changed goes to the tills."""

import gzip
import json
from pathlib import Path

import pytest

from central.catalog import importing
from central.catalog.importing import import_catalog, item_id_of
from central.tables import audit, catalog_item
from central.tills.organisations import Store
from domain.catalog_file.report import ImportReport
from domain.catalog_file.source_rows import BrokenFileError
from sync.protocol.changes import Change, ItemChanged
from tests.central.office import SAMPLE, Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases

HEADER = "sku,name,price,weight_g\n"
ROWS = ["A,Barrel,9500,9100", "B,Box,750,400", "C,Twine,0,", "D,Lantern,,300"]


def load(office: Office, store: Store, path: Path, rows: list[str]) -> ImportReport:
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return import_catalog(office.central, store, path, "GYD")


def items(till: PaperTill) -> list[Change]:
    return [one for one in till.pull().changes if one.kind == "item"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "goods.csv"


def test_every_kept_row_reaches_the_till_with_its_price(
    office: Office, shop: Store, till: PaperTill, file: Path
) -> None:
    report = load(office, shop, file, ROWS)

    changes = {one.body["sku"]: ItemChanged.model_validate(one.body) for one in items(till)}
    assert {sku: body.price_minor for sku, body in changes.items()} == {
        "A": 950_000,
        "B": 75_000,
        "C": 0,
        "D": None,
    }
    assert changes["A"].currency == "GYD"
    assert changes["A"].price_id == f"{item_id_of(shop.store_id, 'A')}-1"
    assert (report.new_count, report.kept_count, report.skipped_count) == (4, 4, 0)
    assert {kind: len(rows) for kind, rows in report.findings.items()} == {
        "zero_price": 1,
        "no_price": 1,
        "missing_weight": 1,
    }


def test_the_same_file_again_publishes_nothing(
    office: Office, shop: Store, till: PaperTill, file: Path
) -> None:
    load(office, shop, file, ROWS)
    till.pull()

    report = load(office, shop, file, ROWS)

    assert items(till) == []
    assert (report.new_count, report.changed_count, report.unchanged_count) == (0, 0, 4)


def test_only_what_changed_is_published_and_a_new_price_has_a_new_id(
    office: Office, shop: Store, till: PaperTill, file: Path
) -> None:
    load(office, shop, file, ROWS)
    till.pull()

    report = load(office, shop, file, ["A,Barrel,9600,9100", "B,Big box,750,400", "E,Rope,5,5"])

    price_ids = {one.body["sku"]: str(one.body["price_id"])[-2:] for one in items(till)}
    assert price_ids == {"A": "-2", "B": "-1", "E": "-1"}
    assert (report.new_count, report.changed_count, report.unchanged_count) == (1, 2, 0)
    assert len(office.rows(catalog_item)) == 5


def test_an_import_appears_whole_or_not_at_all(
    office: Office, shop: Store, till: PaperTill, file: Path
) -> None:
    load(office, shop, file, [f"S{number},Item {number},5,5" for number in range(450)])

    changes = items(till)

    assert len({one.last for one in changes}) == 1
    assert len(changes) == 450


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("goods.csv", b"sku,name\nA,\xff\n"),
        ("goods.csv", b"sku,price\nA,5\n"),
        ("goods.csv", b"sku,name\n"),
        ("goods.csv", b"sku,name\nA,\nB,\n"),
        ("goods.csv.gz", gzip.compress(b"sku,name\nA,a\n" * 999)[:-9]),
        ("goods.json", b'[{"name":"a"}'),
        ("goods.json", b"[]"),
        ("goods.json", b"[1,2]"),
        ("goods.txt", b"name\na\n"),
    ],
)
def test_a_broken_file_changes_nothing(
    office: Office, shop: Store, tmp_path: Path, file: Path, name: str, content: bytes
) -> None:
    load(office, shop, file, ROWS)
    before = (office.rows(catalog_item, "item_id"), len(office.rows(audit)))
    broken = tmp_path / name
    broken.write_bytes(content)

    with pytest.raises(BrokenFileError, match="Nothing was changed"):
        import_catalog(office.central, shop, broken, "GYD")

    assert (office.rows(catalog_item, "item_id"), len(office.rows(audit))) == before


def test_a_database_that_fails_in_the_middle_keeps_the_old_catalog(
    office: Office, shop: Store, till: PaperTill, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(office, shop, file, ROWS)
    till.pull()
    before = office.rows(catalog_item, "item_id")
    monkeypatch.setattr(importing, "_audit", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(office, shop, file, ["A,Other,1,1", "Z,New,1,1"])

    assert office.rows(catalog_item, "item_id") == before
    assert items(till) == []


def test_json_and_packed_files_make_the_same_catalog(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    goods = [{"sku": "A", "name": "Barrel", "price": 9500.5, "weight_g": 9100}]
    plain, lines = tmp_path / "goods.json", tmp_path / "goods.jsonl.gz"
    plain.write_text(json.dumps(goods), "utf-8")
    lines.write_bytes(gzip.compress(json.dumps(goods[0]).encode()))

    first = import_catalog(office.central, shop, plain, "GYD")
    second = import_catalog(office.central, shop, lines, "GYD")

    assert (first.new_count, second.unchanged_count) == (1, 1)


def test_the_sample_catalog_is_imported_whole(office: Office, shop: Store) -> None:
    report = import_catalog(office.central, shop, SAMPLE / "catalog.csv", "GYD")

    assert (report.row_count, report.kept_count) == (307, 307)
    assert {kind: len(rows) for kind, rows in report.findings.items()} == {
        "no_price": 1,
        "missing_weight": 5,
        "duplicate_barcode": 1,
    }


def test_two_stores_have_catalogs_of_their_own(
    office: Office, shop: Store, till: PaperTill, file: Path
) -> None:
    other = office.open_shop("Others")
    load(office, other, file, ROWS)

    assert items(till) == []
    assert item_id_of(shop.store_id, "A") != item_id_of(other.store_id, "A")
