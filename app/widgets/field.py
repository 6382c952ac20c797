"""A labelled field: its name above, what is wrong with it below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.theme.properties import set_style_property
from app.widgets.fitting_label import FittingLabel

_GAP = 4


class Field(QWidget):
    """A ``QLineEdit`` (``line``) with its label as a buddy and a sentence when it is wrong."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self._label = FittingLabel(label)
        self._label.setProperty("role", "caption")
        self._label.setBuddy(self.line)
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._label)
        column.addWidget(self.line)
        column.addWidget(self._wrong)
        self.line.setAccessibleName(label)
        self.setFocusProxy(self.line)

    def show_label(self, label: str) -> None:
        """Name the field otherwise, for who sees it and for who hears it."""
        self._label.setText(label)
        self.line.setAccessibleName(label)

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence means all is well."""
        self._show("wrong", "error", sentence)

    def show_asked(self, sentence: str) -> None:
        """Ask whether what is typed is meant: nothing is wrong with it. Empty asks nothing."""
        self._show("asked", "doubt", sentence)

    def _show(self, state: str, role: str, sentence: str) -> None:
        set_style_property(self.line, "state", state if sentence else None)
        set_style_property(self._wrong, "role", role)
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
