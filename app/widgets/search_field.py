"""The search field: type or scan, with what was found said at its end."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.theme.fonts import with_tabular_figures
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.icon_label import IconLabel
from app.widgets.key_cap import KeyCap

_SIDE, _GAP, _DIVIDER_Y = 16, 12, 12
_LEAST_PX, _ROOM_FOR_TYPING_PX = 240, 300
_LONGEST_QUERY_CHARS = 120


class SearchField(QFrame):
    """Says what is typed (``text_edited``) and when Enter is pressed (``submitted``)."""

    text_edited = Signal(str)
    submitted = Signal(str)

    def __init__(
        self, prompt: str, scan_words: str, key: str = "F2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setProperty("field", True)
        self.line = QLineEdit()
        self.line.setProperty("kind", "search")
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(prompt)
        self.line.setMaxLength(_LONGEST_QUERY_CHARS)
        self.line.installEventFilter(self)
        self._found = QLabel()
        self._found.setProperty("role", "caption")
        self._found.setFont(with_tabular_figures(self._found.font()))
        self._scan = QWidget()
        self._rule = QFrame()
        self._rule.setProperty("rule", "vertical")
        scan_row = QHBoxLayout(self._scan)
        scan_row.setContentsMargins(0, 0, 0, 0)
        scan_row.setSpacing(_GAP)
        scan = QLabel(scan_words)
        scan.setProperty("role", "caption")
        scan_row.addWidget(self._rule)
        scan_row.addWidget(IconLabel("scan", Color.INK_MUTED, 18))
        scan_row.addWidget(scan)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE - 4, 0)
        row.setSpacing(_GAP)
        row.addWidget(IconLabel("search", Color.INK_MUTED))
        row.addWidget(self.line, 1)
        row.addWidget(self._found)
        row.addWidget(self._scan)
        row.addWidget(KeyCap(key))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.text_edited)
        self.line.returnPressed.connect(lambda: self.submitted.emit(self.line.text()))
        self._refresh()

    def show_found(self, words: str) -> None:
        """Show how much was found: *8 of 10,412 products*."""
        self._found.setText(words)

    def show_text(self, text: str) -> None:
        """Put text in without saying so (no ``text_edited``)."""
        if text != self.line.text():
            self.line.setText(text)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _is_undo_of_nothing(event, self.line):
            event.ignore()  # the sale has a use for it
            return True
        if event.type() is QEvent.Type.FocusIn:
            set_style_property(self, "focused", True)
        elif event.type() is QEvent.Type.FocusOut:
            set_style_property(self, "focused", False)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_LEAST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint about scanning goes first where room is short; scanning works all the same."""
        super().resizeEvent(event)
        taken = self._scan.sizeHint().width() + self._found.sizeHint().width()
        least = current_theme().px(_ROOM_FOR_TYPING_PX)
        self._scan.setVisible(self.width() >= taken + least)

    def _refresh(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.height("search"))
        self._rule.setFixedHeight(theme.height("search") - 2 * theme.px(_DIVIDER_Y))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)


def _is_undo_of_nothing(event: QKeyEvent, line: QLineEdit) -> bool:
    is_key = event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
    return is_key and not line.text() and event.matches(QKeySequence.StandardKey.Undo)
