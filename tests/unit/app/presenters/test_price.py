"""An item without a price: typed, approved by a second person, and rung up in one job."""

from datetime import timedelta

from app.counter.gallery_till import sample_till
from app.presenters.price import PricePresenter, PriceState
from domain.errors import BadInput, WorldFailure
from domain.staff import Role
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)


class PriceDesk:
    def __init__(self, role: Role = Role.CASHIER, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.view: RecordingView[PriceState] = RecordingView()
        self.rung_up: list[bool] = []
        self.presenter = PricePresenter(
            a_desk(self.till, runner), self.view, on_rung_up=lambda: self.rung_up.append(True)
        )
        item = next(each for each in self.till.items if each.needs_price)
        self.presenter.start(a_session(self.till, role), item)


def test_the_price_a_supervisor_signs_is_in_the_cart_with_their_name_on_it() -> None:
    desk = PriceDesk()
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)

    line = desk.till.cart.lines[0]
    assert (line.unit_price.amount_minor, line.approved_by) == (150_000, "staff-ra")
    assert desk.rung_up == [True]


def test_the_cashier_of_the_sale_is_not_among_those_who_may_say_yes() -> None:
    names = [person.name for person in PriceDesk().view.last.approvers]
    assert names == ["Roxanne Adams"]

    alone = PriceDesk(Role.SUPERVISOR).view.last
    assert alone.approvers == ()
    assert alone.empty_text.startswith("Nobody who may set a price")


def test_nobody_to_approve_means_no_price() -> None:
    desk = PriceDesk(Role.SUPERVISOR)
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)
    desk.presenter.on_second()

    assert desk.till.cart.lines == ()


def test_a_pin_without_a_price_asks_for_the_price() -> None:
    desk = PriceDesk()
    for text in ("", "0", "many"):
        desk.presenter.on_price_typed(text)
        desk.presenter.on_pin_entered(SUPERVISOR_PIN)
        assert desk.view.last.price_error
        assert desk.view.asked[-1] == ("focus_price", None)

    assert desk.till.cart.lines == ()


def test_a_wrong_pin_leaves_the_price_and_the_cart_alone() -> None:
    desk = PriceDesk()
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered("0000")

    assert desk.view.last.message == "That PIN is not right, 3 tries left."
    assert desk.view.last.price_text == "G$1,500"
    assert desk.till.cart.lines == ()


def test_after_too_many_wrong_pins_the_wait_is_shown() -> None:
    desk = PriceDesk()
    desk.presenter.on_price_typed("1,500")
    for _ in range(4):
        desk.presenter.on_pin_entered("0000")
    desk.till.clock.at += timedelta(seconds=10)
    desk.presenter.on_second()
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert desk.view.last.wait_s == 20
    assert desk.till.cart.lines == ()


def test_choosing_another_approver_clears_the_pin() -> None:
    desk = PriceDesk()
    desk.view.asked.clear()
    desk.presenter.on_approver_chosen(0)
    desk.presenter.on_approver_chosen(7)
    assert desk.view.asked == []


def test_two_presses_of_enter_ring_up_once() -> None:
    runner = WaitingRunner()
    desk = PriceDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)
    runner.finish_all()

    assert desk.till.cart.lines[0].quantity == 1


def test_what_the_deed_finds_wrong_is_a_notice_and_not_said_of_the_pin() -> None:
    desk = PriceDesk()
    desk.till.fail_with["ring_up"] = BadInput("Check the price", "It is too high. Nothing is lost.")
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert desk.view.last.message == ""
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "Check the price"
    assert not desk.view.last.is_busy


def test_a_failure_is_a_notice_and_the_dialog_stays() -> None:
    desk = PriceDesk()
    desk.till.fail_with["ring_up"] = WorldFailure("Disk", "Nothing is lost.")
    desk.presenter.on_price_typed("1,500")
    desk.presenter.on_pin_entered(SUPERVISOR_PIN)

    assert desk.view.last.notice is not None
    assert desk.rung_up == []
