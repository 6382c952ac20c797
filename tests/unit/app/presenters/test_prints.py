from __future__ import annotations

from dataclasses import replace

import pytest

from app.counter.gallery_papers import a_paper
from app.counter.gallery_till import MemoryTill, RightAway, sample_till
from app.presenters.notices import Tone
from app.presenters.prints import PrintsPresenter, PrintsState
from app.use_cases.ports import PrinterFailure
from domain.errors import NotFound
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session

FAILURE = PrinterFailure("The paper was not printed", "The printer has no paper.")


class Page:
    """The presenter over a till in memory with three papers waiting."""

    def __init__(self) -> None:
        self.till: MemoryTill = sample_till()
        self.papers = self.till.papers
        self.papers.waiting = [
            a_paper("GY03B-000001", failure="The printer has no paper.", tries=2),
            a_paper("213", "z"),
            a_paper("X report", "label"),
        ]
        self.view: RecordingView[PrintsState] = RecordingView()
        self.presenter = PrintsPresenter(a_desk(self.till), self.view)
        self.presenter.start(a_session(self.till))

    @property
    def state(self) -> PrintsState:
        return self.view.last

    @property
    def title(self) -> str:
        assert self.state.notice is not None
        return self.state.notice.title


@pytest.fixture
def page() -> Page:
    return Page()


def test_the_page_lists_what_waits_and_why(page: Page) -> None:
    first, second, third = page.state.rows

    assert page.state.title == "3 papers wait"
    assert first.title == "Receipt GY03B-000001"
    assert first.detail.endswith("The printer has no paper.")
    assert (first.tag, first.tone) == ("2 tries", "amber")
    assert first.spoken.startswith("Receipt GY03B-000001, Since ")
    assert second.title == "Z report 213"
    assert second.detail.endswith("not tried yet")
    assert (second.tag, second.icon) == ("", "shift")
    assert third.title == "Labels X report"


def test_nothing_waiting_says_how_to_print_again(page: Page) -> None:
    page.papers.waiting.clear()
    page.presenter.start(a_session(page.till))
    page.presenter.on_moved(1)
    page.presenter.on_print_one()
    page.presenter.on_print_all()
    page.presenter.on_drop()
    page.presenter.on_printer_chosen("Office")

    assert (page.state.title, page.state.selected) == ("Every paper has come out.", -1)
    assert "Ctrl+P" in page.state.about
    assert page.papers.asked == []


def test_the_chosen_paper_is_printed_and_leaves_the_list(page: Page) -> None:
    page.presenter.on_moved(1)
    page.presenter.on_print_one()

    assert page.papers.asked == [("print", "z-213")]
    assert page.title == "1 paper printed"
    assert [row.title for row in page.state.rows] == ["Receipt GY03B-000001", "Labels X report"]


def test_all_papers_are_printed(page: Page) -> None:
    page.presenter.on_print_all()

    assert page.title == "3 papers printed"
    assert page.state.rows == ()


@pytest.mark.parametrize("act", ["on_print_all", "on_print_one", "on_drop"])
def test_a_printer_that_still_fails_is_said_and_the_papers_wait_on(page: Page, act: str) -> None:
    page.papers.fail_with = FAILURE

    getattr(page.presenter, act)()

    assert page.title == "The paper was not printed"
    assert len(page.state.rows) == 3
    assert not page.state.is_busy


def test_a_paper_is_sent_to_another_printer(page: Page) -> None:
    page.papers.printers = ("Office",)
    page.presenter.start(a_session(page.till))
    page.presenter.on_printer_chosen("")
    choice = page.state.printers
    page.presenter.on_printer_chosen("Office")

    assert choice == (("", "The usual printer"), ("Office", "Office"))
    assert page.papers.asked == [("redirect", "receipt-GY03B-000001", "Office")]


def test_a_paper_that_nobody_needs_is_dropped(page: Page) -> None:
    page.presenter.on_drop()

    assert page.title == "Receipt GY03B-000001 will not be printed"
    assert page.papers.asked == [("drop", "receipt-GY03B-000001")]


def test_a_paper_that_came_out_meanwhile_is_no_alarm(page: Page) -> None:
    page.papers.fail_with = NotFound("That paper waits no more", "Look at the list again.")

    page.presenter.on_print_one()

    assert page.state.notice is not None
    assert page.state.notice.tone is Tone.NEUTRAL


def test_the_choice_stays_within_the_list(page: Page) -> None:
    page.presenter.on_moved(-8)
    assert page.state.selected == 0
    page.presenter.on_moved(8)
    assert page.state.selected == 2
    page.presenter.on_row_selected(7)

    assert page.state.selected == 2


def test_while_a_printer_is_slow_a_second_press_does_nothing(page: Page) -> None:
    runner = WaitingRunner()
    presenter = PrintsPresenter(a_desk(page.till, runner), page.view)
    presenter.start(a_session(page.till))
    runner.finish()
    presenter.on_print_all()
    presenter.on_print_all()

    assert page.state.is_busy
    assert [lane for lane, _ in runner.jobs] == ["device"]


def test_a_queue_that_cannot_be_read_is_said(page: Page) -> None:
    def damaged() -> tuple[()]:
        raise FAILURE

    desk = a_desk(page.till, RightAway())
    papers = replace(desk.services.papers, list_prints=damaged)
    desk = replace(desk, services=replace(desk.services, papers=papers))
    PrintsPresenter(desk, page.view).start(a_session(page.till))

    assert page.title == "The paper was not printed"
