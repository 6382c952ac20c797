"""The catalog goes out as a file that the import reads; a file is checked, and nothing changes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.use_cases import catalog_csv
from app.use_cases.catalog_csv import CatalogCheck, catalog_check_steps, catalog_export_steps
from app.use_cases.customer_csv import ImportReport
from app.use_cases.file_jobs import FileDone, FileJob, FileTask, FileWork, begin_file_job
from app.use_cases.file_steps import RowsDone, run_steps
from app.use_cases.send_catalog import CatalogRead
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed, WorldFailure
from tests.helpers.builders import SUPERVISOR, a_session


@pytest.fixture
def boss(till: Till) -> Session:
    return a_session(till, SUPERVISOR)


def go_on(_done: int, _total: int) -> bool:
    return True


def check(till: Till, boss: Session, path: Path, text: str | bytes) -> CatalogCheck:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return run_steps(catalog_check_steps(till, boss, path), go_on)


def test_what_goes_out_would_be_taken_whole_as_known(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.csv"
    written = run_steps(catalog_export_steps(till, boss, path), go_on)
    with till.db.reading() as uow:
        count = uow.catalog.count_items()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    result = run_steps(catalog_check_steps(till, boss, path), go_on)

    assert written == count == len(rows) > 0
    assert (result.known, result.new, result.refused) == (count, 0, 0)
    assert {row["currency"] for row in rows} == {"GYD"}


def test_an_export_that_is_stopped_leaves_no_file(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.csv"
    written = run_steps(catalog_export_steps(till, boss, path), lambda _done, _total: False)

    assert written == 0
    assert list(tmp_path.glob("catalog*")) == []


def test_a_file_that_cannot_be_written_is_said(till: Till, boss: Session, tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="could not be made"):
        run_steps(catalog_export_steps(till, boss, tmp_path / "no" / "catalog.csv"), go_on)


def test_a_check_says_row_by_row_what_the_office_would_take_and_refuse(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    with till.db.reading() as uow:
        (known, *_) = uow.catalog.list_after(limit=1)
    text = (
        "sku,name,price_gyd,weight_g,tax_class\n"
        f'{known.sku},"{known.name}",500,100,standard\n'
        "NEW-1,Kettle,1500,900,standard\n"
        "NEW-1,Kettle again,1500,900,standard\n"
        "NEW-2,,1500,900,standard\n"
        "NEW-3,Lamp,,900,standard\n"
        "NEW-4,Rug,12,900,luxury\n"
    )
    result = check(till, boss, tmp_path / "x.csv", text)

    assert (result.known, result.new, result.refused) == (1, 3, 2)
    assert [(row.line, row.finding, row.is_refused) for row in result.rows] == [
        (4, "repeated_sku", True),
        (5, "bad_row", True),
        (6, "no_price", False),
        (7, "unknown_tax_class", False),
    ]
    with till.db.reading() as uow:
        assert uow.catalog.find_item("NEW-1") is None


def test_a_barcode_of_an_item_that_the_file_leaves_alone_is_told(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    with till.db.reading() as uow:
        known = next(item for item in uow.catalog.list_after() if item.barcodes)
    text = f"sku,name,price_gyd,weight_g,barcode\nNEW-1,Kettle,5,5,{known.barcodes[0]}\n"
    result = check(till, boss, tmp_path / "x.csv", text)

    assert [row.finding for row in result.rows] == ["duplicate_barcode"]
    assert known.sku in result.rows[0].reason


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00", "", "price\n5\n", 'sku,name\nA,"open\n', "name,price_usd\nA,5\n"]
)
def test_a_file_that_the_office_would_refuse_whole_is_said(
    till: Till, boss: Session, tmp_path: Path, text: str | bytes
) -> None:
    with pytest.raises(BadInput, match="Correct the file"):
        check(till, boss, tmp_path / "x.csv", text)


def test_a_missing_file_and_one_that_is_too_large_are_said(
    till: Till, boss: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        run_steps(catalog_check_steps(till, boss, tmp_path / "missing.csv"), go_on)
    monkeypatch.setattr(catalog_csv, "CHECK_BYTES_MAX", 5)
    with pytest.raises(BadInput, match="too large"):
        check(till, boss, tmp_path / "x.csv", "name\nKettle\n")


def test_a_check_is_stopped_between_batches(
    till: Till, boss: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_csv, "_BATCH", 2)
    path = tmp_path / "x.csv"
    path.write_text("name\n" + "".join(f"Kettle {number}\n" for number in range(9)))
    result = run_steps(catalog_check_steps(till, boss, path), lambda done, _total: done < 4)

    assert (result.is_cancelled, result.new) == (True, 4)


def test_a_cashier_takes_no_catalog_out(till: Till, session: Session, tmp_path: Path) -> None:
    for steps in (catalog_export_steps, catalog_check_steps):
        with pytest.raises(NotAllowed):
            next(steps(till, session, tmp_path / "x.csv"))


# ------------------------------------------------------------------ jobs
def finish(job: FileJob) -> tuple[list[RowsDone], FileDone]:
    seen: list[RowsDone] = []
    for _ in range(1_000):
        at = job.advance()
        if isinstance(at, FileDone):
            return seen, at
        seen.append(at)
    raise AssertionError("it never ends")


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        ("customers_out", int),
        ("catalog_out", int),
        ("catalog_check", CatalogCheck),
        ("catalog_in", CatalogRead),
    ],
)
def test_a_job_goes_batch_by_batch_to_its_end(
    till: Till, boss: Session, tmp_path: Path, work: FileWork, kind: type
) -> None:
    folder = tmp_path / "files"
    first = begin_file_job(till, folder, boss, FileTask(work="catalog_out", name="goods"))
    _, out = finish(first)
    seen, done = finish(begin_file_job(till, folder, boss, FileTask(work=work, name="goods")))

    assert out.path == done.path == folder / "goods.csv"
    assert isinstance(done.result, kind)
    assert seen or work == "customers_out"


def test_customers_are_read_in_by_a_job_and_it_is_stopped(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,phone\n" + "".join(f"Person {n},60912{n:02d}\n" for n in range(99)))
    job = begin_file_job(till, tmp_path, boss, FileTask(work="customers_in", name=str(path)))
    first = job.advance()
    done = job.advance(go_on=False)

    assert first == RowsDone(50, 99)
    assert isinstance(done, FileDone)
    assert isinstance(done.result, ImportReport)
    assert (done.result.added, done.result.is_cancelled) == (50, True)


def test_a_name_that_no_file_can_have_and_a_folder_that_is_none(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    for name in (" ", "x\0y", "x" * 1_001, "."):
        with pytest.raises(BadInput, match="name of the file"):
            begin_file_job(till, tmp_path, boss, FileTask(work="catalog_out", name=name))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WorldFailure, match="Type another"):
        begin_file_job(
            till, tmp_path / "file" / "x", boss, FileTask(work="catalog_out", name="goods")
        )
