"""The sale: searching, scanning, the cart and its quantities."""

from dataclasses import replace
from unittest.mock import ANY

import pytest

from app.presenters.notices import Notice
from app.use_cases.ring_up import RingUp
from domain.errors import WorldFailure
from domain.rules import RuleBook
from tests.helpers.counter_desk import WaitingRunner, a_session
from tests.unit.app.presenters.sale_desk import BARREL, LID, NO_PRICE, SHARED, SaleDesk


def test_a_scanned_code_goes_into_the_cart_and_leaves_the_search_empty() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed(BARREL)
    desk.view.asked.clear()
    desk.presenter.on_enter(BARREL)

    assert desk.quantities == [1]
    assert ("clear_search", None) in desk.view.asked
    assert desk.view.asked[-1] == ("focus_search", None)
    assert desk.view.last.finder.rows == ()


def test_the_search_is_cleared_before_the_scan_is_answered_so_that_the_next_may_begin() -> None:
    runner = WaitingRunner()
    desk = SaleDesk(runner=runner)
    runner.finish_all()
    desk.view.asked.clear()
    desk.presenter.on_enter(BARREL)

    assert desk.view.asked == [("clear_search", None)]

    desk.presenter.on_enter(LID)
    runner.finish_all()

    assert desk.quantities == [1, 1]


def test_a_late_answer_to_a_scan_does_not_clear_what_is_typed_since() -> None:
    runner = WaitingRunner()
    desk = SaleDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_enter(BARREL)
    desk.view.asked.clear()
    runner.finish_all()

    assert ("clear_search", None) not in desk.view.asked


def test_an_unknown_code_says_so_and_adds_nothing() -> None:
    desk = SaleDesk()
    desk.presenter.on_enter("4006381333931")

    last = desk.exits.notices[-1]
    assert last is not None
    assert last.title == "No product has the code 4006381333931."
    assert desk.quantities == []


def test_a_cart_that_cannot_be_priced_is_shown_and_not_paid_until_its_line_is_out() -> None:
    desk = SaleDesk()
    desk.items()
    full = desk.till.rules
    desk.till.rules = RuleBook.from_rows(())
    desk.presenter.reload()
    desk.presenter.on_pay()

    assert desk.quantities == [1]
    assert not desk.view.last.cart.can_pay
    assert desk.view.last.cart.vat_text == ""
    assert desk.exits.paid == []
    assert desk.exits.notices[-1] == Notice(title="A rule is missing", text=ANY)

    desk.presenter.on_remove()
    assert desk.quantities == []
    assert desk.exits.notices[-1:] == [None]

    desk.till.rules = full
    desk.items()
    desk.presenter.on_pay()
    assert len(desk.exits.paid) == 1


def test_a_barcode_that_was_cut_short_sells_no_product_that_begins_like_it() -> None:
    desk = SaleDesk()
    cut_short = BARREL[:-1]
    desk.presenter.on_text_changed(cut_short)
    assert desk.view.last.finder.rows != ()

    desk.presenter.on_enter(cut_short)

    last = desk.exits.notices[-1]
    assert last is not None
    assert last.title == f"No product has the code {cut_short}."
    assert desk.quantities == []


def test_digits_that_are_a_products_own_number_ring_it_up() -> None:
    desk = SaleDesk()
    desk.till.items = (replace(desk.till.items[0], sku="700812"),)
    desk.presenter.on_text_changed("700812")
    desk.presenter.on_enter("700812")

    assert desk.quantities == [1]


def test_a_code_of_several_products_asks_which() -> None:
    desk = SaleDesk()
    desk.presenter.on_enter(SHARED)

    code, items = desk.exits.choices[0]
    assert code == SHARED
    assert [item.sku for item in items] == ["EXB-80-R", "EXB-80-B"]


def test_an_item_without_a_price_asks_for_one_however_it_is_rung_up() -> None:
    desk = SaleDesk()
    bread = replace(desk.item(NO_PRICE), barcodes=("BREAD-OF-TODAY",))
    desk.till.items = (bread,)
    desk.presenter.on_enter("bread-of-today")
    desk.presenter.on_item_chosen(bread)

    assert [item.sku for item in desk.exits.prices] == [NO_PRICE, NO_PRICE]
    assert desk.quantities == []


def test_enter_after_typing_a_name_rings_up_the_row_that_is_selected() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("shipping barrel")
    desk.presenter.on_enter("shipping barrel")

    assert [row.name for row in desk.view.last.cart.rows] == [desk.item("BRL-55-L").name]


def test_enter_before_the_results_are_there_rings_up_nothing_unseen() -> None:
    runner = WaitingRunner()
    desk = SaleDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_text_changed("barrel")
    desk.presenter.on_enter("barrel")
    runner.finish_all()

    assert desk.quantities == []
    assert desk.view.last.finder.rows != ()


def test_a_row_chosen_with_the_arrows_is_rung_up_without_asking_for_a_code() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("shipping barrel")
    desk.presenter.on_moved(1)
    desk.till.fail_with["scan"] = WorldFailure("never", "asked")
    desk.presenter.on_enter("shipping barrel")

    assert [row.name for row in desk.view.last.cart.rows] == [desk.item("BRL-44-M").name]


