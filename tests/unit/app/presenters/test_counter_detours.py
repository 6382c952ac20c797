"""What leads back to the sale, and what is kept from opening over another place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.presenters.idle_lock import IdleLock
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import notice_of
from app.presenters.tender_state import TenderState
from app.use_cases.ports import PrinterFailure
from domain.cart import add_item
from domain.errors import Conflict
from tests.helpers.counter_desk import WaitingRunner, a_desk
from tests.unit.app.presenters.test_counter import BARREL, Day


def test_when_the_cart_moved_on_during_payment_the_new_one_can_be_paid() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    day.till.cart = add_item(day.till.cart, day.till.items[1])
    day.till.fail_with["take_payment"] = ended = Conflict("A quote has ended", "Nothing is lost.")
    day.counter.tender.on_amount_typed("100,000")
    day.counter.tender.on_finish()

    assert day.dialog() is None
    assert day.place() is Place.SALE
    assert day.shell.notices[-1] == notice_of(ended)

    day.counter.sale.on_pay()
    day.counter.tender.on_amount_typed("100,000")
    day.counter.tender.on_finish()
    assert day.dialog() is Dialog.RECEIPT


def test_a_z_that_did_not_print_is_printed_at_the_start_of_the_next_shift() -> None:
    day = Day()
    day.begin()
    day.counter.on_place_requested(Place.SHIFT)
    day.counter.close_shift.on_count_typed(500_000, 8)
    day.counter.close_shift.on_primary()
    day.till.fail_with["print"] = PrinterFailure("No paper", "The printer has no paper.")
    day.counter.close_shift.on_close()
    day.counter.on_dismissed()
    day.till.fail_with["print"] = PrinterFailure("No paper", "The printer has no paper.")
    day.counter.on_print_again()
    assert day.shell.notices[-1] is not None
    assert day.shell.notices[-1].key == "Ctrl+P"

    day.counter.on_print_again()

    assert day.place() is Place.OPEN_SHIFT
    assert day.till.printed == [("Z214", True)]
    assert day.shell.notices[-1] is not None
    assert day.shell.notices[-1].title == "The Z report is printed."


def test_a_second_press_while_the_z_prints_prints_no_second_one() -> None:
    runner = WaitingRunner()
    day = Day(runner=runner)
    runner.finish_all()
    day.sign_in()
    runner.finish_all()
    day.counter.on_print_again()
    day.counter.on_print_again()
    runner.finish_all()

    assert len(day.till.printed) == 1


SHARED = "2182026000016"


def a_day_of_waiting(*, without_price: bool) -> tuple[Day, WaitingRunner, str]:
    """A day in which answers come late, with something in the cart, and a code that asks back."""
    runner = WaitingRunner()
    day = Day(runner=runner)
    runner.finish_all()
    day.begin()
    runner.finish_all()
    day.counter.open_shift.on_amount_typed("1")
    day.counter.open_shift.on_open()
    runner.finish_all()
    day.counter.sale.on_enter(BARREL)
    runner.finish_all()
    if not without_price:
        return day, runner, SHARED
    bread = replace(day.till.items[1], price=None, barcodes=("BREAD",))
    day.till.items = (bread,)
    return day, runner, "BREAD"


@pytest.mark.parametrize("without_price", [False, True])
def test_a_late_answer_to_a_scan_opens_nothing_over_the_sign_in(without_price: bool) -> None:
    day, runner, code = a_day_of_waiting(without_price=without_price)
    day.counter.sale.on_enter(code)
    day.counter.on_lock()
    runner.finish_all()

    assert day.place() is Place.SIGN_IN
    assert day.dialog() is None
    assert len(day.till.cart.lines) == 1


@pytest.mark.parametrize("without_price", [False, True])
def test_a_late_answer_to_a_scan_does_not_replace_the_payment(without_price: bool) -> None:
    day, runner, code = a_day_of_waiting(without_price=without_price)
    day.counter.sale.on_enter(code)
    day.counter.sale.on_pay()
    runner.finish_all()

    assert day.dialog() is Dialog.TENDER
    assert day.shell.notices[-1] is not None
    assert day.shell.notices[-1].title.endswith("was not added to the sale.")


def test_a_late_answer_to_a_scan_opens_nothing_over_the_shipment() -> None:
    day, runner, code = a_day_of_waiting(without_price=False)
    day.counter.sale.on_enter(code)
    day.counter.on_place_requested(Place.SHIP)
    runner.finish_all()

    assert day.dialog() is None
    assert day.place() is Place.SHIP


def test_most_places_are_reached_only_with_a_shift_and_none_with_a_dialog() -> None:
    day = Day()
    day.counter.on_place_requested(Place.SHIP)
    day.sign_in()
    day.counter.on_place_requested(Place.SHIP)
    assert day.place() is Place.OPEN_SHIFT
    assert day.shell.frames[-1].places == (Place.SHIFT, Place.MORE)
    assert day.shell.notices[-1] is not None
    assert day.shell.notices[-1].title == "Open the shift first"

    day.counter.on_place_requested(Place.MORE)
    assert day.place() is Place.MORE
    day.counter.on_place_requested(Place.SHIFT)
    day.counter.on_place_requested(Place.SHIFT)
    assert day.place() is Place.OPEN_SHIFT

    day.counter.open_shift.on_amount_typed("20,000")
    day.counter.open_shift.on_open()
    assert day.shell.notices[-1] is not None
    assert day.shell.notices[-1].title == "Shift 214 open, float G$20,000"

    day.counter.on_place_requested(Place.SIGN_IN)
    day.counter.on_keys()
    day.counter.on_place_requested(Place.SHIP)
    assert day.place() is Place.SALE

    day.counter.on_keys()
    day.counter.on_place_requested(Place.SHIP)
    assert day.place() is Place.SHIP


def test_a_till_left_alone_at_the_receipt_locks_and_goes_on_with_the_next_sale() -> None:
    day = Day()
    day.begin()
    day.sell()
    lock = IdleLock(a_desk(day.till), day.counter)
    day.till.clock.at += timedelta(minutes=10)
    lock.on_second()
    assert day.place() is Place.SIGN_IN
    day.sign_in()

    assert day.place() is Place.SALE
    assert day.counter.dialog is None
    assert day.cart_rows() == ()


def test_a_lock_in_the_middle_of_a_payment_loses_nothing_that_was_given() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    day.counter.tender.on_amount_typed("5,000")
    day.counter.tender.on_add()
    day.counter.on_lock()
    day.sign_in()
    day.counter.sale.on_pay()
    state = day.tender_view.last

    assert isinstance(state, TenderState)
    assert [(row.title, row.amount_text) for row in state.paid] == [("Cash, G$", "G$5,000")]


def test_before_anybody_signed_in_nothing_is_scanned() -> None:
    day = Day()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_quantity_entered(1, 2)
    day.counter.sale.reload()

    assert day.till.cart.lines == ()
