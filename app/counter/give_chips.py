"""The notes and coins to hand over: *Give 1 x 2,000, 3 x 100*."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.counter.labels import label
from app.theme.fonts import with_tabular_figures
from app.widgets.flow_row import FlowRow
from app.widgets.tag import Tag

_GAP, _CHIPS_MAX = 8, 8


class GiveChips(FlowRow):
    """Shows one tag for each kind of note or coin, at the right; nothing while there is none.

    Many kinds go on in a second line.
    """

    def __init__(self, word: str, *, is_right: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(spacing=_GAP, is_right=is_right, parent=parent)
        self._is_one_line = is_right
        self._word = word
        self._tags: list[Tag] = []
        self._label = label(word, "caption")
        self.add(self._label)
        self.show_parts(())

    def minimumSizeHint(self) -> QSize:
        """At the right of a foot it keeps one line: the foot would grow over what is above."""
        return self.sizeHint() if self._is_one_line else super().minimumSizeHint()

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show these parts, largest first; a drawer never needs more than eight kinds."""
        shown = tuple(parts)[:_CHIPS_MAX]
        while len(self._tags) < len(shown):
            tag = Tag()
            tag.setFont(with_tabular_figures(tag.font()))
            self._tags.append(tag)
            self.add(tag)
        for number, tag in enumerate(self._tags):
            tag.show_tag(shown[number] if number < len(shown) else "", "neutral")
        self._label.setVisible(bool(shown))
        self.setAccessibleName(", ".join((self._word, *shown)) if shown else "")