def test_digits_that_found_a_row_ring_it_up_once_somebody_moved_to_it() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("2102026")
    desk.presenter.on_moved(0)
    desk.presenter.on_enter("2102026")

    assert len(desk.quantities) == 1


def test_arrows_stop_at_both_ends() -> None:
    desk = SaleDesk()
    desk.presenter.on_moved(1)
    desk.presenter.on_text_changed("shipping barrel")
    desk.presenter.on_moved(-5)
    assert desk.view.last.finder.selected == 0

    desk.presenter.on_moved(500)
    assert desk.view.last.finder.selected == len(desk.view.last.finder.rows) - 1


def test_a_row_that_is_double_clicked_is_rung_up() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("shipping barrel")
    desk.presenter.on_row_selected(1)
    assert desk.view.last.finder.selected == 1

    desk.presenter.on_row_chosen(2)
    assert [row.name for row in desk.view.last.cart.rows] == [desk.item("BRL-30-S").name]


def test_the_same_item_again_raises_its_quantity_and_selects_its_line() -> None:
    desk = SaleDesk()
    desk.items(3)
    desk.items(1)

    assert desk.quantities == [2, 1, 1]
    assert desk.view.last.cart.selected == 0


def test_plus_pressed_faster_than_the_disk_counts_every_press() -> None:
    runner = WaitingRunner()
    desk = SaleDesk(runner=runner)
    desk.items()
    runner.finish_all()
    for _ in range(3):
        desk.presenter.on_quantity_stepped(1)
    runner.finish_all()

    assert desk.quantities == [4]
    assert all(notice is None for notice in desk.exits.notices)


def test_minus_on_one_takes_the_line_out() -> None:
    desk = SaleDesk()
    desk.items()
    desk.presenter.on_quantity_stepped(-1)

    assert desk.quantities == []
    assert desk.view.last.cart.selected == -1


def test_a_quantity_typed_for_a_cart_that_changed_since_is_refused_and_the_cart_shown_again() -> (
    None
):
    desk = SaleDesk()
    desk.items(2)
    desk.till.services().ring_up(a_session(desk.till), RingUp(item_id=desk.till.items[2].item_id))
    desk.presenter.on_quantity_entered(1, 7)

    last = desk.exits.notices[-1]
    assert last is not None
    assert last.title == "The sale has changed"
    assert desk.quantities == [1, 1, 1]


def test_removing_selects_what_is_left() -> None:
    desk = SaleDesk()
    desk.items(2)
    desk.presenter.on_line_selected(1)
    desk.presenter.on_remove()

    assert [row.line_no for row in desk.view.last.cart.rows] == [2]
    assert desk.view.last.cart.selected == 0


def test_an_empty_sale_can_not_be_paid_and_says_so() -> None:
    desk = SaleDesk()
    desk.presenter.on_pay()
    desk.presenter.on_remove()
    desk.presenter.on_quantity_stepped(1)

    assert desk.exits.paid == []
    last = desk.exits.notices[-1]
    assert last is not None
    assert last.title == "Nothing to pay for yet."


def test_what_was_said_of_an_empty_sale_goes_with_the_next_letter_and_nothing_else_does() -> None:
    desk = SaleDesk()
    desk.presenter.on_pay()
    desk.presenter.on_text_changed("")
    before = len(desk.exits.notices)
    for text in ("r", "ri", "rice"):
        desk.presenter.on_text_changed(text)

    assert desk.exits.notices[before:] == [None]


def test_payment_gets_the_cart_that_is_on_screen() -> None:
    desk = SaleDesk()
    desk.items(2)
    desk.presenter.on_pay()

    assert desk.exits.paid[0].total.amount_minor == 950_000 + 820_000
    assert desk.view.last.cart.total_text == "G$17,700"


def test_a_failing_disk_is_said_and_selling_goes_on() -> None:
    desk = SaleDesk()
    desk.till.fail_with["ring_up"] = WorldFailure("Disk", "Nothing is lost.")
    desk.items(2)

    assert [notice.title for notice in desk.exits.notices if notice] == ["Disk"]
    assert desk.quantities == [1]


@pytest.mark.parametrize("text", ["", "   "])
def test_enter_on_nothing_does_nothing(text: str) -> None:
    desk = SaleDesk()
    desk.presenter.on_enter(text)

    assert desk.quantities == []


def test_the_empty_cart_remembers_the_last_sale() -> None:
    desk = SaleDesk()
    desk.presenter.set_last_sale("Last sale GY03B-000101, change G$200")
    desk.presenter.reload()

    assert desk.view.last.cart.empty_text.endswith("Last sale GY03B-000101, change G$200")


def test_esc_clears_the_search_and_what_was_said() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("barrel")
    desk.presenter.on_escape()

    assert desk.view.last.finder.rows == ()
    assert desk.exits.notices[-1] is None
    assert desk.view.asked[-1] == ("focus_search", None)


def test_typing_that_began_elsewhere_goes_on_in_the_search() -> None:
    desk = SaleDesk()
    desk.presenter.on_typed("2")

    assert desk.view.asked[-1] == ("type_text", "2")
