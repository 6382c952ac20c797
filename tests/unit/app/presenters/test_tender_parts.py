"""Several tenders for one bill, at the counter: added, taken back, each in its own way."""

from datetime import timedelta

from app.presenters.tender_bill import judged_amount
from domain.errors import BadInput, WorldFailure
from domain.money import Money
from domain.tender import TenderLine, cash_tender
from tests.helpers.counter_desk import (
    WaitingRunner,
    a_session,
)
from tests.unit.app.presenters.test_tender import TenderDesk

CASH, FOREIGN, CARD_QR, TERMINAL, CREDIT = 0, 1, 4, 5, 6


def paid_rows(desk: TenderDesk) -> list[tuple[str, str, str]]:
    return [(row.title, row.detail, row.amount_text) for row in desk.view.last.paid]


def test_us_dollars_count_at_the_rate_that_is_shown_and_the_rest_is_still_due() -> None:
    desk = TenderDesk(10_848_800)
    desk.presenter.on_way_chosen(FOREIGN)
    assert desk.view.last.rounding_text == "US$520.00 covers it"
    desk.presenter.on_amount_typed("200")
    desk.presenter.on_add()

    assert paid_rows(desk) == [
        ("Cash, US$200.00", "at G$209, rate of Sat 21 Nov 07:40", "G$41,800")
    ]
    assert desk.view.last.due_text == "G$66,690"
    assert desk.view.last.rounding_text == "G$66,688, rounding +G$2"
    assert desk.view.last.ways[FOREIGN].detail == "At G$209 of 21 Nov"


def test_who_signs_for_a_rate_alone_signs_for_the_whole_bill_and_else_for_what_was_judged() -> None:
    total, part = Money(1_000_000, "GYD"), Money(300_000, "GYD")
    by_card = TenderLine(kind="bank_card", amount=part, approval_code="A83K91")

    assert judged_amount([cash_tender(total)], total) == total
    assert judged_amount([], total) == total
    assert judged_amount([by_card, cash_tender(total)], total) == part


def test_change_for_us_dollars_is_in_guyana_dollars() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(FOREIGN)
    desk.presenter.on_quick_chosen(0)
    desk.presenter.on_finish()
    (sale,) = (done.sale for done in desk.completed)

    assert sale.change == Money(6_500, "GYD") or sale.change.currency == "GYD"
    assert sale.tenders[0].handed_over == Money(12_800, "USD")


def test_coins_of_us_dollars_are_refused_beside_the_field() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(FOREIGN)
    desk.presenter.on_amount_typed("50.25")
    desk.presenter.on_add()

    assert "US$1" in desk.view.last.amount_error
    assert desk.view.last.paid[0].is_pending


def test_a_terminal_pays_exactly_with_its_code_and_nothing_without() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(TERMINAL)
    assert ("set_amount", "26,688") in desk.view.asked
    assert desk.view.asked[-1] == ("focus_code", None)
    desk.presenter.on_add()
    assert "approval code" in desk.view.last.code_error
    desk.presenter.on_finish()
    assert desk.completed == []

    desk.presenter.on_code_typed("a83k91")
    desk.presenter.on_finish()
    assert desk.completed[0].sale.tenders[0].approval_code == "A83K91"
    assert desk.completed[0].sale.rounding.is_zero


def test_more_than_is_due_by_card_is_refused() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(TERMINAL)
    desk.presenter.on_code_typed("A83K91")
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_add()

    assert "too much" in desk.view.last.amount_error


def test_a_credit_pays_what_is_here_after_a_look_and_says_what_is_not() -> None:
    desk = TenderDesk()
    desk.till.payments.credits["CR-ABC123"] = 1_000_000
    desk.presenter.on_way_chosen(CREDIT)
    desk.presenter.on_add()
    assert "Type or scan the code" in desk.view.last.code_error
    desk.presenter.on_code_typed("cr-abc123")
    desk.presenter.on_finish()
    assert "Press Enter first" in desk.view.last.amount_error
    desk.presenter.on_add()
    assert "G$10,000 of it is here" in desk.view.last.code_error
    desk.presenter.on_add()

    assert paid_rows(desk) == [("Store credit", "CR-ABC123", "G$10,000")]
    assert desk.view.last.due_text == "G$16,690"


