"""Customers in and out as CSV: every row's fate is told, and a cancel keeps what was kept."""

from pathlib import Path

import pytest

from app.use_cases import customer_csv
from app.use_cases.customer_csv import ImportReport, export_customers, import_customers
from app.use_cases.customers import SaveCustomer, save_customer, search_customers
from app.use_cases.find_records import find_records
from app.use_cases.till import Session, Till
from domain.customer import Contact
from domain.errors import BadInput, NotAllowed, WorldFailure
from tests.helpers.builders import SUPERVISOR, a_session

HEAD = "Name,phone,region,email,shoe size\n"


@pytest.fixture
def boss(till: Till, session: Session) -> Session:
    """A supervisor, with the shift open."""
    assert session.staff_id
    return a_session(till, SUPERVISOR)


def go_on(_done: int, _total: int) -> bool:
    return True


def read(till: Till, boss: Session, folder: Path, text: str) -> ImportReport:
    path = folder / "customers.csv"
    path.write_text(text, encoding="utf-8")
    return import_customers(till, boss, path, go_on)


def test_each_row_is_added_changed_left_or_refused_with_its_reason(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    rows = (
        "Ann Persaud,+592 609 1234,4,ann@example.com,38\n"
        "Bad Region,1,44,,\n"
        ",2,1,,\n"
        "Zoë Ramotar,+592 700 0000,,,\n"
        "Word Region,3,four,,\n"
    )
    first = read(till, boss, tmp_path, HEAD + rows)
    again = read(till, boss, tmp_path, HEAD + rows.replace("ann@", "anna@"))

    assert (first.added, first.changed, first.same, first.refused) == (2, 0, 0, 3)
    assert [(row.line, row.fate) for row in first.rows] == [
        (3, "refused"),
        (4, "refused"),
        (6, "refused"),
    ]
    assert "not 44" in first.rows[0].why
    assert first.unknown_columns == ("shoe size",)
    assert first.done == 5
    assert (again.added, again.changed, again.same) == (0, 1, 1)
    assert [one.name for one in search_customers(till, "ramotar")] == ["Zoë Ramotar"]


def test_a_file_with_few_columns_leaves_the_other_fields_of_a_known_customer_alone(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    ann = Contact(
        name="Ann Persaud", phone="609 1234", email="ann@example.com", region=4, village="Bel Air"
    )
    save_customer(till, boss, SaveCustomer(contact=ann))
    same = read(till, boss, tmp_path, "name,phone\nAnn Persaud,609 1234\n")
    moved = read(till, boss, tmp_path, "name,phone,village\nAnn Persaud,609 1234,\n")

    assert (same.same, same.changed, moved.changed) == (1, 0, 1)
    [known] = search_customers(till, "persaud")
    assert (known.text("email"), known.text("region")) == ("ann@example.com", "4")
    assert known.text("village") == ""


def test_a_cancel_keeps_what_was_kept_and_says_so(
    till: Till, boss: Session, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    lines = [f"Person {number:04d},{600_0000 + number}" for number in range(120)]
    path.write_text("name,phone\n" + "\n".join(lines), encoding="utf-8-sig")
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    report = import_customers(till, boss, path, stop)
    assert report.is_cancelled
    assert (report.added, seen) == (50, [(50, 120)])
    whole = import_customers(till, boss, path, go_on)
    assert (whole.added, whole.same, whole.is_cancelled) == (70, 50, False)


def test_what_goes_out_comes_in_again_as_it_was(till: Till, boss: Session, tmp_path: Path) -> None:
    ann = Contact(name='=Ann, the "first"', phone="+592 609 1234", village="Uitvlugt", region=3)
    save_customer(till, boss, SaveCustomer(contact=ann))
    path = tmp_path / "out.csv"

    assert export_customers(till, boss, path, go_on) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbfname,phone,")
    assert "\"'=Ann" in path.read_text("utf-8")
    report = import_customers(till, boss, path, go_on)
    assert (report.same, report.added, report.refused) == (1, 0, 0)
    assert not path.with_name("out.csv.partial").exists()


def test_a_cancelled_export_leaves_no_file(till: Till, boss: Session, tmp_path: Path) -> None:
    save_customer(till, boss, SaveCustomer(contact=Contact(name="Ann")))

    assert export_customers(till, boss, tmp_path / "out.csv", lambda _done, _total: False) == 0
    assert list(tmp_path.glob("out*")) == []


def test_a_file_that_is_no_list_changes_nothing(till: Till, boss: Session, tmp_path: Path) -> None:
    for text in ("", "phone\n1\n", 'name\n"open'):
        with pytest.raises(BadInput, match="no list of customers"):
            read(till, boss, tmp_path, text)
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"name\n\xff\xfe")
    with pytest.raises(BadInput, match="no list of customers"):
        import_customers(till, boss, binary, go_on)
    with pytest.raises(WorldFailure, match="cannot be read"):
        import_customers(till, boss, tmp_path / "missing.csv", go_on)
    with pytest.raises(WorldFailure, match="cannot be written"):
        export_customers(till, boss, tmp_path / "no" / "folder.csv", go_on)

    assert find_records(till, "").rows == ()


def test_more_rows_than_all_bounds_are_refused_whole(
    till: Till, boss: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_csv, "ROWS_MAX", 2)
    with pytest.raises(BadInput, match="too many rows"):
        read(till, boss, tmp_path, "name\nA\nB\nC\n")

    assert search_customers(till, "a") == ()


def test_no_more_refused_rows_are_listed_than_somebody_reads(
    till: Till, boss: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_csv, "REPORT_MAX", 1)
    report = read(till, boss, tmp_path, "name,region\nA,44\nB,44\n")

    assert (report.refused, len(report.rows)) == (2, 1)


def test_a_cashier_moves_no_list_of_people(till: Till, session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        read(till, session, tmp_path, "name\nA\n")
    with pytest.raises(NotAllowed):
        export_customers(till, session, tmp_path / "out.csv", go_on)
