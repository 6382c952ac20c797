"""The one coral button of a screen: what comes next, and its key."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.widgets.composed_button import ComposedButton
from app.widgets.key_cap import KeyCap

_SIDE_LARGE, _SIDE, _GAP = 20, 14, 12


class PrimaryButton(ComposedButton):
    """Verb at the left, key cap at the right, near-black on coral.

    It never waits for the line. While saving locally takes long enough to notice,
    ``show_saving(saving=True)`` changes the word, keeps the size and takes no second press.
    """

    def __init__(
        self, text: str, key: str = "", *, large: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "primary")
        if large:
            self.setProperty("measure", "large")
        side = _SIDE_LARGE if large else _SIDE
        self.face.setContentsMargins(side, 0, side, 0)
        self.face.setSpacing(_GAP)
        self._words = text
        self._saving = False
        self._text = self.face_label(text, "primary_text")
        self._key = KeyCap(key, "coral")
        self.face.addWidget(self._text, 1)
        self.face.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_words(text, key)

    def show_words(self, text: str, key: str) -> None:
        """Show another verb and key; screen readers hear both."""
        self._words = text
        if not self._saving:
            self._text.setText(text)
        self._key.show_key(key)
        self.setAccessibleName(f"{text}, {key}" if key else text)

    def show_saving(self, *, saving: bool, word: str = "Saving") -> None:
        """Say that the press was taken: size and focus stay, further presses do nothing."""
        if saving == self._saving:
            return
        self._saving = saving
        if saving:
            self.setMinimumWidth(self.width())
            self._text.setText(word)
        else:
            self.setMinimumWidth(0)
            self._text.setText(self._words)
        self.setAccessibleDescription(word if saving else "")

    def hitButton(self, position: QPoint) -> bool:
        return not self._saving and super().hitButton(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is one press: the second could mean what the first has changed."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._saving:
            return
        super().keyPressEvent(event)
