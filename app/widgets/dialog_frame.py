"""A dialog's frame: head with a way back, body, foot; Tab stays inside, Esc goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.widgets.elided_label import ElidedLabel
from app.widgets.fitting_label import FittingLabel
from app.widgets.key_button import KeyButton
from app.widgets.visibility import show_or_hide

_SIDE, _TOP, _GAP, _FOOT = 20, 10, 12, 20
_MOST_IN_CHAIN = 2_000


class DialogFrame(QFrame):
    """Put widgets into ``body`` and ``foot``; the head says what it is and how to go back.

    ``width_px`` and ``height_px`` are what it asks for at 100 %; the overlay gives less where the
    window is smaller. ``dismissed`` follows Esc and the back button: going back loses nothing.
    """

    dismissed = Signal()

    def __init__(
        self,
        title: str,
        back_words: str,
        *,
        width_px: int = 560,
        height_px: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog")
        self.width_px, self.height_px = width_px, height_px
        self._title, self._detail = FittingLabel(title, gives_way=True), ElidedLabel("", "muted")
        self._title.setProperty("role", "heading")
        self._hint = FittingLabel(gives_way=True)
        self._hint.setProperty("role", "caption")
        self.back_button = KeyButton(back_words, "Esc", key_first=True)
        self.back_button.setProperty("measure", "small")
        self.back_button.clicked.connect(self.dismissed)
        head = QFrame()
        head.setObjectName("dialog_head")
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(_SIDE + 4, _TOP, _SIDE, _TOP)
        head_row.setSpacing(_GAP)
        head_row.addWidget(self._title)
        head_row.addWidget(self._detail, 1)
        head_row.addWidget(self._hint)
        head_row.addWidget(self.back_button)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(_SIDE, _SIDE - 4, _SIDE, _SIDE - 4)
        self.body.setSpacing(_GAP)
        self._foot_frame = QFrame()
        self._foot_frame.setObjectName("dialog_foot")
        self.foot = QHBoxLayout(self._foot_frame)
        self.foot.setContentsMargins(_SIDE, _FOOT, _SIDE, _FOOT)
        self.foot.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self.body, 1)
        column.addWidget(self._foot_frame)
        self.setAccessibleName(title)

    def show_head(self, title: str, detail: str = "", hint: str = "") -> None:
        """Show what the dialog is about, and a quiet word such as *Esc goes back*."""
        self._title.setText(title)
        self._detail.show_text(detail)
        self._hint.setText(hint)
        self.setAccessibleName(title)

    def hide_foot(self) -> None:
        """For a dialog whose body says it all."""
        self.show_foot(shown=False)

    def show_foot(self, *, shown: bool) -> None:
        """For a dialog whose body says it all at times."""
        show_or_hide(self._foot_frame, shown=shown)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the dialog: after the last comes the first."""
        order = self._tab_order()
        if not order:
            return True
        focused = self.focusWidget()
        index = order.index(focused) if focused in order else (-1 if forward else 0)
        target = order[(index + (1 if forward else -1)) % len(order)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        return True

    def _tab_order(self) -> list[QWidget]:
        order: list[QWidget] = []
        widget = self.nextInFocusChain()
        for _ in range(_MOST_IN_CHAIN):
            if widget is None or widget is self:
                break
            takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            usable = widget.isEnabled() and widget.isVisibleTo(self)
            if self.isAncestorOf(widget) and takes_tab and usable and not widget.focusProxy():
                order.append(widget)
            widget = widget.nextInFocusChain()
        if self.back_button in order:  # the way back comes last, though it stands in the head
            order.remove(self.back_button)
            order.append(self.back_button)
        return order

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)
