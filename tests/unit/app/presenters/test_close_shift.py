"""Closing a shift: blind until counted, then closed once, whatever waits to be sent."""

from collections.abc import Callable

from app.counter.gallery_till import sample_till
from app.presenters.close_shift import CloseShiftPresenter, CloseShiftState
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.move_cash import MoveCash
from app.use_cases.open_shift import MoreFloat
from app.use_cases.till import Session
from domain.errors import NotFound, WorldFailure
from domain.money import Money
from domain.staff import Role
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session


class CloseDesk:
    def __init__(
        self, runner: WaitingRunner | None = None, *, others: tuple[Money, ...] = ()
    ) -> None:
        self.till = sample_till()
        self.session = a_session(self.till)
        self.till.services().open_shift(
            self.session, Money(4_000_000, "GYD"), MoreFloat(others=others)
        )
        self.view: RecordingView[CloseShiftState] = RecordingView()
        self.closed: list[ClosedShift] = []
        self.presenter = CloseShiftPresenter(
            a_desk(self.till, runner), self.view, on_closed=self.closed.append
        )
        self.presenter.start(self.session)

    def count(self, dollars: int) -> None:
        self.presenter.on_count_typed(500_000, dollars // 5_000)
        self.presenter.on_count_typed(2_000, dollars % 5_000 // 20)


def test_nothing_expected_is_shown_before_the_count_is_done() -> None:
    desk = CloseDesk()
    desk.count(39_920)
    shown = [str(state) for state in desk.view.states]

    assert all(state.result is None and state.z_lines == () for state in desk.view.states)
    assert not any("40,000" in text for text in shown)
    assert desk.view.last.primary_text == "Count is done"


def test_f12_twice_shows_the_result_and_closes_nothing_until_another_key() -> None:
    desk = CloseDesk()
    desk.count(39_920)
    desk.presenter.on_primary()
    result = desk.view.last.result

    assert result is not None
    assert (result.expected_text, result.counted_text) == ("40,000", "39,920")
    assert (result.difference_label, result.difference_text) == ("Short", "G$80")
    assert result.within_text == "Within the G$500 allowed"
    desk.presenter.on_primary()
    assert desk.closed == []
    assert desk.view.last.primary_key == "F8"
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "Look at the result, then press F8 to close"

    desk.presenter.on_close()
    assert desk.closed[0].closing.over_short.amount_minor == -8_000


def test_an_exact_drawer_and_one_far_over_say_so() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_count_done()
    assert desk.view.last.result is not None
    assert desk.view.last.result.within_text == "Exact"

    desk.count(95_000)
    assert not desk.view.last.results
    desk.presenter.on_count_done()
    result = desk.view.last.result
    assert result is not None
    assert (result.difference_label, result.is_within) == ("Over", False)
    assert result.within_text == "More than the G$500 allowed"


def test_an_untouched_sheet_is_no_way_to_see_what_is_expected_but_a_typed_nought_is_a_count() -> (
    None
):
    desk = CloseDesk()
    desk.presenter.on_primary()
    desk.presenter.on_primary()
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "Nothing is counted yet."
    assert desk.closed == []

    desk.presenter.on_count_typed(500_000, 0)
    desk.presenter.on_primary()
    desk.presenter.on_next_reason()
    desk.presenter.on_close()
    assert desk.closed[0].closing.counted.is_zero


def test_a_recount_hides_the_result_and_keeps_the_figures() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_count_done()
    desk.presenter.on_recount()

    assert desk.view.last.result is None
    assert desk.view.last.counted_text == "G$40,000"
    assert desk.view.asked[-1] == ("focus_count", None)


def test_a_count_typed_to_exact_in_view_of_the_result_leaves_the_first_on_screen_and_z() -> None:
    desk = CloseDesk()
    desk.count(39_920)
    desk.presenter.on_count_done()
    desk.count(40_000)
    desk.presenter.on_count_done()
    result = desk.view.last.result

    assert result is not None
    assert result.within_text == "Exact"
    assert result.first_text == "First counted G$39,920. The Z report says so."
    assert any("First counted" in line and "39,920" in line for line in desk.view.last.z_lines)
    desk.presenter.on_close()
    (first,) = desk.closed[0].closing.before
    assert first.drawers[0].over_short == Money(-8_000, "GYD")


def test_a_note_typed_while_the_count_is_being_kept_is_on_the_z_that_is_shown() -> None:
    runner = WaitingRunner()
    desk = CloseDesk(runner)
    runner.finish_all()
    desk.count(40_000)
    desk.presenter.on_count_done()
    desk.presenter.on_note_typed("a torn note")
    runner.finish_all()

    assert any("a torn note" in line for line in desk.view.last.z_lines)


def test_a_count_that_could_not_be_kept_shows_no_result_and_can_be_done_again() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.till.fail_with["count_drawer"] = WorldFailure("Disk", "Nothing is lost.")
    desk.presenter.on_count_done()
    assert (desk.view.last.result, desk.view.last.z_lines) == (None, ())
    assert desk.view.last.notice is not None

    desk.presenter.on_count_done()
    assert desk.view.last.result is not None


def test_f12_waits_for_the_result_of_the_figures_on_screen() -> None:
    runner = WaitingRunner()
    desk = CloseDesk(runner)
    runner.finish_all()
    desk.count(40_000)
    desk.presenter.on_primary()
    desk.presenter.on_close()
    assert desk.closed == []

    runner.finish_all()
    desk.presenter.on_count_typed(500_000, 3)
    desk.presenter.on_close()
    runner.finish_all()
    assert desk.closed == []
    desk.presenter.on_count_done()
    runner.finish_all()

    desk.presenter.on_next_reason()
    runner.finish_all()
    desk.presenter.on_close()
    desk.presenter.on_close()
    runner.finish_all()
    assert len(desk.closed) == 1


def test_the_note_is_on_the_z_report() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_note_typed("coins given")
    desk.presenter.on_count_done()
    assert any("coins given" in line for line in desk.view.last.z_lines)

    desk.presenter.on_note_typed("coins counted twice")
    assert any("counted twice" in line for line in desk.view.last.z_lines)


def test_what_waits_to_be_sent_is_stated_and_stops_nothing() -> None:
    desk = CloseDesk()
    desk.presenter.set_waiting_count(26)
    assert desk.view.last.waiting is not None
    assert desk.view.last.waiting.title == "26 waiting to be sent. Close as usual."

    desk.count(40_000)
    desk.presenter.on_primary()
    desk.presenter.on_close()
    assert len(desk.closed) == 1


def test_with_nothing_waiting_nothing_is_said() -> None:
    desk = CloseDesk()
    desk.presenter.set_waiting_count(3)
    desk.presenter.set_waiting_count(0)
    desk.presenter.set_waiting_count(0)

    assert desk.view.last.waiting is None


def test_going_back_to_the_sale_keeps_the_count_but_another_cashier_starts_afresh() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.start(desk.session)
    assert desk.view.last.counted_text == "G$40,000"

    desk.presenter.start(a_session(desk.till, Role.SUPERVISOR))
    assert desk.view.last.counted_text == "G$0"


def test_a_failing_disk_leaves_the_count_to_be_closed_again() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_primary()
    desk.till.fail_with["close_shift"] = WorldFailure("Disk", "Nothing is lost.")
    desk.presenter.on_close()
    assert desk.view.last.notice is not None

    desk.presenter.on_close()
    assert len(desk.closed) == 1


def test_a_shift_that_is_gone_hides_the_result() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_primary()
    desk.till.fail_with["close_shift"] = NotFound("No shift", "It was closed elsewhere.")
    desk.presenter.on_close()

    assert desk.view.last.result is None


def test_after_closing_nothing_of_the_count_is_left() -> None:
    desk = CloseDesk()
    desk.count(40_000)
    desk.presenter.on_primary()
    desk.presenter.on_close()
    desk.presenter.on_close()

    assert ("clear_entries", None) in desk.view.asked
    assert len(desk.closed) == 1


def test_before_the_shift_is_read_keys_do_nothing() -> None:
    desk = CloseDesk(WaitingRunner())
    desk.presenter.on_count_typed(500_000, 1)
    desk.presenter.on_count_done()
    desk.presenter.on_close()

    assert desk.view.last.rows == ()


# ------------------------------------------------------------------ two currencies, far off


def dollars(amount: int) -> Money:
    return Money(amount * 100, "USD")


def test_each_currency_is_counted_and_has_a_result_of_its_own() -> None:
    desk = CloseDesk(others=(dollars(100),))
    desk.count(40_000)
    assert (desk.view.last.other_label, desk.view.last.other_symbol) == ("US dollars", "US$")
    desk.presenter.on_other_count_typed(2_000, 5)
    assert desk.view.last.other_counted_text == "US$100.00"
    desk.presenter.on_count_done()
    own, other = desk.view.last.results

    assert (own.within_text, other.within_text) == ("Exact", "Exact")
    assert (other.expected_text, other.difference_text) == ("100.00", "US$0.00")
    desk.presenter.on_close()
    assert [drawer.currency for drawer in desk.closed[0].closing.drawers] == ["GYD", "USD"]


def test_a_drawer_that_is_off_closes_only_with_a_reason() -> None:
    desk = CloseDesk()
    desk.count(35_000)
    desk.presenter.on_next_reason()  # nothing to explain yet
    desk.presenter.on_count_done()
    assert desk.view.last.asks_reason
    desk.presenter.on_close()
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "Say why the drawer is off."
    assert desk.closed == []

    desk.presenter.on_reason_chosen(99)
    desk.presenter.on_next_reason()
    assert desk.view.last.reasons[desk.view.last.reason] == "Wrong change was given"
    for _ in range(4):
        desk.presenter.on_next_reason()
    assert desk.view.last.reason == 1
    desk.presenter.on_close()
    assert desk.closed[0].closing.reason == "wrong_change"


def test_a_drawer_far_off_is_signed_for_by_a_supervisor() -> None:
    desk = CloseDesk()
    asked: list[CloseShift] = []

    def sign(
        session: Session, request: CloseShift, on_closed: Callable[[ClosedShift], None]
    ) -> None:
        asked.append(request)
        on_closed(desk.till.services().close_shift(session, request))

    desk.presenter = CloseShiftPresenter(
        a_desk(desk.till), desk.view, on_closed=desk.closed.append, sign=sign
    )
    desk.presenter.start(desk.session)
    desk.count(20_000)
    desk.presenter.on_count_done()
    assert "A supervisor signs" in desk.view.last.sign_text
    desk.presenter.on_next_reason()
    desk.presenter.on_close()

    assert len(asked) == len(desk.closed) == 1
    assert not desk.presenter.is_busy


def test_moves_of_cash_stand_between_float_and_expected() -> None:
    desk = CloseDesk()
    services = desk.till.services().drawer
    drop = MoveCash(move="drop", amount=Money(1_000_000, "GYD"), reason="safe")
    services.move_cash(desk.session, drop)
    desk.count(30_000)
    desk.presenter.on_count_done()

    assert desk.view.last.results[0].moves == (("Cash drops, 1", "\u221210,000"),)
    assert desk.view.last.results[0].within_text == "Exact"
