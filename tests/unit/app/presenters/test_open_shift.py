"""Opening a shift: the float as an amount or counted."""

from app.counter.gallery_till import sample_till
from app.presenters.open_shift import OpenShiftPresenter, OpenShiftState
from domain.errors import RuleBroken
from domain.shift import Shift
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session


class OpenShiftDesk:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.view: RecordingView[OpenShiftState] = RecordingView()
        self.shifts: list[Shift] = []
        self.presenter = OpenShiftPresenter(
            a_desk(self.till, runner), self.view, on_opened=self.shifts.append
        )
        self.presenter.start(a_session(self.till))


def test_the_business_date_is_the_stores_day() -> None:
    assert OpenShiftDesk().view.last.business_date_text == "Sat 21 Nov 2026"


def test_an_amount_opens_the_shift_with_that_float() -> None:
    desk = OpenShiftDesk()
    desk.presenter.on_amount_typed("40,000")
    desk.presenter.on_open()

    assert desk.view.last.total_text == "G$40,000"
    assert desk.shifts[0].opening_float.amount_minor == 4_000_000


def test_notes_and_coins_add_up_to_the_float() -> None:
    desk = OpenShiftDesk()
    desk.presenter.on_mode_chosen(by_denomination=True)
    desk.presenter.on_count_typed(500_000, 3)
    desk.presenter.on_count_typed(1_000, 7)
    desk.presenter.on_open()

    assert desk.view.last.rows[0].value_text == "15,000"
    assert desk.shifts[0].opening_float.amount_minor == 1_507_000


def test_an_empty_amount_is_asked_for_and_a_typed_nought_is_taken() -> None:
    desk = OpenShiftDesk()
    desk.presenter.on_open()

    assert desk.view.last.amount_error == "Type the float in the drawer. Type 0 if it is empty."
    assert desk.shifts == []

    desk.presenter.on_amount_typed("0")
    desk.presenter.on_open()

    assert desk.shifts[0].opening_float.is_zero


def test_a_text_that_is_no_amount_is_said_beside_the_field() -> None:
    desk = OpenShiftDesk()
    desk.presenter.on_amount_typed("many")
    desk.presenter.on_open()

    assert "Guyana dollars" in desk.view.last.amount_error
    assert desk.shifts == []


def test_impossible_counts_and_unknown_notes_change_nothing() -> None:
    desk = OpenShiftDesk()
    desk.presenter.on_mode_chosen(by_denomination=True)
    desk.presenter.on_count_typed(500_000, 10_000)
    desk.presenter.on_count_typed(123, 1)

    assert desk.view.last.total_text == "G$0"


def test_two_presses_open_one_shift() -> None:
    runner = WaitingRunner()
    desk = OpenShiftDesk(runner)
    desk.presenter.on_count_typed(500_000, 1)
    runner.finish_all()
    desk.presenter.on_amount_typed("1")
    desk.presenter.on_open()
    desk.presenter.on_open()

    assert desk.view.last.is_busy
    assert len(runner.jobs) == 1

    runner.finish_all()

    assert len(desk.shifts) == 1


def test_a_refusal_is_shown_and_can_be_tried_again() -> None:
    desk = OpenShiftDesk()
    desk.till.fail_with["open_shift"] = RuleBroken("A shift is open", "Close it.", "shift_open")
    desk.presenter.on_amount_typed("1")
    desk.presenter.on_open()

    assert desk.view.last.notice is not None
    assert desk.view.last.can_open
