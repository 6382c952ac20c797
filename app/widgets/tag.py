"""A tag: one or two words in a tint, sometimes with an icon. Colour never speaks alone."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.icon_label import IconLabel
from app.widgets.visibility import show_or_hide

Tone = Literal["neutral", "lagoon", "amber", "green", "red"]

_INK: dict[str, Color] = {
    "neutral": Color.INK_MUTED,
    "lagoon": Color.LAGOON_INK,
    "amber": Color.AMBER_INK,
    "green": Color.GREEN_INK,
    "red": Color.RED_INK,
}
_ICON_PX, _GAP = 14, 5


class Tag(QLabel):
    """``Tag("Claimed", "amber", icon="clock")``.

    Green is for verified only, red for needs you only.
    """

    def __init__(
        self, text: str = "", tone: Tone = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon: IconLabel | None = None
        self.show_tag(text, tone, icon)

    def show_tag(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another word, tone and icon; an empty text hides the tag."""
        set_style_property(self, "tone", tone)
        self.setText(text)
        self.setAccessibleName(text)
        show_or_hide(self, shown=bool(text))
        if icon and self._icon is None:
            self._icon = IconLabel(icon, _INK[tone], _ICON_PX, self)
        elif icon and self._icon is not None:
            self._icon.show_icon(icon, _INK[tone])
        if self._icon is not None:
            self._icon.setVisible(bool(icon))
        self._place_icon()

    def _place_icon(self) -> None:
        if self._icon is None or self._icon.isHidden():
            self.setIndent(0)
            return
        self.setIndent(self._icon.width() + _GAP)
        left = current_theme().tokens.inset["tag"]
        self._icon.move(left, (self.height() - self._icon.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._place_icon()
