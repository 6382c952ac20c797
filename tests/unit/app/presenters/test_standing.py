"""What waits, in calm words: each thing says since when and what to press."""

from dataclasses import replace
from datetime import UTC, datetime

from app.counter.gallery_till import sample_till
from app.presenters.cases import CasesPresenter, CasesState
from app.presenters.key_map import Command, Dialog
from app.presenters.standing import notes_of
from app.use_cases.standing import Standing
from sync.protocol.status import Link, Problem, SyncStatus
from tests.helpers.counter_desk import OpenFloor, RecordingView, a_desk, a_session

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ZONE = "America/Guyana"
WAITS = Standing(
    waiting_count=12,
    waiting_since_at=AT,
    heard_at=AT,
    paper_count=2,
    papers_since_at=AT,
    paper_failure="The printer has no paper.",
)
OFFLINE = SyncStatus(link=Link.OFFLINE, waiting_count=12)


def test_where_all_is_well_nothing_is_said() -> None:
    assert notes_of(None, Standing(), ZONE) == ()
    assert notes_of(SyncStatus(link=Link.ONLINE, clock_skew_s=120), Standing(), ZONE) == ()


def test_a_line_that_is_down_says_what_waits_since_when_and_that_nothing_is_to_press() -> None:
    (papers, line) = notes_of(OFFLINE, WAITS, ZONE)

    assert papers.title == "2 papers wait for a printer"
    assert papers.message == "The printer has no paper."
    assert "Alt+8" in papers.next_step
    assert line.title == "Offline, selling normally"
    assert "12 waiting" in line.subject
    assert "10:05" in line.message
    assert line.next_step.startswith("Nothing to press")
    assert not line.needs_person


def test_the_oldest_sales_that_wait_are_named_and_that_there_is_more() -> None:
    some = replace(WAITS, paper_count=0, waiting_receipts=("GY03B-000101", "GY03B-000102"))
    (line,) = notes_of(OFFLINE, some, ZONE)
    (alone,) = notes_of(OFFLINE, replace(some, waiting_count=2), ZONE)

    assert "Sales that wait: GY03B-000101, GY03B-000102. More waits" in line.message
    assert alone.message.endswith("GY03B-000102.")


def test_one_paper_without_a_failure_just_waits() -> None:
    standing = Standing(paper_count=1, papers_since_at=AT)
    (papers,) = notes_of(SyncStatus(link=Link.ONLINE), standing, ZONE)

    assert papers.title == "1 paper waits"
    assert papers.message.startswith("They come out")


def test_every_state_of_the_line_has_its_words() -> None:
    titles = [
        notes_of(SyncStatus(link=link), replace(WAITS, paper_count=0, heard_at=None), ZONE)[0].title
        for link in Link
    ]

    assert len(set(titles)) == len(Link)


def test_a_line_with_nothing_waiting_says_only_when_central_was_heard() -> None:
    (line,) = notes_of(SyncStatus(link=Link.OFFLINE), Standing(), ZONE)

    assert line.message == "Central was not heard yet."
    assert line.state_text == ""


def test_a_problem_and_a_clock_come_first_and_need_a_person() -> None:
    problem = Problem(title="The disk is nearly full", message="Free some room.")
    status = SyncStatus(link=Link.NEEDS_YOU, problem=problem, clock_skew_s=300)
    first, clock, *_ = notes_of(status, WAITS, ZONE)
    ahead = notes_of(replace(status, problem=None, clock_skew_s=-121), WAITS, ZONE)[0]

    assert (first.title, first.message) == ("The disk is nearly full", "Free some room.")
    assert first.needs_person
    assert clock.message == "It is 5 minutes behind central's."
    assert ahead.message == "It is 2 min 1 s ahead of central's."


class Panel:
    def __init__(self) -> None:
        self.till = sample_till()
        self.till.cases.standing = WAITS
        self.view: RecordingView[CasesState] = RecordingView()
        self.floor = OpenFloor(a_session(self.till))
        self.presenter = CasesPresenter(a_desk(self.till), self.view, self.floor)
        self.presenter.on_status(OFFLINE)
        self.presenter.on_command(Command.NEEDS_YOU)


def test_below_the_cases_stands_what_waits_and_nothing_there_is_to_sign() -> None:
    panel = Panel()
    cases = len(panel.till.cases.cases)
    assert len(panel.view.last.rows) == cases + 2
    panel.presenter.on_row_moved(99)
    panel.presenter.on_read()
    panel.presenter.on_pin_entered("9630")
    state = panel.view.last

    assert state.chosen == cases + 1
    assert state.heading == "Offline, selling normally"
    assert not state.can_read
    assert not state.can_send
    assert state.approvers == ()
    assert panel.till.cases.sent == []


def test_news_of_the_engine_is_shown_while_the_panel_is_open() -> None:
    panel = Panel()
    panel.till.cases.cases = ()
    panel.till.cases.standing = Standing(heard_at=AT)
    panel.presenter.on_status(SyncStatus(link=Link.ONLINE))

    assert panel.view.last.rows == ()
    assert "Central was heard" in panel.view.last.empty_text
    count = len(panel.view.states)
    panel.floor.dialog = Dialog.KEYS
    panel.presenter.on_status(OFFLINE)
    assert len(panel.view.states) == count


def test_before_central_was_ever_heard_the_empty_panel_says_so() -> None:
    panel = Panel()
    panel.till.cases.cases = ()
    panel.till.cases.standing = Standing()
    panel.presenter.on_status(SyncStatus(link=Link.ONLINE))

    assert "not heard yet" in panel.view.last.empty_text
