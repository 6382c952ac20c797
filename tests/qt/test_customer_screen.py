"""The second screen: it draws every face, takes no keys, and stays away without a screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.customer_screen import CustomerScreen
from app.presenters.customer_display import DisplayLine, DisplayState
from app.presenters.key_map import Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.qt.test_counter_by_keyboard import Counter
from tests.qt.test_scanner_at_window import counter

__all__ = ["counter"]

LINE = DisplayLine(quantity_text="12", name="Barrel " * 40, amount_text="G$1,234,567.00")
FACES = (
    DisplayState(store="Stabroek", note="Welcome"),
    DisplayState(mode="sale", lines=(LINE,) * 30, label="Total", amount_text="G$" + "9," * 40),
    DisplayState(mode="paid", label="Your change", amount_text="G$2,160", note="Thank you"),
    DisplayState(mode="paid", label="Thank you", note="Paid"),
)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[CustomerScreen]:
    apply_theme(qapp, Theme())
    made = CustomerScreen()
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.mark.parametrize("state", FACES, ids=["idle", "sale", "change", "thanks"])
@pytest.mark.parametrize("size", [(800, 480), (1920, 1080), (1080, 1920)])
def test_every_face_is_drawn_at_every_size(
    screen: CustomerScreen, state: DisplayState, size: tuple[int, int]
) -> None:
    screen.resize(*size)
    screen.show_state(state)
    picture = screen.grab().toImage()

    middle = picture.width() // 2
    colors = {QColor(picture.pixel(middle, y)).name() for y in range(size[1])}
    assert len(colors) > 2
    assert screen.accessibleName() == state.spoken


def test_on_an_upright_screen_measures_follow_its_width(screen: CustomerScreen) -> None:
    """By its height, letters were so large that of a name one was left."""
    screen.resize(1080, 1920)
    screen.show_state(DisplayState(store="Stabroek"))
    picture = screen.grab().toImage()
    head, ground = QColor(picture.pixel(1079, 1)).name(), QColor(picture.pixel(1079, 1919)).name()

    high = sum(QColor(picture.pixel(1079, y)).name() == head for y in range(1920))
    assert head != ground
    assert high < 1080 / 8


def test_it_never_takes_the_keys_and_stays_away_without_a_second_screen(
    screen: CustomerScreen,
) -> None:
    assert screen.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert not screen.show_on_second(screen)
    assert not screen.isVisible()


def test_switching_it_on_with_one_screen_says_so_and_selling_goes_on(counter: Counter) -> None:
    counter.begin()
    counter.window.counter.on_place_requested(Place.MORE)
    counter.window.counter.flows.devices.on_field_changed("display.is_on", "yes")

    assert "no second screen" in counter.window._notice.accessibleName()
    counter.window.counter.flows.devices.on_field_changed("display.is_on", "no")
    assert not counter.window.display.isVisible()