def test_a_credit_that_is_elsewhere_is_asked_for_and_nothing_is_taken() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(CREDIT)
    desk.presenter.on_code_typed("MASH26")
    desk.presenter.on_add()

    assert "Central is asked" in desk.view.last.code_error
    assert desk.view.last.paid == ()
    assert len(desk.till.payments.asked) == 1


def test_a_look_up_that_fails_says_so_and_the_sale_goes_on() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(CREDIT)
    desk.presenter.on_code_typed("MASH26")
    desk.till.payments.failure = BadInput("Check the code", "Type it again.")
    desk.presenter.on_add()
    assert desk.view.last.code_error == "Type it again."
    desk.till.payments.failure = WorldFailure("The disk is full", "Nothing is lost.")
    desk.presenter.on_add()

    assert desk.view.last.notice is not None
    assert not desk.presenter.is_busy


def test_a_tender_is_taken_back_before_the_sale_is_finished() -> None:
    desk = TenderDesk()
    for amount in ("10,000", "5,000"):
        desk.presenter.on_amount_typed(amount)
        desk.presenter.on_add()
    desk.presenter.on_remove(0)
    assert paid_rows(desk) == [("Cash, G$", "", "G$5,000")]
    desk.presenter.on_remove(7)
    desk.presenter.on_remove()
    desk.presenter.on_remove()

    assert desk.view.last.paid == ()
    assert desk.view.last.due_text == "G$26,690"


def test_what_was_added_is_enough_and_f12_finishes_it() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_add()
    assert desk.view.last.rounding_text == "All is paid: press F12"
    assert desk.view.last.quick == ()
    assert desk.view.last.change_text == "G$3,310"
    desk.presenter.on_finish()

    assert desk.completed[0].sale.change == Money(331_000, "GYD")


def test_a_way_that_is_not_possible_says_why() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(CARD_QR)
    assert desk.view.last.amount_error == "Not set up by the office"
    assert desk.view.last.ways[CASH].is_chosen
    desk.presenter.on_way_chosen(99)
    desk.till.payments.has_rate = False
    session = a_session(desk.till)
    desk.presenter.start(session, desk.till.services().current_cart(session).priced)
    desk.presenter.on_way_chosen(FOREIGN)

    assert "No rate for US$" in desk.view.last.amount_error
    assert not desk.view.last.ways[FOREIGN].is_possible


def test_the_way_that_is_chosen_already_takes_the_exact_amount() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(CASH)

    assert ("set_amount", "26,690") in desk.view.asked


def test_nothing_is_added_without_an_amount_or_while_the_sale_is_saved() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    desk.presenter.on_add()
    runner.finish_all()
    desk.presenter.on_add()
    assert "F2" in desk.view.last.amount_error
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_finish()
    for press in (desk.presenter.on_add, desk.presenter.on_remove, desk.presenter.on_finish):
        press()
    desk.presenter.on_way_chosen(FOREIGN)

    assert len(runner.jobs) == 1
    runner.finish_all()
    assert len(desk.till.sales) == 1


def test_an_old_rate_is_named_as_old() -> None:
    desk = TenderDesk()
    desk.till.clock.at += timedelta(days=9)
    session = a_session(desk.till)
    desk.presenter.start(session, desk.till.services().current_cart(session).priced)

    assert desk.view.last.ways[FOREIGN].detail == "Old rate: G$209 of 21 Nov"


def test_f12_before_the_bill_was_read_finishes_when_it_is_there_and_once() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_finish()
    desk.presenter.on_finish()
    assert desk.completed == []

    runner.finish_all()
    assert len(desk.completed) == 1


def test_enter_and_the_last_way_chosen_before_the_bill_was_read_are_not_lost() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    desk.presenter.on_amount_typed("10,000")
    desk.presenter.on_add()
    runner.finish_all()
    assert [row.amount_text for row in desk.view.last.paid] == ["G$10,000"]

    other = TenderDesk(runner=runner)
    other.presenter.on_way_chosen(2)
    other.presenter.on_way_chosen(1)
    runner.finish_all()
    assert other.view.last.amount_caption.endswith("US$")


def test_a_key_pressed_for_the_customer_before_does_nothing_to_the_next() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_finish()
    session = a_session(desk.till)
    desk.presenter.start(session, desk.till.services().current_cart(session).priced)
    runner.finish_all()

    assert desk.completed == []
