"""A message in three parts: what happened, that nothing was lost, what to press."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.notices import Notice, Tone
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.fitting_label import WrappingLabel
from app.widgets.icon_label import IconLabel
from app.widgets.key_button import KeyButton
from app.widgets.visibility import show_or_hide

_SIDE, _TOP, _GAP = 16, 12, 12
_ROOM_BESIDE_PX = 380

_LOOK: dict[Tone, tuple[str, Color]] = {
    Tone.NEUTRAL: ("info", Color.INK_MUTED),
    Tone.WORKING: ("info", Color.LAGOON_INK),
    Tone.WAITING: ("clock", Color.AMBER_INK),
    Tone.NEEDS_YOU: ("alert", Color.RED_INK),
}


class NoticeBar(QFrame):
    """Shows one ``Notice`` with an icon, and a button where something can be pressed.

    It announces itself to screen readers when its words change, takes no focus by itself and is
    hidden while there is nothing to say.
    """

    action_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", Tone.NEUTRAL.value)
        self._icon = IconLabel("info", Color.INK_MUTED)
        self._title, self._text = WrappingLabel(), WrappingLabel()
        self._title.setObjectName("notice_title")
        self._title.setProperty("role", "body_strong")
        self._text.setProperty("role", "body")
        self._button = KeyButton("", "")
        self._button.setProperty("measure", "small")
        self._button.clicked.connect(self.action_pressed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        # The button stands beside the words, or below them where room is short.
        self._side = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._side.setSpacing(_GAP)
        self._side.addLayout(words, 1)
        self._side.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, _TOP, _SIDE, _TOP)
        row.setSpacing(_GAP)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._side, 1)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Show a message, or hide the bar for ``None``."""
        if notice is None:
            self.hide()
            return
        set_style_property(self, "notice", notice.tone.value)
        self._icon.show_icon(*_LOOK[notice.tone])
        self._title.setText(notice.title)
        self._text.setText(notice.text)
        self._text.setVisible(bool(notice.text))
        self._button.show_words(notice.action, notice.key)
        self._button.setVisible(bool(notice.action))
        spoken = f"{notice.title.rstrip('.')}. {notice.text}".strip()
        is_new = spoken != self.accessibleName()
        self.setAccessibleName(spoken)
        show_or_hide(self, shown=True)
        self._fit()
        if is_new:
            event = QAccessibleEvent(self, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(event)

    def _fit(self) -> None:
        """Ask for the height the words need at this width: they are never cut."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.totalHeightForWidth(self.width())))

    def event(self, event: QEvent) -> bool:
        """Words or their size have changed: the height they need is another."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < current_theme().px(_ROOM_BESIDE_PX)
        direction = QBoxLayout.Direction
        self._side.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._fit()
