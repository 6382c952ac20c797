"""*Returns*: sign, give back, print, and go on with new goods."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.counter.gallery_till import sample_till
from app.presenters import return_words
from app.presenters.key_map import Dialog, Place
from app.use_cases.ports import PrinterFailure
from domain.errors import NotAllowed, WorldFailure
from domain.money import Money
from domain.payment import STATES, PaymentState
from domain.refund_payment import PaidBy
from domain.staff import Role
from tests.helpers.counter_desk import WaitingRunner
from tests.helpers.return_desk import RECEIPT, Counter

CLAIMED = PaidBy(payment_id="pay-1", kind="mmg", state="claimed", amount=Money(5_000_000, "GYD"))


@pytest.fixture
def at() -> Counter:
    return Counter()


def test_below_the_amount_the_cashier_gives_back_alone(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_next_reason()
    at.returns.on_give()

    (made,) = at.till.returns.refunds
    assert (made.context.reason, made.context.approved_by) == ("damaged", None)
    assert at.over() is Dialog.REFUND_DONE
    assert at.papers.last.title == "Give back G$2,880 in cash"
    assert "GY02A-004189" in at.papers.last.detail
    assert at.till.returns.printed == [("GY02A-004189", False)]
    at.returns.paper.on_done()
    assert at.over() is None
    assert not at.shown().is_choosing


def test_above_it_a_supervisor_signs_with_a_pin(at: Counter) -> None:
    at.choose_barrel()
    assert at.view.last.sums.sign_text
    at.returns.on_give()
    assert at.over() is Dialog.REFUND_SIGN
    assert at.signing.last.title == "Sign for G$9,500"
    at.returns.sign.on_pin_entered("0000")
    assert "not right" in at.signing.last.message
    assert at.till.returns.refunds == []
    at.supervisor()

    (made,) = at.till.returns.refunds
    assert made.context.approved_by == "staff-ra"
    assert at.over() is Dialog.REFUND_DONE


def test_a_wait_after_wrong_pins_counts_down_and_takes_no_pin(at: Counter) -> None:
    at.choose_barrel()
    at.returns.on_give()
    for _ in range(4):
        at.returns.sign.on_pin_entered("0000")
    assert at.signing.last.wait_s > 0
    at.supervisor()
    assert at.till.returns.refunds == []
    shown = len(at.signing.states)
    at.returns.on_second(Dialog.REFUND_SIGN)
    at.returns.on_second(Dialog.REFUND_DONE)
    at.returns.sign.on_approver_chosen(0)

    assert len(at.signing.states) == shown + 1


def test_where_nobody_may_sign_the_dialog_says_so() -> None:
    till = sample_till()
    at = Counter(till=till)
    at.choose_barrel()
    till.staff = tuple(each for each in till.staff if each[0].role is Role.CASHIER)
    at.returns.on_give()
    at.supervisor()

    assert "none is known" in at.signing.last.empty_text
    assert till.returns.refunds == []


def test_another_supervisor_can_be_chosen(at: Counter) -> None:
    more = at.till.staff[-1][0]
    at.till.staff = (
        *at.till.staff,
        (
            more.__class__(staff_id="staff-2", name="Second Supervisor", role=Role.SUPERVISOR),
            "1111",
        ),
    )
    at.choose_barrel()
    at.returns.on_give()
    at.returns.sign.on_approver_chosen(1)
    at.returns.sign.on_approver_chosen(7)
    at.returns.sign.on_pin_entered("1111")

    assert at.till.returns.refunds[0].context.approved_by == "staff-2"


def test_what_is_refused_after_the_pin_is_said_in_the_dialog(at: Counter) -> None:
    at.choose_barrel()
    at.returns.on_give()
    at.till.returns.fail_with["refund"] = NotAllowed("Not now", "Somebody else gave it back.")
    at.supervisor()

    assert at.signing.last.notice is not None
    assert at.signing.last.notice.title == "Not now"
    assert not at.returns.is_busy


def test_a_card_is_given_back_with_the_code_of_its_terminal() -> None:
    till = sample_till()
    till.returns.kinds = ("cash", "bank_card")
    at = Counter(till=till)
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_next_kind()
    assert at.view.last.needs_code
    assert not at.view.last.can_give
    at.returns.on_give()
    assert till.returns.refunds == []
    at.returns.on_code_typed("A1B2")
    at.returns.on_give()

    assert till.returns.refunds[0].tenders[0].approval_code == "A1B2"
    assert at.papers.last.title == "G$2,880 refunded to the card"
    at.returns.on_next_kind()


def test_a_failure_of_the_disk_leaves_what_was_chosen(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.till.returns.fail_with["refund"] = WorldFailure("The disk is full", "Nothing was given.")
    at.returns.on_give()

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "The disk is full"
    assert at.tags == ["stays", "6 back", "stays"]
    assert not at.view.last.is_busy


def test_what_cannot_be_reckoned_is_said_and_not_given(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.till.returns.fail_with["plan"] = WorldFailure("No rule", "Ask the office.")
    at.returns.on_row_entered(1)

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "No rule"
    assert not at.view.last.can_give


def test_a_list_that_cannot_be_read_is_said() -> None:
    till = sample_till()
    till.returns.fail_with["list"] = WorldFailure("The disk", "Nothing is lost.")
    at = Counter(till=till)

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "The disk"


def test_a_printer_that_fails_undoes_nothing_and_can_be_tried_again(at: Counter) -> None:
    at.till.returns.fail_with["print"] = PrinterFailure("No paper", "Load paper.")
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_give()
    assert at.notice() is not None
    assert at.returns.on_print(Dialog.REFUND_DONE)
    assert at.notice() is None
    assert not at.returns.on_print(Dialog.REFUND_SIGN)
    at.returns.paper.on_print()

    assert at.till.returns.printed == [("GY02A-004189", False), ("GY02A-004189", True)]
    assert len(at.till.returns.refunds) == 1


def test_what_was_given_back_before_is_said_when_the_receipt_is_opened_again(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_give()
    at.returns.on_dismissed(Dialog.REFUND_DONE)
    at.returns.open_receipt(RECEIPT)
    assert "1 refund before" in at.view.last.note
    assert at.view.last.rows[1].tag == ""
    assert "0 left" in at.view.last.rows[1].detail
    for row in (0, 2):
        at.returns.on_row_pressed(row)
        at.returns.on_row_entered(row)
    at.returns.on_give()
    at.supervisor()
    at.returns.paper.on_done()
    at.returns.open_receipt(RECEIPT)

    assert "All of it" in at.view.last.note


def test_esc_goes_back_to_the_receipts_and_at_the_pin_to_what_was_chosen(at: Counter) -> None:
    at.choose_barrel()
    at.returns.on_give()
    assert not at.returns.on_dismissed(Dialog.REFUND_SIGN)
    assert at.shown().is_choosing
    at.returns.on_back()

    assert not at.shown().is_choosing
    assert at.view.last.selected == 0
    at.returns.on_units_stepped(1)
    at.returns.on_next_kind()
    at.returns.on_reason_chosen(9)
    assert not at.view.last.can_give


def test_a_locked_till_forgets_who_was_here(at: Counter) -> None:
    at.choose_barrel()
    at.returns.on_locked()
    at.returns.open_receipt(RECEIPT)
    at.returns.on_give()

    assert at.till.returns.refunds == []


def test_a_second_press_while_it_is_being_saved_does_nothing() -> None:
    runner = WaitingRunner()
    at = Counter(runner=runner)
    runner.finish_all()
    at.returns.open_receipt(RECEIPT)
    runner.finish_all()
    at.returns.on_row_entered(1)
    runner.finish_all()
    at.returns.on_give()
    at.returns.on_give()
    assert at.returns.is_busy
    at.returns.on_back()
    at.returns.on_units_stepped(-1)
    at.returns.open_receipt("GY02A-004187")
    runner.finish_all()

    assert len(at.till.returns.refunds) == 1


def test_a_second_pin_while_it_is_being_signed_does_nothing() -> None:
    runner = WaitingRunner()
    at = Counter(runner=runner)
    runner.finish_all()
    at.returns.open_receipt(RECEIPT)
    runner.finish_all()
    at.returns.on_units_stepped(1)
    runner.finish_all()
    at.returns.on_give()
    runner.finish_all()
    at.supervisor()
    at.supervisor()
    at.returns.paper.on_print()
    runner.finish_all()
    at.returns.paper.on_print()
    at.returns.paper.on_print()
    runner.finish_all()

    assert len(at.till.returns.refunds) == 1
    assert len(at.till.returns.printed) == 2


def test_rows_that_are_not_there_are_not_chosen(at: Counter) -> None:
    before: Any = at.view.last
    at.returns.on_row_pressed(99)

    assert at.view.last == before


def test_a_store_credit_says_its_code(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_next_kind()
    at.returns.on_give()

    assert at.papers.last.title == "G$2,880 as store credit"
    assert "CR-7K2MPQ49XA" in at.papers.last.detail


def test_an_exchange_goes_on_with_new_goods_for_the_credit(at: Counter) -> None:
    at.returns.paper.on_exchange()
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_next_kind()
    at.returns.on_give()
    assert at.papers.last.can_exchange
    at.returns.paper.on_exchange()

    assert at.floor.place is Place.SALE
    assert at.over() is None
    told = at.floor.notices[-1]
    assert told is not None
    assert told.title == "G$2,880 for new goods"
    assert "CR-7K2MPQ49XA" in told.text


def test_cash_that_was_given_back_is_not_exchanged(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_give()
    at.returns.paper.on_exchange()

    assert not at.papers.last.can_exchange
    assert at.over() is Dialog.REFUND_DONE


def test_who_signs_is_shown_that_nobody_has_seen_the_money(at: Counter) -> None:
    at.till.returns.paid_by = (CLAIMED,)
    at.returns.open_receipt(RECEIPT)
    assert at.shown().note.startswith("MMG G$50,000: only claimed, nobody has seen the money.")
    at.returns.on_row_entered(1)
    assert "Nobody has seen all of its money" in at.shown().sums.sign_text
    at.returns.on_give()

    assert at.over() is Dialog.REFUND_SIGN
    assert "only claimed, nobody has seen the money" in at.signing.last.detail
    at.supervisor()
    assert len(at.till.returns.refunds) == 1


def test_an_exchange_for_a_disputed_receipt_says_so_to_who_signs(at: Counter) -> None:
    at.till.returns.paid_by = (replace(CLAIMED, state="disputed"),)
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_exchange()

    assert "disputed, the money was not found" in at.signing.last.detail


def test_what_its_provider_gave_back_is_not_offered_again(at: Counter) -> None:
    at.till.returns.paid_by = (replace(CLAIMED, state="refunded"),)
    at.returns.open_receipt(RECEIPT)
    assert "G$0 can still be given back" in at.shown().detail
    at.returns.on_row_entered(1)

    notice = at.floor.notices[-1]
    assert notice is not None
    assert notice.title == "It was given back already"
    assert not at.shown().can_give


@pytest.mark.parametrize("state", sorted(STATES))
def test_each_state_of_a_payment_is_a_sentence(state: PaymentState) -> None:
    assert return_words.paid_by(replace(CLAIMED, state=state)).startswith("MMG G$50,000: ")


def test_what_goes_back_the_way_it_was_paid_is_asked_for_and_nothing_more_is_said(
    at: Counter,
) -> None:
    at.till.returns.kinds = ("cash", "store_credit", "payment")
    at.till.returns.paid_by = (replace(CLAIMED, state="verified", amount=Money(200_000, "GYD")),)
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_kind_chosen(2)
    at.returns.on_give()

    (made,) = at.till.returns.refunds
    assert [tender.kind for tender in made.tenders] == ["payment", "store_credit"]
    assert at.papers.last.title == "G$2,880, no cash"
    assert "It is not there yet: it waits for the line" in at.papers.last.advice
    assert "The rest is a store credit: CR-7K2MPQ49XA" in at.papers.last.advice


def test_an_exchange_gives_nothing_back_the_way_it_was_paid(at: Counter) -> None:
    at.till.returns.kinds = ("cash", "payment")
    at.till.returns.paid_by = (replace(CLAIMED, state="verified", amount=Money(200_000, "GYD")),)
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_kind_chosen(1)
    at.returns.on_exchange()

    notice = at.floor.notices[-1]
    assert notice is not None
    assert notice.title == "An exchange goes back as cash or credit"
