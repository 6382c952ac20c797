"""*Import and export*, without Qt: one job at a time, watched, stopped, and told row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from app.counter.gallery_files import CHECKED, FOLDER, READ, READ_IN, SENT
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.file_rows import SHOWN_MAX, told_rows
from app.presenters.file_words import catalog_row, check_counts, progress
from app.presenters.files import FilesPresenter, FilesState
from app.presenters.inbox_sign import InboxSign
from app.presenters.key_map import Dialog
from app.presenters.notices import Tone
from app.presenters.words import use_translation
from app.use_cases.approve import Approval
from app.use_cases.catalog_csv import CheckedRow
from app.use_cases.file_jobs import FileTask
from app.use_cases.send_catalog import CatalogResult, SendCatalog
from domain.catalog_file.report import SENTENCES, Finding
from domain.errors import NotAllowed, WorldFailure
from domain.sentence import told
from domain.staff import Permission, Role
from sync.protocol.catalog_files import CatalogRowTold, FindingTold
from tests.helpers.counter_desk import OpenFloor, RecordingView, WaitingRunner, a_desk, a_session


class View(RecordingView[FilesState]):
    """Also told the name of the file."""

    def show_name(self, name: str) -> None:
        self.asked.append(("show_name", name))


class Page:
    """The presenter over a till in memory."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.files = self.till.files
        self.view, self.floor = View(), OpenFloor()
        desk = a_desk(self.till, runner)
        self.sign = InboxSign(desk, RecordingView())
        self.presenter = FilesPresenter(desk, self.view, self.floor, self.sign)
        self.session = a_session(self.till)

    def begin(self) -> Page:
        self.presenter.start(self.session)
        return self

    def check(self) -> Page:
        """A catalog that is to be sent was checked."""
        self.files.result = READ
        self.presenter.on_work_chosen("catalog_in")
        self.presenter.on_begin("catalog.csv")
        return self

    def sign_it(self) -> Page:
        """F12 on it, and the PIN of the first who may sign."""
        self.presenter.on_begin("catalog.csv")
        if self.floor.dialog is Dialog.DESK_SIGN:
            boss = next(one for one in self.till.staff if one[0].role is Role.SUPERVISOR)
            self.sign.on_pin_entered(boss[1])
        return self

    @property
    def boss_id(self) -> str:
        return next(one.staff_id for one, _ in self.till.staff if one.role is Role.SUPERVISOR)

    @property
    def request(self) -> SendCatalog:
        yes = Approval(approved_by=self.boss_id, permission=Permission.APPROVE)
        return SendCatalog(read=READ, approval=yes)

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
        "Catalog in",
    ]
    assert FOLDER in page.state.file_label
    assert page.view.asked == [("show_name", "customers.csv")]
    page.presenter.on_work_chosen("catalog_check")
    assert "central's own rules" in page.state.about
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


# ------------------------------------------------------------------ a catalog goes to central
def test_a_catalog_is_checked_first_and_nothing_is_sent_before_a_pin(page: Page) -> None:
    page.presenter.on_work_chosen("catalog_in")
    assert "PIN" in page.state.about
    assert page.state.begin_words == "Check the file"
    page.check()

    assert page.files.asked == [FileTask(work="catalog_in", name="catalog.csv")]
    assert page.notice == ("The file is checked and ready to send", check_counts(CHECKED))
    assert page.state.begin_words == "Send to central"
    assert page.state.about.startswith("Look at what was found")
    assert page.state.rows[0].tag == "Refused"
    page.presenter.on_begin("catalog.csv")
    assert page.floor.dialog is Dialog.DESK_SIGN
    assert page.files.sent == []


def test_what_was_signed_is_sent_and_told_row_by_row_the_worst_first(page: Page) -> None:
    page.check().sign_it()

    (request,) = page.files.sent
    assert (request.read, request.approval.approved_by) == (READ, page.boss_id)
    assert page.floor.dialog is None
    assert page.notice[0] == "Central has imported the catalog"
    assert "212 added" in page.notice[1]
    tags = [row.tag for row in page.state.rows]
    assert (tags[:3], tags[-2:]) == (["Refused", "Refused", "Added"], ["Changed", "As it was"])
    assert page.state.rows[0].title == "Line 9"
    assert page.state.begin_words == "Check the file"


