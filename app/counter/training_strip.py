"""The strip above a counter for training: it never goes away, in any place, dialog or language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, label
from app.theme.tokens import Color, TypeRole
from app.widgets.elided_label import ElidedLabel
from app.widgets.icon_label import IconLabel
from app.widgets.key_button import KeyButton

LEAVE_KEY = "Ctrl+Q"
"""From any place or dialog; nothing is asked, for nothing of it is kept."""
_TOP = 6


class TrainingStrip(QFrame):
    """Says that nothing here is real, how to sign in, and how to leave: ``left()``."""

    left = Signal()

    def __init__(self, people: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "amber")
        line = QHBoxLayout(self)
        line.setContentsMargins(CARD_SIDE, _TOP, CARD_SIDE, _TOP)
        line.setSpacing(CARD_GAP)
        title = label(self.tr("TRAINING: nothing here is real"), TypeRole.BODY_STRONG)
        title.setObjectName("notice_title")
        pins = ", ".join(f"{name} {pin}" for name, pin in people)
        words = self.tr("No sale counts and nothing is sent. PINs: {pins}").format(pins=pins)
        line.addWidget(IconLabel("flag", Color.AMBER_INK))
        line.addWidget(title)
        line.addWidget(ElidedLabel(words), 1)
        self.leave_button = KeyButton(self.tr("Leave training"), LEAVE_KEY)
        self.leave_button.clicked.connect(self.left)
        line.addWidget(self.leave_button)
        self.setAccessibleName(f"{title.text()}. {words}")


class TrainingFrame(QWidget):
    """A counter's window below the strip; Ctrl+Q closes both."""

    def __init__(self, counter: QWidget, people: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Windward, training"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.strip = TrainingStrip(people)
        self.strip.left.connect(self.close)
        leave = QShortcut(QKeySequence(LEAVE_KEY), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close)
        whole.addWidget(self.strip)
        whole.addWidget(counter, 1)
        self.resize(counter.width(), counter.height() + self.strip.sizeHint().height())
