"""*Needs you*: what is read, signed and sent, and what is said when it cannot be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.counter.gallery_cases import SAMPLE
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.cases import CasesPresenter, CasesState
from app.presenters.frame import link_state
from app.presenters.key_map import Command, Dialog
from app.use_cases.cases import Resend
from domain.errors import NotFound
from domain.staff import Role
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)


class Panel:
    def __init__(self, till: MemoryTill | None = None, role: Role = Role.CASHIER) -> None:
        self.till = till or sample_till()
        self.view: RecordingView[CasesState] = RecordingView()
        floor = OpenFloor(a_session(self.till, role))
        self.presenter = CasesPresenter(a_desk(self.till), self.view, floor)
        self.presenter.on_command(Command.NEEDS_YOU)

    @property
    def state(self) -> CasesState:
        return self.view.last


def test_the_cases_are_shown_with_reason_what_is_held_up_and_what_to_do() -> None:
    state = Panel().state

    assert [row.subject for row in state.rows] == [case.subject for case in SAMPLE]
    assert state.count_text == "3 need you"
    assert state.heading == SAMPLE[0].title
    assert state.blocked.startswith("Held up: ")
    assert state.next_step.startswith("What to do: ")
    assert state.can_send
    assert "New" in state.rows[0].spoken


def test_a_case_is_put_right_signed_and_sent_with_what_was_typed() -> None:
    panel = Panel()
    panel.presenter.on_value_typed(0, "143 lb, 24 x 24 x 36 in")
    panel.presenter.on_value_typed(9, "nothing of that number")
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    supervisor = a_session(panel.till, Role.SUPERVISOR).staff_id
    assert panel.till.cases.sent == [
        Resend(
            case_id="case-1",
            values=("143 lb, 24 x 24 x 36 in", SAMPLE[0].fields[1].text),
            approved_by=supervisor,
        )
    ]
    assert panel.state.notice is not None
    assert "saved" in panel.state.notice.text
    assert "Sent again" in panel.state.rows[0].state_text
    assert not panel.presenter.is_busy


def test_words_that_make_no_sense_are_said_and_stay_typed() -> None:
    panel = Panel()
    panel.presenter.on_value_typed(0, "?")
    asked = len(panel.view.asked)
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert panel.state.notice is not None
    assert panel.state.notice.title == "Check the piece"
    assert "show_fields" not in [name for name, _ in panel.view.asked[asked:]]
    assert panel.till.cases.sent == []


def test_a_wrong_pin_is_said_and_waits_count_down() -> None:
    panel = Panel()
    for _ in range(6):
        panel.presenter.on_pin_entered("0000")
    assert panel.state.wait_s > 0
    assert not panel.state.can_send
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)
    assert panel.till.cases.sent == []

    panel.till.clock.at += timedelta(minutes=30)
    panel.presenter.on_second(Dialog.CASES)
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert len(panel.till.cases.sent) == 1


def test_reading_a_settled_case_takes_it_off_the_list() -> None:
    panel = Panel()
    panel.presenter.on_row_moved(9)
    assert panel.state.next_step == "Settled. Called the customer. (staff-office)"
    panel.presenter.on_read()

    assert len(panel.state.rows) == 3
    assert panel.state.chosen == 2


def test_an_open_case_that_was_read_stays_and_is_new_no_more() -> None:
    panel = Panel()
    panel.presenter.on_read()

    assert len(panel.state.rows) == 4
    assert not panel.state.rows[0].is_new
    assert not panel.state.can_read


def test_a_case_of_the_office_offers_nothing_to_type() -> None:
    panel = Panel()
    panel.presenter.on_row_chosen(2)
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert panel.state.fix_text != ""
    assert panel.state.approvers == ()
    assert not panel.state.can_send
    assert panel.till.cases.sent == []


def test_nobody_but_you_to_sign_is_said() -> None:
    till = sample_till()
    till.staff = tuple(pair for pair in till.staff if pair[0].role is Role.SUPERVISOR)[:1]
    panel = Panel(till, Role.SUPERVISOR)
    panel.presenter.on_approver_chosen(0)
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert "supervisor must sign" in panel.state.pin_message
    assert not panel.state.can_send


def test_another_approver_begins_with_an_empty_pin() -> None:
    till = sample_till()
    supervisor = next(pair for pair in till.staff if pair[0].role is Role.SUPERVISOR)
    till.staff = (*till.staff, supervisor)
    panel = Panel(till)
    panel.presenter.on_approver_chosen(1)

    assert panel.state.approver == 1
    assert panel.view.asked[-1] == ("clear_pin", None)


def test_an_empty_list_says_what_would_appear() -> None:
    till = sample_till()
    till.cases.cases = ()
    panel = Panel(till)
    panel.presenter.on_row_moved(1)
    panel.presenter.on_read()

    assert panel.state.empty_text != ""
    assert panel.state.count_text == ""


def test_a_list_that_cannot_be_read_is_said() -> None:
    till = sample_till()
    till.cases.fail_with = NotFound("That case is gone", "Nothing is lost.")
    panel = Panel(till)

    assert panel.state.notice is not None
    assert panel.state.notice.title == "That case is gone"


def test_nothing_is_sent_twice_while_it_is_being_saved() -> None:
    till, runner = sample_till(), WaitingRunner()
    view: RecordingView[CasesState] = RecordingView()
    presenter = CasesPresenter(a_desk(till, runner), view, OpenFloor(a_session(till)))
    presenter.on_command(Command.NEEDS_YOU)
    runner.finish_all()
    presenter.on_pin_entered(SUPERVISOR_PIN)
    presenter.on_pin_entered(SUPERVISOR_PIN)
    presenter.on_read()
    assert presenter.is_busy
    assert len(runner.jobs) == 1
    runner.finish_all()

    assert len(till.cases.sent) == 1


@pytest.mark.parametrize(
    ("status", "look", "detail"),
    [
        (SyncStatus(link=Link.ONLINE, case_count=1), "online", "1 needs you"),
        (SyncStatus(link=Link.ONLINE, waiting_count=3, case_count=2), "waiting", "3 waiting"),
        (SyncStatus(link=Link.OFFLINE, case_count=2), "offline", "2 need you"),
    ],
)
def test_the_link_pill_counts_cases_calmly(status: SyncStatus, look: str, detail: str) -> None:
    state = link_state(status, status.case_count)

    assert state.look == look
    assert detail in state.detail


@pytest.mark.parametrize(("role", "shown"), [(Role.CASHIER, 0), (Role.SUPERVISOR, 1)])
def test_what_the_law_forbids_to_talk_about_only_a_supervisor_is_shown(
    role: Role, shown: int
) -> None:
    till = sample_till()
    till.cases.cases = (replace(SAMPLE[1], title="A customer's cash is to be told", is_quiet=True),)

    assert len(Panel(till, role).state.rows) == shown


def test_a_case_whose_correction_waits_for_central_offers_nothing_to_send_again() -> None:
    panel = Panel()
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)
    panel.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert len(panel.till.cases.sent) == 1
    assert not panel.state.can_send
    assert panel.state.fix_text == "Sent again, waiting for central's word"
    assert panel.state.approvers == ()
