"""The report of a month's cash: a file for the office, and nobody is erased before it is made."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from central.compliance.report import list_month, report_text
from central.operations.cash_facts import REACHED
from central.people.erasing import erase_person
from central.tables import personal_part, sale
from central.tills.organisations import Store
from domain.errors import Conflict
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill
from tests.central.test_cash import (
    LIMIT,
    STEP,
    cases,
    close_all,
    forget,
    sell,
    set_rule,
    show_document,
)

both = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _threshold(office: Office, shop: Store) -> None:
    set_rule(office, shop)


@both
def test_nobody_is_erased_while_the_report_of_their_cash_is_to_be_made(
    office: Office, till: PaperTill
) -> None:
    show_document(till)
    sell(till, LIMIT)
    sell(till, STEP, "person-2")

    with pytest.raises(Conflict, match="Nothing was erased"):
        erase_person(office.central, forget(office))
    assert len(office.rows(personal_part)) == 1
    assert erase_person(office.central, forget(office, "person-2")).part_count == 0

    close_all(office)
    assert erase_person(office.central, forget(office)).part_count == 1
    assert office.rows(personal_part) == []


def test_planted_an_erasure_that_asks_after_no_case_takes_the_name_before_the_report(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.people.erasing.is_held", lambda *_: False)
    show_document(till)
    sell(till, LIMIT)
    erase_person(office.central, forget(office))

    assert cases(office) == [REACHED]
    assert office.rows(personal_part) == []


def report(office: Office, month: str = "2026-11") -> list[list[str]]:
    (organisation_id,) = {str(row["organisation_id"]) for row in office.rows(sale)}
    with office.central.database.reading() as connection:
        text = report_text(list_month(connection, organisation_id, month))
    return list(csv.reader(io.StringIO(text)))


@both
def test_the_month_s_report_has_who_reached_it_and_nobody_else(
    office: Office, shop: Store, till: PaperTill
) -> None:
    sell(till, LIMIT - STEP)
    sell(office.enrol(shop), STEP)
    sell(till, LIMIT, "=person-2")
    sell(till, STEP, "person-3")
    close_all(office)
    show_document(till)
    sell(till, LIMIT, "person-4", day=DAY + timedelta(days=31))

    heading, *rows = report(office)
    assert heading[:4] == ["month", "customer", "currency", "cash"]
    assert sorted(row[1] for row in rows) == ["'=person-2", "person-1"]
    (mine,) = [row for row in rows if row[1] == "person-1"]
    assert mine[3:9] == ["2,000", "2", "2", "1,995", "yes", "made"]
    assert len(mine[9].split()) == 2
    (later,) = report(office, "2026-12")[1:]
    assert (later[1], later[7], later[8]) == ("person-4", "no", "to be made")


def test_the_report_is_a_file_that_overwrites_nothing(
    office: Office,
    till: PaperTill,
    tmp_path: Path,
    run: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    sell(till, LIMIT)
    file = tmp_path / "november.csv"
    words = ("cash-report", "--month", "2026-11", "--out", str(file))
    assert office.central.database.is_sqlite
    assert run(*words) == 0
    written = file.read_text("utf-8")
    assert run(*words) == 2
    assert run("cash-report", "--month", "2026-13", "--out", str(tmp_path / "x.csv")) == 2
    said = capsys.readouterr()

    assert "person-1" in written
    assert file.read_text("utf-8") == written
    assert "1 customers in 2026-11, 1 reports to be made" in said.out
    assert "could not be written" in said.err
    assert "Check the month" in said.err
