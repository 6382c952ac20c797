"""Training is opened from the till, which locks itself meanwhile and hears how it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.presenters.notices import Tone
from app.presenters.practice import (
    NoPracticeRoom,
    PracticePresenter,
    PracticeRoom,
    PracticeState,
    RoomState,
)
from domain.errors import WorldFailure
from tests.helpers.counter_desk import OpenFloor


@dataclass
class Room:
    """A room that opens at once, unless it is told to fail."""

    state: RoomState = RoomState.CLOSED
    failure: WorldFailure | None = None
    opened: int = 0

    def open(self) -> None:
        if self.failure is not None:
            raise self.failure
        self.opened += 1
        self.state = RoomState.OPEN


@dataclass
class View:
    states: list[PracticeState] = field(default_factory=list)

    def show_practice(self, state: PracticeState) -> None:
        self.states.append(state)


def a_page(room: PracticeRoom) -> tuple[PracticePresenter, View, OpenFloor]:
    view, floor = View(), OpenFloor()
    page = PracticePresenter(room, (view,), floor)
    page.begin()
    return page, view, floor


def test_opening_training_locks_the_till_and_says_that_it_is_open() -> None:
    room = Room()
    page, view, floor = a_page(room)
    page.on_open()

    assert room.opened == 1
    assert floor.asked == [("on_lock", None)]
    assert view.states[-1].is_open
    assert "own window" in view.states[-1].news


def test_a_second_press_opens_no_second_one() -> None:
    room = Room()
    page, _, floor = a_page(room)
    page.on_open()
    page.on_open()

    assert room.opened == 1
    assert len(floor.asked) == 1


def test_when_its_window_is_closed_it_can_be_opened_again() -> None:
    room = Room()
    page, view, floor = a_page(room)
    page.on_open()
    room.state = RoomState.CLOSED
    page.on_second()
    page.on_second()

    assert view.states[-1] == PracticeState(is_offered=True)
    assert len(view.states) == 3
    assert floor.notices == []


def test_training_that_stopped_by_a_fault_is_told_once_and_can_be_opened_again() -> None:
    room = Room()
    page, view, floor = a_page(room)
    page.on_open()
    room.state = RoomState.FAILED
    page.on_second()
    page.on_second()

    assert [notice.tone for notice in floor.notices if notice] == [Tone.NEEDS_YOU]
    assert "nothing is lost" in view.states[-1].news
    page.on_open()
    assert room.opened == 2


def test_where_it_does_not_open_the_till_stays_as_it_is_and_says_why() -> None:
    page, view, floor = a_page(Room(failure=WorldFailure("Training did not open", "No memory.")))
    page.on_open()

    assert floor.asked == []
    assert floor.notices[-1] is not None
    assert floor.notices[-1].text == "No memory."
    assert not view.states[-1].is_open


def test_where_it_is_not_to_be_had_nothing_is_offered_and_nothing_opens() -> None:
    page, view, floor = a_page(NoPracticeRoom())
    page.on_open()

    assert view.states[-1].is_offered is False
    assert floor.asked == []
