"""Signing in: who, which PIN, and how long to wait after wrong ones."""

from datetime import timedelta

from app.counter.gallery_till import WAIT_S, MemoryTill, sample_till
from app.presenters.sign_in import SignInPresenter, SignInState
from app.use_cases.till import Session
from domain.errors import BadInput, WorldFailure
from tests.helpers.counter_desk import CASHIER_PIN, RecordingView, WaitingRunner, a_desk


class SignInDesk:
    def __init__(self, till: MemoryTill | None = None, runner: WaitingRunner | None = None) -> None:
        self.till = till or sample_till()
        self.view: RecordingView[SignInState] = RecordingView()
        self.sessions: list[Session] = []
        self.presenter = SignInPresenter(
            a_desk(self.till, runner), self.view, on_signed_in=self.sessions.append
        )
        self.presenter.start()


def test_a_right_pin_hands_the_session_on_and_forgets_the_pin() -> None:
    desk = SignInDesk()
    desk.presenter.on_pin_entered(CASHIER_PIN)

    assert [session.name for session in desk.sessions] == ["Shanelle Rodrigues"]
    assert desk.view.asked[-1] == ("clear_pin", None)


def test_a_wrong_pin_says_how_many_tries_are_left() -> None:
    desk = SignInDesk()
    desk.presenter.on_pin_entered("0000")

    assert desk.view.last.message == "That PIN is not right, 3 tries left."
    assert desk.sessions == []


def test_after_the_free_tries_the_wait_counts_down_and_takes_no_pin() -> None:
    desk = SignInDesk()
    for _ in range(4):
        desk.presenter.on_pin_entered("0000")
    desk.till.clock.at += timedelta(seconds=12)
    desk.presenter.on_second()
    desk.presenter.on_pin_entered(CASHIER_PIN)

    assert desk.view.last.wait_s == 18
    assert desk.view.last.message.startswith("Wait 18 s")
    assert desk.sessions == []

    desk.till.clock.at += timedelta(seconds=18)
    desk.presenter.on_second()
    desk.presenter.on_pin_entered(CASHIER_PIN)

    assert len(desk.sessions) == 1


def test_a_clock_that_is_set_right_in_between_locks_nobody_out() -> None:
    """The clock was a year ahead while the PINs were wrong; then somebody corrected it."""
    desk = SignInDesk()
    for _ in range(4):
        desk.presenter.on_pin_entered("0000")
    desk.till.clock.at -= timedelta(days=365)
    desk.presenter.on_second()
    assert desk.view.last.wait_s == WAIT_S

    desk.till.clock.at += timedelta(seconds=WAIT_S)
    desk.presenter.on_second()
    desk.presenter.on_pin_entered(CASHIER_PIN)
    assert len(desk.sessions) == 1


def test_one_persons_wait_does_not_stop_another() -> None:
    desk = SignInDesk()
    for _ in range(4):
        desk.presenter.on_pin_entered("0000")
    desk.presenter.on_person_chosen(2)
    desk.presenter.on_pin_entered("9630")

    assert [session.name for session in desk.sessions] == ["Roxanne Adams"]


def test_choosing_another_person_clears_the_typed_pin() -> None:
    desk = SignInDesk()
    desk.view.asked.clear()
    desk.presenter.on_person_chosen(1)
    desk.presenter.on_person_chosen(1)
    desk.presenter.on_person_chosen(99)

    assert desk.view.asked == [("clear_pin", None)]
    assert desk.view.last.prompt == "PIN of Devika Ramsaroop"


def test_two_presses_of_enter_sign_in_once() -> None:
    runner = WaitingRunner()
    desk = SignInDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_pin_entered(CASHIER_PIN)
    desk.presenter.on_pin_entered(CASHIER_PIN)
    runner.finish_all()

    assert len(desk.sessions) == 1


def test_a_till_without_staff_says_what_to_do() -> None:
    desk = SignInDesk(MemoryTill())
    desk.presenter.on_pin_entered(CASHIER_PIN)

    assert desk.view.last.empty_text.startswith("No one may sign in yet.")
    assert desk.view.last.chosen == -1


def test_the_chosen_person_stays_chosen_when_the_list_grows() -> None:
    desk = SignInDesk()
    desk.presenter.on_person_chosen(1)
    desk.till.staff = (desk.till.staff[2], *desk.till.staff[:2])
    desk.presenter.start()

    assert desk.view.last.people[desk.view.last.chosen].name == "Devika Ramsaroop"


def test_digits_that_are_no_pin_are_said_below_the_pad() -> None:
    desk = SignInDesk()
    desk.till.fail_with["sign_in"] = BadInput("That is not a PIN", "A PIN is 4 to 8 digits.")
    desk.presenter.on_pin_entered("12")

    assert desk.view.last.message == "A PIN is 4 to 8 digits."
    assert desk.view.last.notice is None
    assert not desk.view.last.is_busy


def test_any_other_failure_is_a_notice_and_the_screen_goes_on() -> None:
    desk = SignInDesk()
    desk.till.fail_with["sign_in"] = WorldFailure("The disk is slow", "Nothing is lost.")
    desk.presenter.on_pin_entered(CASHIER_PIN)

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "The disk is slow"
    assert not desk.view.last.is_busy


def test_a_till_that_was_enrolled_a_moment_ago_learns_who_works_here() -> None:
    till = sample_till()
    people, till.staff = till.staff, ()
    desk = SignInDesk(till)
    assert (desk.view.last.people, desk.view.last.chosen) == ((), -1)
    assert desk.view.last.empty_text

    till.staff = people
    desk.presenter.on_exchange()
    assert len(desk.view.last.people) == len(people)
    assert (desk.view.last.chosen, desk.view.last.empty_text) == (0, "")


def test_a_pin_is_not_kept_for_another_when_who_was_chosen_works_here_no_more() -> None:
    desk = SignInDesk()
    desk.presenter.on_exchange()
    assert [word for word, _ in desk.view.asked] == ["clear_pin"]

    desk.till.staff = desk.till.staff[1:]
    desk.presenter.on_exchange()
    desk.till.staff = ()
    desk.presenter.on_exchange()
    assert [word for word, _ in desk.view.asked] == ["clear_pin"] * 3
