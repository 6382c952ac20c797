"""A counter makes each screen when it is first asked for, and nobody can tell the difference."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.later import Later, MadeLater
from app.counter.main_window import CounterWindow
from app.counter.screens import Screens
from app.presenters.key_map import Place
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.helpers import screen_audit as audit


class Drawn(QWidget):
    """A screen that keeps what it was told, in that order."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def show_state(self, state: str) -> None:
        self.told.append(f"state {state}")

    def show_words(self, words: str) -> None:
        self.told.append(f"words {words}")

    def focus_first(self) -> str:
        self.told.append("focus")
        return "focused"


class House(MadeLater):
    hall = Later(Drawn)
    attic = Later(Drawn)


@pytest.fixture
def house(qapp: QApplication) -> House:
    del qapp
    return House()


def all_screens() -> list[Later[QWidget]]:
    return [*Screens.PLACES.values(), *Screens.DIALOGS.values()]


def test_a_screen_is_made_once_and_alone(house: House) -> None:
    hall = house.hall

    assert house.hall is hall
    assert house.is_made(House.hall)
    assert not house.is_made(House.attic)


def test_what_a_screen_is_told_before_it_is_made_is_drawn_once_as_it_was_last(house: House) -> None:
    view = house.view(House.hall)
    view.show_state("old")
    view.show_words("beside it")
    view.show_state("new")
    assert not house.is_made(House.hall)

    assert house.hall.told == ["words beside it", "state new"]
    view.show_state("newest")
    assert house.hall.told[-1] == "state newest"


def test_what_asks_for_an_answer_makes_the_screen_and_comes_after_what_was_drawn(
    house: House,
) -> None:
    view = house.view(House.hall)
    view.show_state("drawn")

    assert view.focus_first() == "focused"
    assert house.hall.told == ["state drawn", "focus"]


def test_a_page_of_a_screen_waits_with_it(house: House) -> None:
    page = house.part(House.hall, lambda hall: hall)
    page.show_state("of the page")
    assert not house.is_made(House.hall)

    assert house.hall.told == ["state of the page"]


def test_a_way_to_draw_that_was_kept_from_before_draws_afterwards(house: House) -> None:
    draw = house.view(House.hall).show_state
    assert house.hall.told == []

    draw("late")
    assert house.hall.told == ["state late"]


def test_who_waits_for_a_screen_hears_of_it_before_it_draws_and_at_once_if_it_is_there(
    house: House,
) -> None:
    heard: list[list[str]] = []
    house.view(House.hall).show_state("drawn")
    house.when_made(House.hall, lambda hall: heard.append(list(hall.told)))
    assert heard == []

    house.get(House.hall)
    house.when_made(House.hall, lambda hall: heard.append(list(hall.told)))
    assert heard == [[], ["state drawn"]]
    assert house.view(House.hall).focus_first() == "focused"


# ------------------------------------------------------------------ the counter's own


@pytest.fixture
def window(qapp: QApplication) -> Iterator[CounterWindow]:
    apply_theme(qapp, Theme())
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    made = CounterWindow(desk)
    made.start()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_a_till_starts_with_the_sign_in_alone(window: CounterWindow) -> None:
    made = [which for which in all_screens() if window.screens.is_made(which)]

    assert made == [Screens.PLACES[Place.SIGN_IN]]


def test_while_nobody_works_all_screens_are_made_and_belong_to_the_window(
    window: CounterWindow,
) -> None:
    window.make_ready()
    for _ in all_screens():
        assert window._ready.isActive()
        window._ready.make_one()
    spared = gc.get_freeze_count()
    gc.unfreeze()  # for the other tests of this process

    assert not window._ready.isActive()
    assert spared > 0, "a whole collection would walk all of them in the middle of work"
    for which in all_screens():
        assert window.screens.is_made(which)
        assert window.isAncestorOf(window.screens.get(which))
        assert window.screens.get(which).isVisible() is (which is Screens.sign_in)
    assert audit.unreachable(window) == []


def test_a_touch_puts_off_what_is_made_ahead_and_begins_nothing(window: CounterWindow) -> None:
    window._activity.touched.emit()
    assert not window._ready.isActive()

    window.make_ready()
    window._activity.touched.emit()
    assert window._ready.isActive()


def test_every_screen_is_a_place_or_a_dialog_so_that_it_is_owned_and_connected() -> None:
    named = {which for which in vars(Screens).values() if isinstance(which, Later)}

    assert named == set(all_screens())
