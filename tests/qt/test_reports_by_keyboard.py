"""*Reports* at a real window, by keys alone; and the bars themselves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, Scheme
from app.widgets.bar_chart import BarChart, ChartBar
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def open_page(counter: Counter) -> None:
    page = counter.screens.more.reports
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    assert counter.focused() is page.chips["today"]


def test_days_are_chosen_typed_looked_at_again_and_saved(counter: Counter) -> None:
    open_page(counter)
    reports, page = counter.till.reports, counter.screens.more.reports

    counter.press(K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Space)
    assert reports.asked[-1].kind == "month"
    counter.press(K.Key_F12)
    assert reports.saved[-1][0] == "pdf"
    counter.press(K.Key_F6)
    assert reports.saved[-1][0] == "csv"

    counter.press(K.Key_F4)
    assert counter.focused() is page.first.line
    counter.type("20/11/2026")
    counter.press(K.Key_Tab)
    counter.type("21/11/2026")
    counter.press(K.Key_Return)
    assert (reports.asked[-1].first, reports.asked[-1].last) == ("20/11/2026", "21/11/2026")
    asked = len(reports.asked)
    counter.press(K.Key_F5)
    assert len(reports.asked) == asked + 1

    counter.press(K.Key_Escape)
    assert counter.focused() is page.chips["typed"]
    counter.press(K.Key_F2, K.Key_Escape)
    assert counter.focused() is counter.screens.more.list


def test_page_keys_move_the_charts(counter: Counter) -> None:
    open_page(counter)
    counter.press(K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Space)
    bar = counter.screens.more.reports.area.verticalScrollBar()
    QApplication.processEvents()
    assert bar.maximum() > 0

    counter.press(K.Key_PageDown)
    assert bar.value() > 0
    counter.press(K.Key_PageUp)

    assert bar.value() == 0


def test_every_chart_says_its_figures_to_a_screen_reader(counter: Counter) -> None:
    open_page(counter)
    charts = counter.screens.more.reports.findChildren(BarChart)
    spoken = [chart.accessibleName() for chart in charts if chart.isVisible()]

    assert len(spoken) == 5
    assert any("Cash 298,705" in words for words in spoken)


def bars(*sizes: int) -> list[ChartBar]:
    return [ChartBar(name=f"N{n}", figure=f"{size:,}", size=size) for n, size in enumerate(sizes)]


def drawn(chart: BarChart, sizes: tuple[int, ...], color: QColor) -> list[int]:
    """How many pixels of a colour stand in each of the chart's lines or columns."""
    chart.resize(400, 200)
    chart.show_bars(bars(*sizes), "told")
    image = chart.grab().toImage()
    scale = image.devicePixelRatio()
    assert scale == 1
    wanted = color.rgb()
    found = [0, 0, 0]
    for x in range(0, 400, 2):
        for y in range(0, 200, 2):
            if image.pixel(x, y) == wanted:
                along = y * 3 // max(chart.sizeHint().height(), 1) if sizes else 0
                found[min(along, 2)] += 1
    return found


@pytest.mark.parametrize("scheme", list(Scheme))
def test_bars_are_as_long_as_their_sizes_in_the_themes_colour(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme
) -> None:
    apply_theme(qapp, Theme(scheme=scheme))
    chart = BarChart(is_upright=False)
    qtbot.addWidget(chart)

    long, half, none = drawn(chart, (1_000, 500, 0), current_theme().color(Color.LAGOON))

    assert long > 1.7 * half > 0
    assert none == 0
    assert chart.accessibleName() == "told"
    apply_theme(qapp, Theme())


@pytest.mark.parametrize("is_upright", [True, False])
@pytest.mark.parametrize(
    "sizes", [(), (0,), (5,), (-5, -7), (0, 0, 0), (10**15, -(10**14), 1), tuple(range(-30, 60))]
)
def test_any_sizes_can_be_drawn_however_narrow(
    qtbot: QtBot, sizes: tuple[int, ...], is_upright: bool
) -> None:
    chart = BarChart(is_upright=is_upright)
    qtbot.addWidget(chart)
    for width in (40, 300, 1_200):
        chart.resize(width, chart.sizeHint().height())
        chart.show_bars(bars(*sizes), "told")

        assert not chart.grab().toImage().isNull()