def test_sent_again_it_is_said_that_nothing_was_changed(page: Page) -> None:
    page.files.told = CatalogResult(unchanged=7)
    page.check().sign_it()

    assert page.notice[0] == "Nothing was changed: central has it all already"
    page.files.told = CatalogResult(added=1)
    page.check().sign_it()
    assert page.state.notice is not None
    assert page.state.notice.tone is Tone.WORKING


def test_without_a_line_it_is_said_and_the_checked_file_can_be_sent_again(page: Page) -> None:
    page.files.told = WorldFailure("Sending a catalog needs the line", "Nothing is lost.")
    page.check().sign_it()
    assert page.notice[0] == "Sending a catalog needs the line"
    assert page.state.begin_words == "Send to central"
    page.files.told = SENT
    page.sign_it()

    assert page.notice[0] == "Central has imported the catalog"
    assert len(page.files.asked) == 1


@pytest.mark.parametrize(
    ("so_far", "title", "words"),
    [
        (CatalogResult(is_stopped=True), "Stopped", "Nothing was sent"),
        (
            CatalogResult(added=1, rows=SENT.rows[-1:], is_stopped=True),
            "Stopped waiting",
            "has imported the whole file",
        ),
    ],
)
def test_stopped_it_says_what_was_done_and_may_be_sent_again(
    page: Page, so_far: CatalogResult, title: str, words: str
) -> None:
    page.files.told = so_far
    page.check().sign_it()

    assert page.notice[0] == title
    assert words in page.notice[1]
    assert page.state.begin_words == "Send to central"


def test_while_central_works_the_line_waits_and_nobody_who_sells() -> None:
    runner = WaitingRunner()
    page = Page(runner).begin()
    page.presenter.begin_sending(page.session, page.request)
    assert runner.jobs[0][0] == "line"
    assert page.state.about == "Central imports the file while you sell. F6 stops waiting."
    assert page.state.total == READ.check.count
    page.presenter.on_name_typed()
    page.presenter.on_stop()
    assert page.state.about.startswith("Stopping")
    runner.finish_all()

    assert not page.state.is_running


def test_another_file_or_another_work_puts_what_was_checked_away(page: Page) -> None:
    page.check().presenter.on_name_typed()
    assert (page.state.begin_words, page.state.rows) == ("Check the file", ())
    page.presenter.on_name_typed()
    page.check().presenter.on_work_chosen("catalog_out")
    page.presenter.on_work_chosen("catalog_in")

    assert page.state.begin_words == "Check the file"
    page.check().presenter.start(page.session)
    assert page.state.begin_words == "Check the file"


def test_a_file_of_which_nothing_can_be_taken_is_not_offered_for_sending(page: Page) -> None:
    page.files.result = replace(READ, check=replace(CHECKED, new=0, known=0))
    page.presenter.on_work_chosen("catalog_in")
    page.presenter.on_begin("catalog.csv")
    assert page.notice[0] == "Central could use no row of this file"
    assert page.state.begin_words == "Check the file"

    page.files.result = replace(READ, check=replace(CHECKED, is_cancelled=True))
    page.presenter.on_begin("catalog.csv")
    assert page.notice[0] == "Stopped"
    assert page.state.begin_words == "Check the file"


def test_words_of_a_newer_central_are_shown_as_they_are_and_rows_are_bounded() -> None:
    newer = CatalogRowTold(
        line=2, sku="A", outcome="merged", findings=(FindingTold(finding="odd", reason="why"),)
    )
    (row,) = told_rows([newer])
    assert (row.tag, row.detail) == ("merged", "odd \N{MIDDLE DOT} why")
    many = [CatalogRowTold(line=2 + n, sku="A", outcome="added") for n in range(SHOWN_MAX + 1)]

    assert len(told_rows(many)) == SHOWN_MAX
