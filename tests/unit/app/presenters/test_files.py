"""*Import and export*, without Qt: one job at a time, watched, stopped, and told row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from app.counter.gallery_files import CHECKED, FOLDER, READ_IN
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.file_words import catalog_row, check_counts, progress
from app.presenters.files import FilesPresenter, FilesState
from app.presenters.words import use_translation
from app.use_cases.catalog_csv import CheckedRow
from app.use_cases.file_jobs import FileTask
from domain.catalog_file.report import SENTENCES, Finding
from domain.errors import NotAllowed
from domain.sentence import told
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session


class View(RecordingView[FilesState]):
    """Also told the name of the file."""

    def show_name(self, name: str) -> None:
        self.asked.append(("show_name", name))


class Page:
    """The presenter over a till in memory."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.files = self.till.files
        self.view = View()
        self.presenter = FilesPresenter(a_desk(self.till, runner), self.view)
        self.session = a_session(self.till)

    def begin(self) -> Page:
        self.presenter.start(self.session)
        return self

    @property
    def state(self) -> FilesState:
        return self.view.last

    @property
    def notice(self) -> tuple[str, str]:
        assert self.state.notice is not None
        return self.state.notice.title, self.state.notice.text


@pytest.fixture
def page() -> Page:
    return Page().begin()


def test_the_page_names_what_can_be_done_and_where_files_lie(page: Page) -> None:
    assert page.presenter.row.title == "Import and export"
    assert [words for _, words in page.state.works] == [
        "Customers out",
        "Customers in",
        "Catalog out",
        "Check a catalog",
    ]
    assert FOLDER in page.state.file_label
    assert page.view.asked == [("show_name", "customers.csv")]
    page.presenter.on_work_chosen("catalog_check")
    assert "office" in page.state.about
    assert page.view.asked[-1] == ("show_name", "catalog.csv")


def test_a_file_is_written_and_it_is_said_where(page: Page) -> None:
    page.presenter.on_begin("mine.csv")

    assert page.files.asked == [FileTask(work="customers_out", name="mine.csv")]
    assert page.notice == ("184 rows written", f"{FOLDER}/mine.csv")
    assert not page.state.is_running


def test_customers_read_in_are_counted_and_each_refused_row_is_told(page: Page) -> None:
    page.files.result = READ_IN
    page.presenter.on_work_chosen("customers_in")
    page.presenter.on_begin("customers.csv")

    title, text = page.notice
    assert title == "The customers are read"
    assert "118 added" in text
    assert "fax" in text
    assert [row.title for row in page.state.rows] == ["Line 17", "Line 140"]
    assert page.state.rows[0].spoken.endswith("Refused")
    assert page.state.selected == 0
    page.presenter.on_moved(5)
    assert page.state.selected == 1
    page.presenter.on_row_selected(9)
    assert page.state.selected == 1


def test_a_read_that_was_stopped_says_so_and_known_columns_are_not_told(page: Page) -> None:
    page.files.result = replace(READ_IN, is_cancelled=True, unknown_columns=())
    page.presenter.on_work_chosen("customers_in")
    page.presenter.on_begin("customers.csv")

    assert page.notice[0] == "Stopped"
    assert "Columns" not in page.notice[1]


def test_a_checked_catalog_tells_what_the_office_would_do(page: Page) -> None:
    page.files.result = CHECKED
    page.presenter.on_work_chosen("catalog_check")
    page.presenter.on_begin("catalog.csv")

    assert page.notice[0] == "The file is checked, nothing was changed"
    assert page.notice[1] == check_counts(CHECKED)
    first, second, third, *_ = page.state.rows
    assert (first.title, first.tag) == ("Line 9", "Refused")
    assert second.title == "Line 310, BRL-55-L"
    assert (third.tag, third.detail) == ("", "Taken: no price, the till asks for one")
    page.files.result = replace(CHECKED, is_cancelled=True)
    page.presenter.on_begin("catalog.csv")
    assert page.notice[0] == "Stopped"


def test_a_job_is_watched_batch_by_batch_and_stopped_between_two() -> None:
    runner = WaitingRunner()
    page = Page(runner).begin()
    page.presenter.on_begin("customers.csv")
    assert page.state.is_running
    page.presenter.on_begin("customers.csv")
    page.presenter.on_work_chosen("catalog_out")
    assert (len(runner.jobs), page.state.work) == (1, "customers_out")
    assert runner.jobs[0][0] == "write"

    runner.finish()
    runner.finish()
    assert (page.state.progress, page.state.done, page.state.total) == ("50 of 100 rows", 50, 100)
    assert not page.presenter.is_busy  # selling goes on
    page.presenter.leave()
    page.presenter.start(page.session)
    assert page.state.is_running
    page.presenter.on_stop()
    assert page.state.about.startswith("Stopping")
    runner.finish_all()

    assert len(page.files.stopped) <= 1
    assert not page.state.is_running


def test_an_export_that_was_stopped_says_that_no_file_was_written() -> None:
    runner = WaitingRunner()
    page = Page(runner)
    page.files.batches = 5
    page.begin().presenter.on_work_chosen("catalog_out")
    page.presenter.on_begin("catalog.csv")
    assert runner.jobs[0][0] == "read"
    runner.finish()
    runner.finish()
    page.presenter.on_stop()
    runner.finish_all()

    assert page.files.stopped
    assert page.notice[0] == "Stopped, no file was written"


def test_who_may_not_do_it_hears_so_and_may_try_again(page: Page) -> None:
    page.files.fail_with = NotAllowed("Ask a supervisor", "Nothing was changed.")
    page.presenter.on_begin("customers.csv")

    assert page.notice == ("Ask a supervisor", "Nothing was changed.")
    page.presenter.on_begin("customers.csv")
    assert page.notice[0] == "184 rows written"


def test_before_anybody_is_there_nothing_begins() -> None:
    page = Page()
    page.presenter.on_begin("customers.csv")
    page.presenter.on_stop()
    page.presenter.on_moved(1)

    assert (page.files.asked, page.view.states) == ([], [])


def test_every_finding_of_the_office_has_words_here() -> None:
    assert set(get_args(Finding)) == set(SENTENCES)
    for finding in SENTENCES:
        row = CheckedRow(4, "A", finding, "why")
        assert catalog_row(row).endswith("why")
        assert catalog_row(row).startswith("Refused" if row.is_refused else "Taken")
    assert progress(7, 0) == "7 rows"


def test_the_reason_of_a_checked_row_is_said_in_the_language_in_force() -> None:
    reason = told("it is on line {line} too", line=9)
    dutch = {
        "Refused: its SKU came before in this file": "Geweigerd: zijn SKU stond al in dit bestand",
        "it is on line {line} too": "hij staat ook op regel {line}",
    }
    use_translation(lambda pattern: dutch.get(pattern, pattern))
    try:
        said = catalog_row(CheckedRow(310, "BRL-55-L", "repeated_sku", reason))
        data = catalog_row(CheckedRow(311, "X", "unknown_tax_class", "it is on line {line} too"))
    finally:
        use_translation(None)

    assert (
        said
        == "Geweigerd: zijn SKU stond al in dit bestand \N{MIDDLE DOT} hij staat ook op regel 9"
    )
    assert data.endswith("it is on line {line} too")  # what a file says is data, never a pattern
