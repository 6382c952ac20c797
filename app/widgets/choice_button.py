"""A way to choose: icon, what it is, a detail, its key; may be impossible now, and says why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.theme.properties import set_style_property
from app.theme.tokens import Color
from app.widgets.composed_button import ComposedButton
from app.widgets.elided_label import ElidedLabel
from app.widgets.icon_label import IconLabel
from app.widgets.key_cap import KeyCap

_SIDE, _GAP = 14, 12


class ChoiceButton(ComposedButton):
    """A tall, checkable choice (a tender, a person): chosen is tinted with a lagoon frame.

    What is not possible now keeps its focus so that its reason can be read and heard, but
    cannot be checked.
    """

    def __init__(self, icon: str, title: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "choice")
        self.setProperty("measure", "large")
        self.setCheckable(True)
        self._is_possible = True
        self._icon = IconLabel(icon, Color.LAGOON_INK, 24)
        self._title = ElidedLabel(title, "body_strong")
        self._detail = ElidedLabel("", "caption")
        self._detail.setObjectName("detail")
        self._key = KeyCap(key)
        self._key.show_key(key)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        for label in (self._title, self._detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.face.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self.face.setSpacing(_GAP)
        self.face.addWidget(self._icon)
        self.face.addLayout(words, 1)
        self.face.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_choice(title, "")

    def show_choice(self, title: str, detail: str, *, is_possible: bool = True) -> None:
        """Show what it is and a detail; where it is not possible now, the detail is the reason."""
        self._title.show_text(title)
        self._detail.show_text(detail)
        self._detail.setVisible(bool(detail))
        self._is_possible = is_possible
        set_style_property(self, "possible", is_possible)
        color = Color.LAGOON_INK if is_possible else Color.INK_DISABLED
        self._icon.show_icon(self._icon.icon_name, color)
        self.setAccessibleName(f"{title}, {detail}" if detail else title)

    def nextCheckState(self) -> None:
        if self._is_possible:
            super().nextCheckState()
