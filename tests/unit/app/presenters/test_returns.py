"""*Returns*: find the receipt, choose what comes back of it."""

from __future__ import annotations

import pytest

from app.counter.gallery_returns import sold
from app.counter.gallery_till import sample_till
from app.presenters.key_map import Command, Dialog, Place
from tests.helpers.return_desk import RECEIPT, Counter


@pytest.fixture
def at() -> Counter:
    return Counter()


def test_f9_goes_to_the_place(at: Counter) -> None:
    at.floor.place = Place.SALE
    at.returns.on_command(Command.RETURN)

    assert at.floor.asked[-1] == ("go", Place.RETURNS)


def test_the_newest_receipts_are_listed_and_the_first_is_chosen(at: Counter) -> None:
    state = at.view.last

    assert state.rows[0].title == RECEIPT
    assert (state.selected, state.is_choosing, state.empty_text) == (0, False, "")
    assert state.rows[0].spoken.startswith(RECEIPT)


def test_what_is_typed_narrows_the_list_and_enter_opens_what_is_chosen(at: Counter) -> None:
    at.returns.on_text_changed("4187")
    assert [row.title for row in at.view.last.rows] == ["GY02A-004187"]
    at.returns.on_entered()

    assert at.shown().is_choosing
    assert "GY02A-004187" in at.view.last.heading


def test_arrows_choose_a_receipt_and_stop_at_the_ends(at: Counter) -> None:
    at.returns.on_moved(5)
    assert at.view.last.selected == 2
    at.returns.on_moved(-9)
    assert at.view.last.selected == 0
    at.returns.on_row_entered(1)

    assert "GY02A-004187" in at.view.last.heading


def test_nothing_found_says_so_and_enter_asks_for_the_very_number(at: Counter) -> None:
    at.returns.on_text_changed("GY09")
    assert "GY09" in at.view.last.empty_text
    at.returns.on_entered()

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "No such receipt"
    assert not at.shown().is_choosing


def test_before_the_first_sale_the_place_says_what_it_is_for() -> None:
    till = sample_till()
    till.returns.receipts = ()
    at = Counter(till=till)

    assert "Nothing was sold" in at.view.last.empty_text
    at.returns.on_entered()
    at.returns.on_moved(1)
    assert at.view.last.selected == -1


def test_a_scan_opens_its_receipt_here_and_only_here(at: Counter) -> None:
    assert at.returns.on_scan(RECEIPT)
    assert at.shown().is_choosing
    at.floor.dialog = Dialog.REFUND_SIGN
    assert not at.returns.on_scan(RECEIPT)
    at.floor.dialog, at.floor.place = None, Place.SALE
    assert not at.returns.on_scan(RECEIPT)


def test_lines_are_chosen_unit_by_unit_and_never_more_than_were_sold(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    assert "Choose what comes back" in at.view.last.note
    for _ in range(5):
        at.returns.on_units_stepped(1)
    assert at.tags == ["2 back", "stays", "stays"]
    at.returns.on_units_stepped(-9)
    assert at.tags == ["stays", "stays", "stays"]
    at.returns.on_moved(1)
    at.returns.on_row_entered(1)
    assert at.tags == ["stays", "6 back", "stays"]
    at.returns.on_row_entered(1)

    assert at.tags == ["stays", "stays", "stays"]
    assert at.view.last.sums.back_text == ""
    assert not at.view.last.can_give


def test_the_sums_follow_what_is_chosen(at: Counter) -> None:
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    sums = at.view.last.sums

    assert (sums.goods_text, sums.back_text) == ("Goods G$2,880", "G$2,880")
    assert (sums.rounding_text, sums.sign_text) == ("", "")
    assert at.view.last.can_give


def test_cash_is_rounded_and_the_rounding_shown() -> None:
    till = sample_till()
    till.returns.receipts = (sold(RECEIPT, ("Pen", 1, 12_700), ("Ink", 1, 12_300)),)
    at = Counter(till=till)
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(0)
    assert at.view.last.sums.rounding_text == "Rounding \u2212G$2"
    at.returns.on_row_entered(0)
    at.returns.on_row_entered(1)

    assert at.view.last.sums.rounding_text == "Rounding +G$2"
