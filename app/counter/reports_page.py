"""*Reports*: which days, their sums, and their charts; everything is reached by keys."""

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from app.counter.chips import chip, name_chip
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.scaled import keep_width
from app.presenters.report_charts import Chart, Sum
from app.presenters.reports import ReportsState
from app.widgets.bar_chart import BarChart, ChartBar
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide
from domain.report_span import SpanKind

_SAVE_WIDE, _DAY_WIDE, _GAP, _SUM_GAP, _COLUMNS = 260, 250, 8, 24, 2


class ReportsPage(QWidget):
    """Draws ``ReportsState``.

    ``span_chosen(kind)`` · ``days_typed(first, last)`` (Enter in F4's fields) · F5
    ``look_requested()`` · F6 ``csv_requested()`` · F12 ``pdf_requested()``. Page up and down move
    the charts.
    """

    span_chosen = Signal(str)
    days_typed = Signal(str, str)
    look_requested = Signal()
    csv_requested = Signal()
    pdf_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "heading"), label("", "muted", wrap=True)
        self._notice = NoticeBar()
        self._group = QButtonGroup(self)
        self.chips: dict[SpanKind, QPushButton] = {}
        self._chip_row = FlowRow(spacing=_GAP)
        self._make_chips()
        self.first = Field(self.tr("First day, as in 21/11/2026"))
        self.last = Field(self.tr("Last day, empty for one day"))
        self._days = QWidget()
        self._sum_row = FlowRow(spacing=_SUM_GAP)
        self._sums: list[_SumTile] = []
        self._charts: list[_ChartCard] = []
        self._grid = QGridLayout()
        self._empty = EmptyState("activity")
        self.area = QScrollArea()
        self.look_button = KeyButton(self.tr("Refresh"), "F5")
        self.csv_button = KeyButton(self.tr("Save as CSV"), "F6")
        self.pdf_button = PrimaryButton(self.tr("Save as PDF"), "F12")
        self._lay_out()
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F4": lambda: self.span_chosen.emit("typed"),
                "F5": self.look_requested.emit,
                "F6": self.csv_requested.emit,
                "F12": self.pdf_requested.emit,
                "PgDown": lambda: self._scroll(1),
                "PgUp": lambda: self._scroll(-1),
            },
            repeating=frozenset({"PgDown", "PgUp"}),
        )
        self._connect()

    def show_state(self, state: ReportsState) -> None:
        """Draw the whole page."""
        self._title.setText(state.title)
        self._about.setText(state.about)
        self._notice.show_notice(state.notice)
        for kind, words in state.spans:
            name_chip(self.chips[kind], words)
            self.chips[kind].setChecked(kind == state.kind)
        show_or_hide(self._days, shown=state.kind == "typed")
        self._show_sums(state.sums)
        self._show_charts(state.charts)
        self._empty.show_words(state.empty)
        show_or_hide(self._empty, shown=bool(state.empty))
        for button in (self.csv_button, self.pdf_button):
            show_or_hide(button, shown=state.can_save)

    def focus_first(self) -> None:
        chosen = self._group.checkedButton()
        (chosen or self.chips["today"]).setFocus()

    def focus_days(self) -> None:
        """Give the keys to the typed days."""
        self.first.line.setFocus()
        self.first.line.selectAll()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; Esc goes from the days to their names."""
        if self._keys.press(event):
            return True
        inside = self.first.line.hasFocus() or self.last.line.hasFocus()
        if event.key() == Qt.Key.Key_Escape and inside:
            self.focus_first()
            return True
        return False

    def _scroll(self, pages: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 3 // 4)

    def _make_chips(self) -> None:
        kinds: tuple[SpanKind, ...] = get_args(SpanKind)
        for kind in kinds:
            made = chip()
            made.clicked.connect(lambda _checked, chosen=kind: self.span_chosen.emit(chosen))
            self._group.addButton(made)
            self._chip_row.add(made)
            self.chips[kind] = made

    def _show_sums(self, sums: tuple[Sum, ...]) -> None:
        while len(self._sums) < len(sums):
            tile = _SumTile(is_first=not self._sums)
            self._sums.append(tile)
            self._sum_row.add(tile)
        for number, tile in enumerate(self._sums):
            tile.show_sum(sums[number] if number < len(sums) else None)

    def _show_charts(self, charts: tuple[Chart, ...]) -> None:
        uprights = sum(chart.is_upright for chart in charts)
        if [shown.is_upright for shown in self._charts] != [chart.is_upright for chart in charts]:
            self._make_charts(charts, uprights)
        for shown, chart in zip(self._charts, charts, strict=True):
            shown.show_chart(chart)

    def _make_charts(self, charts: tuple[Chart, ...], uprights: int) -> None:
        for old in self._charts:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._charts = [_ChartCard(is_upright=chart.is_upright) for chart in charts]
        for number, made in enumerate(self._charts):
            if made.is_upright:
                self._grid.addWidget(made, number, 0, 1, _COLUMNS)
                continue
            line, side = divmod(number - uprights, _COLUMNS)
            self._grid.addWidget(made, uprights + line, side)

    def _lay_out(self) -> None:
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(self._title)
        inside.addWidget(self._chip_row)
        days = row(self._days)
        for field in (self.first, self.last):
            keep_width(field, _DAY_WIDE)
            days.addWidget(field)
        days.addStretch(1)
        inside.addWidget(self._days)
        inside.addWidget(self._about)
        inside.addWidget(self._notice)
        inside.addWidget(self._scrolling(), 1)
        foot = row(spacing=CARD_GAP)
        foot.addWidget(self.look_button)
        foot.addStretch(1)
        foot.addWidget(self.csv_button)
        keep_width(self.pdf_button, _SAVE_WIDE)
        foot.addWidget(self.pdf_button)
        inside.addLayout(foot)
        column(self).addWidget(frame)

    def _scrolling(self) -> QScrollArea:
        within = QWidget()
        inside = column(within, spacing=CARD_GAP)
        inside.addWidget(self._sum_row)
        self._grid.setSpacing(CARD_GAP)
        for side in range(_COLUMNS):
            self._grid.setColumnStretch(side, 1)
        inside.addLayout(self._grid)
        inside.addWidget(self._empty, 1)
        inside.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(within)
        return self.area

    def _connect(self) -> None:
        for line in (self.first.line, self.last.line):
            line.returnPressed.connect(self._on_days)
        self.look_button.clicked.connect(self.look_requested)
        self.csv_button.clicked.connect(self.csv_requested)
        self.pdf_button.clicked.connect(self.pdf_requested)

    def _on_days(self) -> None:
        self.days_typed.emit(self.first.line.text(), self.last.line.text())


class _SumTile(QFrame):
    """One sum: its name above, its figure below."""

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self._name = label("", "caption")
        self._figure = MoneyLabel("heading" if is_first else "money_line")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        inside = column(self, spacing=2)
        inside.addWidget(self._name)
        inside.addWidget(self._figure)
        inside.addStretch(1)

    def show_sum(self, shown: Sum | None) -> None:
        """Show a sum, or nothing."""
        show_or_hide(self, shown=shown is not None)
        if shown is not None:
            self._name.setText(shown.name)
            self._figure.show_amount(shown.figure)


class _ChartCard(QFrame):
    """A chart with its title and what it measures."""

    def __init__(self, *, is_upright: bool) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.is_upright = is_upright
        self._title, self._about = label("", "body_strong"), label("", "caption")
        self.chart = BarChart(is_upright=is_upright)
        inside = column(self, margin=CARD_SIDE, spacing=_GAP)
        head = row(spacing=_GAP)
        head.addWidget(self._title)
        head.addWidget(self._about)
        head.addStretch(1)
        inside.addLayout(head)
        inside.addWidget(self.chart)
        inside.addStretch(1)

    def show_chart(self, shown: Chart) -> None:
        """Show another chart of the same make."""
        self._title.setText(shown.title)
        self._about.setText(shown.about)
        bars = [
            ChartBar(
                name=bar.short if self.is_upright else bar.name,
                figure=bar.figure,
                size=bar.amount_minor,
            )
            for bar in shown.bars
        ]
        self.chart.show_bars(bars, shown.spoken)
