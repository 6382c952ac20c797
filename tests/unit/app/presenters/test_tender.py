"""Taking cash: due, received, change and the notes for it; once, whatever is pressed."""

import pytest

from app.counter.gallery_till import PROFILE, MemoryTill, sample_till
from app.presenters.customer_display import CustomerDisplay
from app.presenters.paying import PayingFlow
from app.presenters.tender import TenderPresenter
from app.presenters.tender_state import TenderState
from app.use_cases.ring_up import RingUp
from app.use_cases.take_payment import CompletedSale
from domain.cart import TypedPrice
from domain.errors import Conflict, WorldFailure
from domain.money import Money
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
    recording_flow_views,
)


class TenderDesk:
    def __init__(self, total_minor: int = 2_668_800, runner: WaitingRunner | None = None) -> None:
        self.till = a_cart_of(total_minor)
        self.view: RecordingView[TenderState] = RecordingView()
        self.completed: list[CompletedSale] = []
        self.conflicts: list[Conflict] = []
        self.floor = OpenFloor()
        self.flow = a_paying_flow(self.till, runner, self.floor)
        self.presenter = TenderPresenter(
            a_desk(self.till, runner),
            self.view,
            on_completed=self.completed.append,
            on_conflict=self.conflicts.append,
            paying=self.flow,
        )
        session = a_session(self.till)
        self.presenter.start(session, self.till.services().current_cart(session).priced)


def a_paying_flow(till: MemoryTill, runner: WaitingRunner | None, floor: OpenFloor) -> PayingFlow:
    """The flow of payments on an empty floor: no way in these tests leads there."""
    views = recording_flow_views().paying
    display = CustomerDisplay(PROFILE, RecordingView())
    return PayingFlow(a_desk(till, runner), views, floor, display)


def a_cart_of(total_minor: int) -> MemoryTill:
    till = sample_till()
    typed = TypedPrice(price=Money(total_minor, "GYD"), approved_by="staff-ra")
    request = RingUp(item_id=till.items[0].item_id, typed=typed)
    till.services().ring_up(a_session(till), request)
    return till


def test_below_ten_million_a_total_stands_in_dollars_too_and_above_the_vat_alone() -> None:
    """Both would be cut at their end there, and the law asks for the VAT."""
    texts = [TenderDesk(total).view.last.vat_text for total in (999_999_900, 1_000_000_000)]

    assert "US$" in texts[0]
    assert texts[0].endswith("VAT G$1,228,070.05 included")
    assert texts[1] == "VAT G$1,228,070.18 included"


def test_cash_is_rounded_and_the_rounding_stands_apart() -> None:
    state = TenderDesk().view.last

    assert (state.total_text, state.due_text) == ("G$26,688", "G$26,690")
    assert state.rounding_text == "G$26,688, rounding +G$2"


def test_a_round_total_needs_no_rounding() -> None:
    assert TenderDesk(2_500_000).view.last.rounding_text == "No rounding needed"


def test_rounding_down_has_the_true_minus() -> None:
    assert TenderDesk(2_668_200).view.last.rounding_text == "G$26,682, rounding \u2212G$2"


def test_change_comes_with_the_notes_to_hand_over() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("30,000")

    assert desk.view.last.change_text == "G$3,310"
    assert desk.view.last.give == (
        "1 \u00d7 2,000",
        "1 \u00d7 1,000",
        "3 \u00d7 100",
        "1 \u00d7 10",
    )


def test_too_little_says_how_much_is_missing() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("20,000")
    assert (desk.view.last.change_label, desk.view.last.change_text) == (
        "Still missing",
        "G$6,690",
    )

    desk.presenter.on_finish()
    assert desk.view.last.amount_error == "G$6,690 is still missing."
    assert desk.completed == []


@pytest.mark.parametrize("text", ["many", "30,001.005", "30000000000"])
def test_a_text_that_is_no_amount_is_said_beside_the_field(text: str) -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed(text)
    desk.presenter.on_finish()

    assert desk.view.last.amount_error
    assert desk.completed == []


def test_cash_that_does_not_exist_is_questioned() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("26,691")
    desk.presenter.on_finish()

    assert "G$26,691" in desk.view.last.amount_error
    assert desk.completed == []


def test_finishing_without_an_amount_says_what_to_press() -> None:
    desk = TenderDesk()
    desk.presenter.on_finish()

    assert "F2" in desk.view.last.amount_error
    assert desk.view.asked[-1] == ("focus_amount", None)


def test_the_exact_amount_is_one_key_away() -> None:
    desk = TenderDesk()
    desk.presenter.on_quick_chosen(0)
    desk.presenter.on_finish()

    assert ("set_amount", "26,690") in desk.view.asked
    assert desk.completed[0].sale.change.is_zero


def test_arrows_walk_through_the_likely_amounts_and_round_again() -> None:
    desk = TenderDesk()
    desk.presenter.on_quick_moved(1)
    assert [each.is_chosen for each in desk.view.last.quick] == [True, False, False, False]

    desk.presenter.on_quick_moved(-1)
    assert desk.view.last.quick[-1].is_chosen

    desk.presenter.on_quick_moved(1)
    assert desk.view.last.quick[0].is_chosen
    desk.presenter.on_quick_chosen(99)
    assert desk.view.last.quick[0].is_chosen


def test_two_presses_of_f12_take_the_money_once() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_finish()
    desk.presenter.on_finish()

    assert desk.presenter.is_busy
    assert len(runner.jobs) == 1

    runner.finish_all()
    assert len(desk.completed) == 1
    assert len(desk.till.sales) == 1


def test_a_full_disk_keeps_the_amount_and_lets_it_be_tried_again() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("30,000")
    desk.till.fail_with["take_payment"] = WorldFailure("The disk is full", "Nothing is lost.")
    desk.presenter.on_finish()

    assert desk.view.last.notice is not None
    assert desk.view.last.can_finish
    assert ("set_amount", "30,000") not in desk.view.asked

    desk.presenter.on_finish()
    assert len(desk.completed) == 1


def test_before_the_rules_are_read_nothing_can_be_finished() -> None:
    desk = TenderDesk(runner=WaitingRunner())
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_quick_moved(1)
    desk.presenter.on_finish()

    assert not desk.view.last.can_finish
    assert desk.view.last.quick == ()


def test_how_much_is_paid_for_stands_in_the_head() -> None:
    assert TenderDesk().view.last.detail == "1 line, 1 item"


def test_a_cart_that_moved_on_ends_the_dialog() -> None:
    desk = TenderDesk()
    ended = Conflict("A quote has ended", "Nothing is lost.")
    desk.till.fail_with["take_payment"] = ended
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_finish()

    assert desk.conflicts == [ended]
    assert desk.view.last.notice is None
    assert not desk.presenter.is_busy


def test_a_dialog_that_never_began_finishes_nothing() -> None:
    view: RecordingView[TenderState] = RecordingView()
    presenter = TenderPresenter(
        a_desk(),
        view,
        on_completed=lambda _sale: None,
        on_conflict=lambda _error: None,
        paying=a_paying_flow(a_cart_of(100), None, OpenFloor()),
    )
    presenter.on_finish()
    presenter.on_amount_typed("")

    assert view.last.total_text == "G$0"
