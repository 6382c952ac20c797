"""A button that shows the key which does the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.theme.tokens import Color
from app.widgets.composed_button import ComposedButton
from app.widgets.icon_label import IconLabel
from app.widgets.key_cap import KeyCap

_SIDE, _GAP = 12, 8


class KeyButton(ComposedButton):
    """Word and key side by side: ``KeyButton("Park", "F6")``.

    ``kind`` is ``normal`` or ``quiet`` (see ``app.theme.qss``), ``icon`` one of the set. The button
    does not bind the key: a screen's key map does, so that each key has one owner.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        kind: str = "normal",
        icon: str = "",
        key_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.face.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self.face.setSpacing(_GAP)
        self.face.addStretch(1)
        if icon:
            color = Color.LAGOON_INK if kind == "quiet" else Color.INK
            self.face.addWidget(IconLabel(icon, color))
        self._text = self.face_label(text)
        self._key = KeyCap(key, "lagoon" if kind == "quiet" else None)
        for part in (self._key, self._text) if key_first else (self._text, self._key):
            self.face.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.face.addStretch(1)
        self.show_words(text, key)

    def show_words(self, text: str, key: str) -> None:
        """Show another word and key; screen readers hear both."""
        self._text.setText(text)
        self._key.show_key(key)
        self.setAccessibleName(f"{text}, {key}" if key else text)
