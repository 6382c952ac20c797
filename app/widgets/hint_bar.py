"""The row of keys under a screen: what can be pressed now."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from app.theme.theme import current_theme
from app.widgets.key_cap import KeyCap

_KEY_GAP, _HINT_GAP = 7, 24


@dataclass(frozen=True, slots=True)
class Hint:
    """One or more keys and the word for what they do: ``Hint(("F4",), "Quantity")``."""

    keys: tuple[str, ...]
    words: str


class HintBar(QWidget):
    """Shows hints in a row; those that do not fit at the right are left out, never squeezed."""

    def __init__(self, hints: Sequence[Hint] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[Hint, ...] = ()
        self._parts: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_HINT_GAP)
        self._row.addStretch(1)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_hints(hints)
        self._refresh()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these hints instead of the last ones."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        for part in self._parts:
            self._row.removeWidget(part)
            part.deleteLater()
        self._parts = [_part(hint) for hint in hints]
        for index, part in enumerate(self._parts):
            self._row.insertWidget(index, part)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        for part in self._parts:
            part_width = part.sizeHint().width()
            part.setVisible(part_width <= room)
            room -= part_width + _HINT_GAP

    def _refresh(self) -> None:
        self.setFixedHeight(current_theme().height("hintbar"))

    def minimumSizeHint(self) -> QSize:
        """A bar may be as narrow as it must: it shows fewer hints then."""
        return QSize(0, current_theme().height("hintbar"))

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._fit()
        elif event.type() is QEvent.Type.StyleChange:
            self._refresh()
        return super().event(event)


def _part(hint: Hint) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(_KEY_GAP)
    for key in hint.keys:
        row.addWidget(KeyCap(key))
    words = QLabel(hint.words)
    words.setProperty("role", "caption")
    row.addWidget(words)
    return part
