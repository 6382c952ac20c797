"""F5: what is typed, what is done, who signs, and what is said when it cannot be."""

from dataclasses import replace

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.change_line import LineFlow
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.line_entries import read_grams, read_share, read_sum
from app.presenters.line_state import LineState
from app.presenters.sign_off import SignState
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.ring_up import WeightNeeded
from domain.cart import add_item
from domain.errors import BadInput, Conflict, WorldFailure
from domain.money import Money
from domain.staff import Role
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    a_desk,
    a_session,
)

WORTH = Money(4_750_000, "GYD")


class Counter:
    """A counter with two barrels and a box in the cart; the first line is chosen."""

    def __init__(self, till: MemoryTill | None = None, role: Role = Role.CASHIER) -> None:
        self.till = till or sample_till()
        self.floor = OpenFloor(a_session(self.till, role))
        self.view: RecordingView[LineState] = RecordingView()
        self.sign: RecordingView[SignState] = RecordingView()
        desk = a_desk(self.till)
        self.flow = LineFlow(desk, (self.view, self.sign), self.floor)
        for item in (self.till.items[0], self.till.items[0], self.till.items[1]):
            self.till.cart = add_item(self.till.cart, item)
        self.flow.selected = lambda: 1
        assert self.floor.session is not None
        self.flow.on_cart(desk.services.current_cart(self.floor.session))

    def begin(self, choice: int = 0, text: str = "") -> None:
        self.flow.on_command(Command.CHANGE_LINE)
        self.flow.on_choice(choice)
        self.flow.on_number_typed(text)

    @property
    def state(self) -> LineState:
        return self.view.last


def test_f5_needs_a_line_and_says_so() -> None:
    counter = Counter()
    counter.flow.selected = lambda: None
    counter.flow.on_command(Command.CHANGE_LINE)

    [notice] = counter.floor.notices
    assert notice is not None
    assert notice.title == "No line is chosen"
    assert counter.floor.dialog is None


def test_a_discount_within_the_cap_is_given_at_once() -> None:
    counter = Counter()
    counter.begin(text="5")
    assert counter.state.help_text.startswith("Up to 5 %")
    assert counter.state.title.startswith("Change: ")
    counter.flow.on_do()
    [line, _] = counter.till.cart.lines

    assert line.off == line.full.share(500)
    assert counter.floor.asked[-1] == ("back_to_cart", None)


def test_more_than_the_cap_is_signed_for_in_place() -> None:
    counter = Counter()
    counter.begin(text="25")
    counter.flow.on_reason_step(1)
    counter.flow.on_do()
    assert counter.floor.dialog is Dialog.LINE_SIGN
    assert counter.sign.last.title == "Sign for a discount of 25 %"

    counter.flow.on_approver_chosen(0)
    counter.flow.on_pin_entered("0000")
    unsigned = counter.till.cart.lines[0].discount
    counter.flow.on_second(Dialog.LINE_SIGN)
    counter.flow.on_pin_entered(SUPERVISOR_PIN)
    discount = counter.till.cart.lines[0].discount

    assert unsigned is None
    assert discount is not None
    assert (discount.basis_points, discount.reason) == (2_500, "damaged")
    assert discount.approved_by is not None


def test_a_sum_off_the_whole_sale() -> None:
    counter = Counter()
    counter.begin(choice=1, text="500")
    counter.flow.on_scope()
    assert counter.state.title == "Change the whole sale"
    counter.flow.on_do()

    assert counter.till.cart.off == Money(50_000, "GYD")


def test_another_price_is_always_signed_for() -> None:
    counter = Counter()
    counter.begin(choice=2, text="9000")
    counter.flow.on_scope()
    assert counter.state.scope_text == ""
    counter.flow.on_do()
    counter.flow.on_pin_entered(SUPERVISOR_PIN)
    [line, _] = counter.till.cart.lines

    assert (line.unit_price, line.price_reason) == (Money(900_000, "GYD"), "price_match")


def test_a_line_is_given_free_with_a_reason() -> None:
    counter = Counter()
    counter.begin(choice=3)
    counter.flow.on_reason(1)
    counter.flow.on_do()
    counter.flow.on_pin_entered(SUPERVISOR_PIN)

    assert counter.till.cart.lines[0].sample_reason == "tasting"


def test_a_note_is_kept_and_offered_again() -> None:
    counter = Counter()
    counter.begin(choice=4)
    counter.flow.on_note_typed("blue lid")
    counter.flow.on_reason_step(1)
    counter.flow.on_do()

    assert counter.till.cart.lines[0].note == "blue lid"
    assert counter.state.asks_note
    assert counter.state.reasons == ()


