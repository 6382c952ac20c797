"""Goods sold by weight at the counter: what the scale says, what is typed, and what is signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.counter.gallery_devices import READING
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.change_line import LineFlow
from app.presenters.key_map import Dialog
from app.presenters.line_state import LineState
from app.presenters.sign_off import SignState
from app.use_cases.hardware import READING_AGE_MAX, ScaleFailure
from app.use_cases.ring_up import WeightNeeded
from domain.cart import Terms, add_on_terms
from domain.cart_line import CartLine, Weighed
from domain.catalog import CatalogItem
from domain.shipment import Weight
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)

F4, F7 = 2, 4
READ_SCALE = F4


class Scales:
    """A counter where yams are sold by the kilogram."""

    def __init__(self, weight: Weight | None = None, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.yams: CatalogItem = replace(self.till.items[0], item_id="yams", sold_by="kg")
        self.till.items = (*self.till.items, self.yams)
        self.floor = OpenFloor(a_session(self.till))
        self.view: RecordingView[LineState] = RecordingView()
        self.sign: RecordingView[SignState] = RecordingView()
        self.desk = a_desk(self.till) if runner is None else a_desk(self.till, runner)
        self.flow = LineFlow(self.desk, (self.view, self.sign), self.floor)
        self.flow.selected = lambda: 1
        if weight is not None:
            self.put_on(weight)

    def put_on(self, weight: Weight) -> None:
        now = self.desk.clock.now()
        self.till.devices.reading = replace(READING, weight=weight, read_at=now)

    def scan(self) -> None:
        assert self.flow.on_refused(WeightNeeded(self.yams))

    def has_yams(self, grams: int) -> None:
        terms = Terms(weighed=Weighed(weight_grams=grams, source="scale"))
        self.till.cart = add_on_terms(self.till.cart, self.yams, terms)
        self.show_cart()

    def show_cart(self) -> None:
        assert self.floor.session is not None
        self.flow.on_cart(self.desk.services.current_cart(self.floor.session))

    @property
    def state(self) -> LineState:
        return self.view.last

    @property
    def line(self) -> CartLine:
        return self.till.cart.lines[-1]

    @property
    def notice(self) -> str:
        return "" if self.state.notice is None else self.state.notice.title


def test_what_lies_on_the_scale_is_read_at_once_and_marked_as_weighed() -> None:
    counter = Scales(Weight(1_250, "kg"))
    counter.scan()

    assert ("set_number", "1250") in counter.view.asked
    assert counter.state.help_text.startswith("The scale shows 1.25 kg.")
    counter.flow.on_do()
    assert (counter.line.weight_grams, counter.line.weight_source) == (1_250, "scale")


def test_a_weight_in_pounds_becomes_whole_grams() -> None:
    counter = Scales(Weight(2_500, "lb"))
    counter.scan()
    counter.flow.on_do()

    assert (counter.line.weight_grams, counter.line.weight_source) == (1_134, "scale")


def test_a_weight_typed_over_the_scales_is_marked_as_typed() -> None:
    counter = Scales(Weight(1_250, "kg"))
    counter.scan()
    counter.flow.on_number_typed("1300")
    assert "Press F4" in counter.state.help_text
    counter.flow.on_do()

    assert (counter.line.weight_grams, counter.line.weight_source) == (1_300, "manual")


def test_f4_reads_the_scale_again() -> None:
    counter = Scales(Weight(1_250, "kg"))
    counter.scan()
    counter.put_on(Weight(1_500, "kg"))
    counter.flow.on_choice(READ_SCALE)
    counter.flow.on_choice(F7)
    counter.flow.on_do()

    assert (counter.line.weight_grams, counter.line.weight_source) == (1_500, "scale")


def test_without_a_scale_only_who_asks_for_it_is_told_and_a_weight_is_typed() -> None:
    counter = Scales()
    counter.scan()
    assert counter.notice == ""

    counter.flow.on_choice(READ_SCALE)
    assert counter.notice == "This till has no scale"
    counter.flow.on_number_typed("900")
    counter.flow.on_do()
    assert (counter.line.weight_grams, counter.line.weight_source) == (900, "manual")


@pytest.mark.parametrize(
    "title",
    ["The load is still moving", "The scale shows less than zero", "The load is too heavy"],
)
def test_a_scale_that_gives_no_weight_says_why_and_nothing_is_taken(title: str) -> None:
    counter = Scales()
    counter.till.devices.fail_with = ScaleFailure(title, "No weight was taken.")
    counter.scan()
    assert counter.notice == title

    counter.till.devices.fail_with = None
    counter.put_on(Weight(1_250, "kg"))
    counter.flow.on_choice(READ_SCALE)
    assert (counter.notice, counter.state.help_text[:15]) == ("", "The scale shows")


def test_an_empty_scale_gives_no_weight() -> None:
    counter = Scales(Weight(0, "kg"))
    counter.scan()

    assert counter.notice == "Nothing lies on the scale"


def test_an_answer_that_came_late_is_not_used() -> None:
    counter = Scales(Weight(1_250, "kg"))
    reading = counter.till.devices.reading
    assert reading is not None
    late = reading.read_at - READING_AGE_MAX - timedelta(seconds=1)
    counter.till.devices.reading = replace(reading, read_at=late)
    counter.scan()

    assert counter.notice == "That weight is too old to be used"
    assert not [asked for asked in counter.view.asked if asked[0] == "set_number"]


def test_an_answer_after_the_dialog_was_left_belongs_to_nothing() -> None:
    runner = WaitingRunner()
    counter = Scales(Weight(1_250, "kg"), runner)
    counter.scan()
    counter.flow.on_locked()
    runner.finish()

    assert not [asked for asked in counter.view.asked if asked[0] == "set_number"]


def test_a_line_is_weighed_anew() -> None:
    counter = Scales(Weight(1_750, "kg"))
    counter.has_yams(1_250)
    counter.flow.on_weigh_chosen()

    assert counter.floor.dialog is Dialog.LINE
    assert counter.state.primary_text == "Keep the weight"
    counter.flow.on_do()
    assert (counter.line.weight_grams, counter.line.weight_source) == (1_750, "scale")


def test_much_less_than_before_is_signed_for_like_goods_taken_out() -> None:
    counter = Scales()
    counter.has_yams(20_000)
    counter.flow.on_weigh_chosen()
    counter.flow.on_number_typed("10")
    counter.flow.on_do()
    assert counter.floor.dialog is Dialog.LINE_SIGN
    assert counter.line.weight_grams == 20_000

    counter.flow.on_pin_entered(SUPERVISOR_PIN)
    assert (counter.line.weight_grams, counter.line.weight_source) == (10, "manual")


def test_nothing_is_weighed_where_no_line_is_chosen() -> None:
    counter = Scales()
    counter.show_cart()
    counter.flow.on_weigh_chosen()

    assert counter.floor.asked == []
