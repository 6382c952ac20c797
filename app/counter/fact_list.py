"""Names and what is known of each, one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.counter.labels import CARD_GAP, label
from app.presenters.inbox_rows import Fact
from app.widgets.visibility import show_or_hide

_ROW_GAP = 6


class FactList(QWidget):
    """Draws facts below a heading; without facts it takes no room."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label(heading, "muted", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(CARD_GAP)
        self._grid.setVerticalSpacing(_ROW_GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        self._grid.addWidget(self._heading, 0, 0, 1, 2)
        show_or_hide(self._heading, shown=bool(heading))
        self._facts: tuple[Fact, ...] = ()
        self._labels: list[QLabel] = []
        self.hide()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Draw other facts; the same again change nothing."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for number, fact in enumerate(self._facts, start=1):
            name, text = label(fact.name, "muted", wrap=True), label(fact.text, wrap=True)
            for at, words in enumerate((name, text)):
                self._grid.addWidget(words, number, at, Qt.AlignmentFlag.AlignTop)
                self._labels.append(words)
        show_or_hide(self, shown=bool(self._facts))
