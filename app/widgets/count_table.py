"""Counting a drawer: one row for each note and coin, Enter goes down."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.theme.fonts import with_tabular_figures
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.widgets.money_label import MoneyLabel

_SIDE, _GAP, _LABEL_PX, _FIELD_PX = 14, 8, 58, 66
_ROW_SPARE = 6
_MOST_OF_ONE = 9_999


class CountRow(Protocol):
    """One denomination as the presenters show it (``app.presenters.count_sheet.CountRow``)."""

    @property
    def denomination_minor(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def is_coin(self) -> bool: ...
    @property
    def count(self) -> int: ...
    @property
    def value_text(self) -> str: ...
    @property
    def spoken(self) -> str: ...


class _CountField(QLineEdit):
    """The one editable figure of a row; going into it chooses all of it, coming back does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "count")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QIntValidator(0, _MOST_OF_ONE, self))
        self.setFont(with_tabular_figures(self.font()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.selectAll()


class CountRowFrame(QFrame):
    """A denomination, how many, and what they come to."""

    def __init__(self, row: CountRow, coin_words: str) -> None:
        super().__init__()
        self.setProperty("row", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.field = _CountField()
        self._figure = QLabel()
        self._figure.setProperty("role", "body_strong")
        self._figure.setFont(with_tabular_figures(self._figure.font()))
        self._coin = QLabel(coin_words if row.is_coin else "")
        self._coin.setProperty("role", "caption")
        self._value = MoneyLabel("muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(_SIDE, 0, _SIDE, 0)
        line.setSpacing(_GAP)
        self._label = QWidget()
        label = QHBoxLayout(self._label)
        label.setContentsMargins(0, 0, 0, 0)
        label.setSpacing(4)
        label.addWidget(self._figure)
        label.addWidget(self._coin)
        label.addStretch(1)
        line.addWidget(self._label)
        line.addWidget(self.field)
        line.addWidget(self._value, 1)
        self.show_row(row)
        self.refresh()

    def show_row(self, row: CountRow) -> None:
        self._figure.setText(row.label)
        self._value.show_amount(row.value_text)
        self.field.setAccessibleName(row.spoken)
        text = str(row.count)
        if (self.field.text() or "0") != text:
            self.field.setText(text)

    def refresh(self) -> None:
        theme = current_theme()
        self._label.setMinimumWidth(theme.px(_LABEL_PX))
        self.field.setFixedSize(theme.px(_FIELD_PX), theme.height("count_field"))
        self.setMinimumHeight(theme.height("count_field") + _ROW_SPARE)
        self.setMaximumHeight(theme.height("count_row"))


class CountTable(QFrame):
    """A card with the rows of one currency, and the sum below.

    ``count_changed(denomination_minor, count)`` follows each figure typed; ``finished`` follows
    Enter in the last row. Up and Down move too.
    """

    count_changed = Signal(int, int)
    finished = Signal()

    def __init__(
        self, title: str, symbol: str, coin_words: str = "coin", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self._coin_words = coin_words
        self._rows: dict[int, CountRowFrame] = {}
        self._title, self._symbol = QLabel(title), QLabel(symbol)
        self._title.setProperty("role", "body_strong")
        self._symbol.setProperty("role", "caption")
        self._total_words, self._total = QLabel(), MoneyLabel("heading")
        self._total_words.setProperty("role", "body_strong")
        head, foot = QFrame(), QFrame()
        head.setProperty("row", True)
        foot.setProperty("band", "foot")
        _in_row(head, self._title, self._symbol)
        _in_row(foot, self._total_words, self._total)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)

    def show_heading(self, title: str, symbol: str) -> None:
        self._title.setText(title)
        self._symbol.setText(symbol)
        self.setAccessibleName(title)

    def show_rows(self, rows: Sequence[CountRow]) -> None:
        """Show the rows; while one is typed in, its figure is left as typed."""
        if [row.denomination_minor for row in rows] != list(self._rows):
            self._rebuild(rows)
        for row in rows:
            self._rows[row.denomination_minor].show_row(row)

    def show_total(self, words: str, text: str) -> None:
        self._total_words.setText(words)
        self._total.show_amount(text)

    def focus_first(self) -> None:
        """Put the cursor into the first row."""
        for row in self._rows.values():
            row.field.setFocus()
            return

    def _rebuild(self, rows: Sequence[CountRow]) -> None:
        for old in self._rows.values():
            old.deleteLater()
        while self._list.takeAt(0) is not None:
            pass
        self._rows = {}
        for row in rows:
            frame = CountRowFrame(row, self._coin_words)
            frame.field.installEventFilter(self)
            frame.field.textEdited.connect(
                lambda text, minor=row.denomination_minor: self.count_changed.emit(
                    minor, int(text or "0")
                )
            )
            self._list.addWidget(frame, 12)
            self._rows[row.denomination_minor] = frame
        self._list.addStretch(1)

    def _step(self, field: QObject, step: int) -> bool:
        fields = [row.field for row in self._rows.values()]
        index = next((at for at, each in enumerate(fields) if each is field), -1)
        target = index + step
        if index < 0 or target < 0:
            return False
        if target < len(fields):
            fields[target].setFocus()
        else:
            self.finished.emit()
        return True

    def _on_key(self, field: QObject, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self._step(field, 1)
        if event.key() == Qt.Key.Key_Down:
            return self._step(field, 1) if field is not self._last_field() else False
        if event.key() == Qt.Key.Key_Up:
            return self._step(field, -1)
        return False

    def _last_field(self) -> QObject | None:
        return next((row.field for row in reversed(self._rows.values())), None)

    def _mark(self, field: QObject, *, is_current: bool) -> None:
        for row in self._rows.values():
            if row.field is field:
                set_style_property(row, "current", is_current)
                if is_current:
                    self._scroll.ensureWidgetVisible(row, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._mark(watched, is_current=event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            for row in self._rows.values():
                row.refresh()
        super().changeEvent(event)


def _in_row(frame: QFrame, left: QLabel, right: QLabel) -> None:
    row = QHBoxLayout(frame)
    row.setContentsMargins(_SIDE, _SIDE - 2, _SIDE, _SIDE - 2)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
