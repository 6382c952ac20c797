"""*Returns* for the signed receipt of another till."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.key_map import Dialog
from tests.helpers.counter_desk import WaitingRunner
from tests.helpers.return_desk import CODE, FOREIGN, RECEIPT, Counter, believing


@pytest.fixture
def at() -> Counter:
    return Counter()


def test_a_signed_code_of_another_till_asks_which_goods_come_back() -> None:
    at = believing()
    state = at.view.last

    assert state.heading == "Receipt GY03C-000417 of till GY03"
    assert "up to G$20,000" in state.detail
    assert "provisional" in state.empty_text
    assert (state.is_choosing, state.is_open_ended, state.can_give) == (True, True, False)
    assert "Bank card" not in " ".join(state.kinds)


def test_goods_are_scanned_one_by_one_and_always_signed_for() -> None:
    at = believing()
    for _ in range(2):
        at.returns.on_scan("BOX-M")
    at.returns.on_scan("BRL-55-L")
    at.returns.on_units_stepped(1)
    at.returns.on_units_stepped(-1)
    assert at.tags == ["2 back", "1 back"]
    at.returns.on_row_entered(0)
    at.returns.on_give()
    assert at.over() is Dialog.REFUND_SIGN
    at.supervisor()

    (made,) = at.till.returns.refunds
    assert made.context.provisional
    assert made.of_receipt == "GY03C-000417"
    assert [line.quantity for line in made.returned.lines] == [2, 1]


def test_goods_are_typed_as_well_and_unknown_ones_are_said() -> None:
    at = believing()
    at.returns.on_text_changed("BOX-M")
    at.returns.on_entered()
    assert at.tags == ["1 back"]
    at.returns.on_entered()
    at.returns.on_text_changed("nothing like it")
    at.returns.on_entered()

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "No product has this code or name"
    assert at.tags == ["1 back"]


def test_a_code_that_is_not_genuine_is_said_and_changes_nothing(at: Counter) -> None:
    at.returns.on_text_changed(CODE)
    at.returns.on_entered()

    assert at.floor.notices[-1] is not None
    assert at.floor.notices[-1].title == "This code is not genuine"
    assert not at.shown().is_choosing


def test_the_code_of_this_tills_own_receipt_opens_its_lines() -> None:
    at = believing(replace(FOREIGN, receipt_number=RECEIPT, is_own=True))

    assert at.view.last.is_choosing
    assert not at.view.last.is_open_ended
    assert len(at.view.last.rows) == 3


def test_what_comes_too_late_for_what_was_left_is_dropped() -> None:
    runner = WaitingRunner()
    till = sample_till()
    till.returns.foreign = FOREIGN
    at = Counter(runner=runner, till=till)
    runner.finish_all()
    at.returns.on_scan(CODE)
    runner.finish_all()
    at.returns.on_scan("BOX-M")
    at.returns.on_back()
    runner.finish_all()

    assert not at.shown().is_choosing
    at.returns.on_next_reason()
    at.returns.on_code_typed("A1")
    at.returns.on_scan(" ")
    assert not at.shown().can_give
