"""*Provider statements*, without Qt: read, compared, signed, told, and taken to the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.counter.gallery_statements import TOLD, MemoryStatements
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.inbox_sign import InboxSign
from app.presenters.key_map import Dialog
from app.presenters.notices import Tone
from app.presenters.statement_words import counts, outcome
from app.presenters.statements import StatementsPresenter, StatementsState
from app.use_cases.file_steps import RowsDone
from app.use_cases.send_statement import StatementResult
from domain.errors import NotAllowed, WorldFailure
from domain.staff import Role, StaffMember
from domain.statement_file.typed import TypedTotals
from tests.helpers.counter_desk import OpenFloor, RecordingView, WaitingRunner, a_desk, a_session

TYPED = TypedTotals(first="16/11/2026", last="20/11/2026", total="20,175.00")


class View(RecordingView[StatementsState]):
    """Also told when the provider's totals are to be typed."""

    def ask_totals(self) -> None:
        self.asked.append(("ask_totals", None))


class Page:
    """The presenter over a till in memory."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.house: MemoryStatements = self.till.files.statements
        self.view, self.floor = View(), OpenFloor()
        desk = a_desk(self.till, runner)
        self.sign = InboxSign(desk, RecordingView())
        self.presenter = StatementsPresenter(desk, self.view, self.floor, self.sign)
        self.session = a_session(self.till)

    def begin(self) -> Page:
        self.presenter.start(self.session)
        return self

    def read(self) -> Page:
        self.presenter.on_begin("mmg-1.csv", TypedTotals())
        return self

    def send(self, **other: str) -> Page:
        """F12, and the PIN of the first who may sign."""
        self.presenter.on_begin("mmg-1.csv", replace(TYPED, **other))
        if self.floor.dialog is Dialog.DESK_SIGN:
            self.sign.on_pin_entered(self.boss[1])
        return self

    @property
    def boss(self) -> tuple[StaffMember, str]:
        return next(one for one in self.till.staff if one[0].role is Role.SUPERVISOR)

    @property
    def state(self) -> StatementsState:
        return self.view.last

    @property
    def title(self) -> str:
        assert self.state.notice is not None
        return self.state.notice.title


@pytest.fixture
def page() -> Page:
    return Page().begin()


def test_central_is_asked_how_statements_are_read_and_one_is_chosen(page: Page) -> None:
    assert page.presenter.row.title == "Provider statements"
    assert (page.state.mappings, page.state.mapping) == (
        ("MMG \u00b7 app", "STRIPE \u00b7 balance"),
        0,
    )
    assert page.state.can_begin
    page.presenter.on_mapping_chosen(1)
    page.read()

    assert page.state.mapping == 1
    assert page.house.read == ["mmg-1.csv"]
    page.presenter.on_begin("mmg-1.csv", replace(TYPED, total="1"))
    assert "add up to US$20,175.00, and you stated US$1.00" in str(page.state.notice)


def test_what_the_provider_states_is_typed_and_the_file_does_not_say_it_first(page: Page) -> None:
    page.read()

    assert [(one.name, one.text) for one in page.state.facts] == [
        ("Columns that are sent", "Amount, Date, Transaction ID, Type")
    ]
    assert page.view.asked[-1] == ("ask_totals", None)
    assert (page.state.begin_words, page.state.asks_totals) == ("Send to central", True)
    assert page.house.sent == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"total": "26,475"}, "add up to G$20,175, and you stated G$26,475 (G$6,300 less)"),
        ({"total": "", "count": "9"}, "It has 6 rows, and you stated 9 (3 fewer)"),
        ({"first": "17/11/2026"}, "begin on 16/11/2026, and you stated 17/11/2026"),
        ({"total": ""}, "or how many rows they have"),
        ({"last": ""}, "also where the last had no payment"),
        ({"first": "the 30th"}, "day"),
    ],
)
def test_what_is_not_in_the_file_is_said_and_no_pin_is_asked_for(
    page: Page, other: dict[str, str], words: str
) -> None:
    page.read().send(**other)

    assert page.floor.dialog is None
    assert words in str(page.state.notice)
    assert page.house.sent == []
    page.send()
    assert len(page.house.sent) == 1


def test_a_file_without_rows_is_sent_with_its_days_and_none(page: Page) -> None:
    page.house.rows = 0
    page.read().send(total="", count="0")

    assert page.house.sent[0].typed.count == "0"


def test_it_is_sent_with_a_pin_and_told_with_what_needs_a_look_first(page: Page) -> None:
    page.read().send()

    (request,) = page.house.sent
    assert request.typed == TYPED
    assert request.approval.approved_by == page.boss[0].staff_id
    assert page.floor.dialog is None
    tags = [one.tag for one in page.state.rows]
    assert tags[:3] == ["Does not match", "Not ours", "Missing"]
    assert (page.state.rows[0].tone, page.state.rows[3].tone) == ("red", "green")
    assert page.state.rows[2].detail == "Not in the file \u00b7 receipt GY03B-000107"
    assert page.state.notice is not None
    assert page.state.notice.tone is Tone.NEEDS_YOU
    assert page.state.notice.text.startswith("1 does not match \u00b7 1 not ours")
    page.presenter.on_begin("", TypedTotals())
    assert (page.state.rows, page.state.begin_words) == ((), "Read the file")


def test_a_file_that_was_sent_before_changes_nothing_and_says_so(page: Page) -> None:
    page.house.result = StatementResult(rows=(), is_again=True)
    page.read().send()

    assert page.title == "This file was sent before: nothing was changed"
    assert page.state.notice is not None
    assert page.state.notice.text == "It has no rows, and nothing is missing."


def test_what_is_verified_alone_needs_nobody(page: Page) -> None:
    page.house.result = StatementResult(rows=TOLD[:1])
    page.read().send()

    assert page.state.notice is not None
    assert page.state.notice.tone is Tone.WORKING


def test_without_a_line_it_is_said_and_f5_asks_again(page: Page) -> None:
    page.house.fail_with["mappings"] = WorldFailure("Statements need the line", "Nothing is lost.")
    page.presenter.on_look()
    assert (page.title, page.state.can_begin) == ("Statements need the line", False)
    page.presenter.on_begin("mmg-1.csv", TypedTotals())
    assert page.house.read == []

    page.presenter.on_look()
    assert (page.state.notice, page.state.can_begin) == (None, True)
    page.house.mappings = ()
    page.presenter.on_look()
    assert page.title == "The office has not said how statements are read"


def test_a_file_that_is_refused_can_be_chosen_anew(page: Page) -> None:
    page.house.fail_with["read"] = NotAllowed("Ask a supervisor", "Nothing was changed.")
    page.read()

    assert (page.title, page.state.can_choose) == ("Ask a supervisor", True)


def test_a_line_that_breaks_off_leaves_the_file_ready_to_be_sent_again(page: Page) -> None:
    page.house.fail_with["send"] = WorldFailure("The line broke off", "Send it again.")
    page.read().send()
    assert (page.title, page.state.begin_words) == ("The line broke off", "Send to central")

    page.send()
    assert len(page.house.sent) == 2
    assert page.state.rows


def test_another_name_or_mapping_puts_away_what_was_read(page: Page) -> None:
    page.read().presenter.on_name_typed()
    assert (page.state.facts, page.state.begin_words) == ((), "Read the file")
    page.read().presenter.on_mapping_chosen(1)
    assert page.state.facts == ()
    page.presenter.on_name_typed()
    page.presenter.on_mapping_chosen(9)

    assert page.state.mapping == 1


def test_a_row_is_taken_to_the_desk_by_one_key(page: Page) -> None:
    page.presenter.on_case()
    page.read().send()
    page.presenter.on_moved(1)
    page.presenter.on_case()
    assert (page.house.cases, page.title) == (["20402048536302"], "A case is open for this row")
    page.presenter.on_case()
    assert page.title == "This row has a case already"
    page.presenter.on_moved(1)
    page.presenter.on_case()
    assert "till that took the payment" in str(page.state.notice)
    page.presenter.on_moved(99)
    page.presenter.on_case()
    assert page.title == "This row is no payment"
    page.presenter.on_row_selected(1)
    page.house.fail_with["case"] = WorldFailure("Statements need the line", "Nothing is lost.")
    page.presenter.on_case()

    assert page.title == "Statements need the line"
    assert len(page.house.cases) == 2


def test_while_central_works_it_is_watched_and_stopped() -> None:
    runner = WaitingRunner()
    page = Page(runner).begin()
    runner.finish_all()
    page.presenter.on_begin("mmg-1.csv", TypedTotals())
    page.presenter.on_name_typed()  # another is meant: what is read now counts no more
    runner.finish_all()
    assert page.state.facts == ()

    page.presenter.on_stop()
    page.presenter.show_progress(RowsDone(50, 120))
    assert (page.state.is_running, page.state.progress) == (True, "50 of 120 rows")
    assert "while you sell" in page.state.about
    page.presenter.on_look()
    page.presenter.on_stop()
    assert "Stopping" in page.state.about
    assert page.state.is_running


def test_who_stops_is_told_to_send_the_file_again(page: Page) -> None:
    page.house.result = StatementResult(rows=TOLD[:1], is_stopped=True)
    page.read().send()

    assert (page.title, page.state.begin_words) == ("Stopped waiting", "Send to central")


def test_rows_stay_for_who_sent_them_and_go_for_anybody_else(page: Page) -> None:
    page.read().send()
    page.presenter.leave()
    page.presenter.on_look()
    page.presenter.on_begin("", TypedTotals())
    page.presenter.on_case()
    page.presenter.start(page.session)
    assert len(page.state.rows) == len(TOLD)

    page.presenter.leave()
    page.presenter.start(replace(page.session, staff_id="somebody else"))
    assert page.state.rows == ()


def test_an_outcome_of_a_newer_central_is_shown_by_its_word() -> None:
    assert outcome("mended") == "mended"
    assert counts({"mended": 2, "verified": 1}) == "1 verified \u00b7 2 mended"