def test_a_line_or_everything_is_taken_out() -> None:
    counter = Counter()
    counter.begin(choice=5)
    counter.flow.on_do()
    assert [line.line_no for line in counter.till.cart.lines] == [2]

    other = Counter()
    other.begin(choice=5)
    other.flow.on_scope()
    other.flow.on_do()
    other.flow.on_pin_entered(SUPERVISOR_PIN)
    assert other.till.cart.is_empty


def test_a_large_void_asked_for_by_f5_is_signed_for_too() -> None:
    till = sample_till()
    till.items = (replace(till.items[0], price=Money(9_000_000, "GYD")), *till.items[1:])
    counter = Counter(till)
    counter.begin(choice=5)
    counter.flow.on_scope()
    counter.flow.on_do()
    assert counter.floor.dialog is Dialog.LINE_SIGN
    counter.flow.on_pin_entered(SUPERVISOR_PIN)

    assert counter.till.cart.is_empty


def test_goods_sold_by_weight_are_weighed_and_added() -> None:
    till = sample_till()
    yams = replace(till.items[0], item_id="yams", sold_by="kg")
    till.items = (till.items[0], till.items[1], yams)
    counter = Counter(till)
    assert counter.flow.on_refused(WeightNeeded(yams))
    counter.flow.on_choice(1)
    counter.flow.on_scope()
    counter.flow.on_do()
    assert counter.state.error == "Type whole grams, as in 1500."

    counter.flow.on_number_typed("1,500")
    counter.flow.on_do()
    line = counter.till.cart.lines[-1]
    assert (line.item_id, line.weight_grams, line.weight_source) == ("yams", 1_500, "manual")


def test_what_stands_in_the_way_is_told_elsewhere() -> None:
    counter = Counter()
    counter.floor.is_free = False

    assert not counter.flow.on_refused(VoidNeedsApproval(WORTH), lambda _signer: None)
    assert not counter.flow.on_refused(WeightNeeded(counter.till.items[0]))
    counter.floor.is_free = True
    assert not counter.flow.on_refused(VoidNeedsApproval(WORTH)), "nothing was to be done"
    assert not counter.flow.on_refused(Conflict("x", "y"))


@pytest.mark.parametrize(("choice", "text"), [(0, ""), (0, "x"), (0, "101"), (1, "0"), (2, "")])
def test_what_cannot_be_is_said_below_the_field(choice: int, text: str) -> None:
    counter = Counter()
    counter.begin(choice=choice, text=text)
    counter.flow.on_do()

    assert counter.state.error
    assert counter.till.cart.version == 3


def test_a_disk_that_fails_is_told_in_the_dialog_and_nothing_is_lost() -> None:
    counter = Counter()
    counter.till.fail_with["change_line"] = WorldFailure("The disk is full", "Nothing is lost.")
    counter.begin(text="5")
    counter.flow.on_do()

    assert counter.state.notice is not None
    assert counter.state.notice.title == "The disk is full"
    assert not counter.flow.is_busy


def test_nobody_signed_in_changes_nothing() -> None:
    counter = Counter()
    counter.begin(text="5")
    counter.floor.session = None
    counter.flow.on_do()
    counter.flow.on_refused(VoidNeedsApproval(WORTH), lambda _signer: None)
    counter.flow.on_locked()

    assert counter.till.cart.version == 3
    assert counter.flow.places == {Place.SALE}


@pytest.mark.parametrize(
    ("text", "points"), [("5", 500), ("12.5", 1_250), (" 7 %", 700), ("100", 10_000), ("0.01", 1)]
)
def test_a_percentage_is_read_as_people_type_it(text: str, points: int) -> None:
    assert read_share(text) == points


@pytest.mark.parametrize("text", ["", "0", "-1", "100.01", "0.001", "NaN", "five"])
def test_a_percentage_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_share(text)


def test_sums_and_weights_are_above_zero() -> None:
    assert read_sum("1,500", "GYD") == Money(150_000, "GYD")
    assert read_grams("1500").weight_grams == 1_500
    for wrong in ("", "-5", "0"):
        with pytest.raises(BadInput):
            read_sum(wrong, "GYD")
        with pytest.raises(BadInput):
            read_grams(wrong)
    with pytest.raises(BadInput):
        read_grams("1" * 12)
