"""A report as a file: CSV that a spreadsheet reads, a PDF that another program reads."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.counter.gallery_reports import LARGE, LONG, MADE_AT, TODAY, Invented, books_of
from app.devices.report_files import FILES_FOLDER, files_folder, report_csv, save_report
from app.devices.report_pdf import report_pdf
from app.use_cases.day_report import ReadReport, ReportQuestion, read_report
from app.use_cases.till import Till
from domain.day_report import ReportBooks, reckon_report
from domain.errors import WorldFailure
from domain.report_rows import REPORT_COLUMNS
from domain.report_span import Span, span_of
from domain.shift_figures import ShiftFigures
from tests.helpers.builders import SUPERVISOR, a_sale, a_session, a_till, an_open_shift


def shown(invented: Invented | None = None, span: Span | None = None) -> ReadReport:
    days = span or span_of("today", TODAY)
    books = ReportBooks(figures=ShiftFigures("GYD"))
    if invented is not None:
        books = books_of(invented, days)
    return ReadReport(
        report=reckon_report(books, days, "America/Guyana"),
        made_at=MADE_AT,
        organisation_name="Windward Agencies",
        store_name="Stabroek Counter",
        till_label="02",
        zone="America/Guyana",
    )


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = a_till(tmp_path)
    yield made
    made.db.close()


def test_a_report_is_saved_where_it_is_said_and_again_over_itself(
    till: Till, tmp_path: Path
) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    read = read_report(till, session, ReportQuestion())
    save_report(till, session, read, "csv", tmp_path / "papers")
    where = Path(save_report(till, session, read, "csv", tmp_path / "papers"))
    pdf = Path(save_report(till, session, read, "pdf", tmp_path / "papers"))

    assert where.name == "report-GY03-2026-11-22.csv"
    assert where.read_bytes() == report_csv(read)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert sorted(each.name for each in (tmp_path / "papers").iterdir()) == [where.name, pdf.name]


def test_several_days_are_named_from_the_first_to_the_last(till: Till, tmp_path: Path) -> None:
    session, _ = an_open_shift(till)
    supervisor = a_session(till, SUPERVISOR)
    month = read_report(till, supervisor, ReportQuestion(kind="month"))

    where = save_report(till, session, month, "csv", tmp_path)

    assert Path(where).name == "report-GY03-2026-11-01-to-2026-11-22.csv"


def test_a_folder_that_cannot_be_written_is_said(till: Till, tmp_path: Path) -> None:
    session, _ = an_open_shift(till)
    (tmp_path / "papers").write_text("a file")

    with pytest.raises(WorldFailure, match="not lost"):
        save_report(
            till, session, read_report(till, session, ReportQuestion()), "pdf", tmp_path / "papers"
        )


def test_files_lie_among_the_persons_own_documents() -> None:
    assert files_folder().name == "Windward"


def test_another_folder_is_named_for_who_only_tries_the_till(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILES_FOLDER, str(tmp_path))

    assert files_folder() == tmp_path


def test_the_csv_is_read_by_any_program_and_guards_its_cells() -> None:
    trick = replace(LONG, people=(("=HYPERLINK(A1)", 50), ("Ann", 50)))
    text = report_csv(shown(trick)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert report_csv(shown(trick)).startswith(b"\xef\xbb\xbf")
    assert tuple(rows[0]) == REPORT_COLUMNS
    assert {row["name"] for row in rows if row["section"] == "cashier"} == {
        "'=HYPERLINK(A1)",
        "Ann",
    }


def test_the_same_report_is_the_same_pdf() -> None:
    assert report_pdf(shown(LARGE)) == report_pdf(shown(LARGE))


@pytest.mark.needs("gs")
@pytest.mark.parametrize(
    ("invented", "words"),
    [
        (None, "Nothing was sold on these days."),
        (Invented(), "By hour: takings (sales)"),
        (LONG, "Best sellers: net sales (pieces)"),
    ],
)
def test_the_words_of_a_pdf_are_read_by_another_program(
    invented: Invented | None, words: str, tmp_path: Path
) -> None:
    span = span_of("month", TODAY)
    (tmp_path / "report.pdf").write_bytes(report_pdf(shown(invented, span)))
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=txtwrite", "-o", "report.txt", "report.pdf"],
        check=True,
        cwd=tmp_path,
        timeout=60,
    )  # fmt: skip
    text = " ".join((tmp_path / "report.txt").read_text("utf-8").split())

    assert "Report, 01/11/2026 to 21/11/2026" in text
    assert words in text
