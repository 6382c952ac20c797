"""More is needed than this till may sell: why, ask central, or have a supervisor allow it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, column, label, row
from app.counter.people_list import PeopleList
from app.counter.scaled import keep_width
from app.counter.scrolled import Scrolled
from app.presenters.nothing_left import NothingLeftState, ScarceRow
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PAD_WIDE, _ROWS_MAX = 860, 640, 300, 3


class NothingLeftDialog(DialogFrame):
    """Draws ``NothingLeftState``.

    ``ask_requested()`` · ``park_requested()`` · ``approver_chosen(row)`` ·
    ``pin_entered(pin)`` · ``dismissed()``.
    """

    ask_requested = Signal()
    park_requested = Signal()
    approver_chosen = Signal(int)
    pin_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self._rows = QVBoxLayout()
        self.ask_button, self.park_button = KeyButton("", "F2"), KeyButton("", "F6")
        self._asking = label("", "body", wrap=True)
        self._asking.setProperty("ink", "amber")
        self._more, self._other = label("", "caption"), label("", "muted", wrap=True)
        self.people = PeopleList()
        self.people.setAccessibleName(self.tr("Who allows it"))
        self._empty = EmptyState("users")
        self._prompt, self._message = label("", "title"), label("", "body", wrap=True)
        self._message.setProperty("ink", "amber")
        self.pad = PinPad(self.tr("Clear"), self.tr("Delete"))
        self.allow = PrimaryButton(self.tr("Allow this one"), self.tr("Enter"))
        self._lay_out()
        self._keys = KeyMap(
            {
                "F2": self.ask_requested.emit,
                "F6": self.park_requested.emit,
                "Up": lambda: self.people.step(-1),
                "Down": lambda: self.people.step(1),
            },
            repeating=frozenset({"Up", "Down"}),
        )
        self.ask_button.clicked.connect(self.ask_requested)
        self.park_button.clicked.connect(self.park_requested)
        self.people.person_chosen.connect(self.approver_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self.allow.clicked.connect(self.pad.submit)

    def show_state(self, state: NothingLeftState) -> None:
        """Draw the whole dialog."""
        self.show_head(state.title, state.detail, self.tr("Esc goes back"))
        self._show_rows(state.rows)
        self.ask_button.show_words(state.ask_text, "F2")
        self.ask_button.setEnabled(not state.asking_text and not state.is_busy)
        self.park_button.show_words(state.park_text, "F6")
        self.park_button.setEnabled(not state.is_busy)
        self._asking.setText(state.asking_text)
        show_or_hide(self._asking, shown=bool(state.asking_text))
        self._other.setText(state.other_text)
        self.people.show_people(state.approvers, state.chosen)
        show_or_hide(self.people, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        self._prompt.setText(state.prompt)
        self._message.setText(state.message)
        show_or_hide(self._message, shown=bool(state.message))
        self.pad.setAccessibleDescription(state.message)
        self.pad.set_locked(locked=state.wait_s > 0 or state.is_busy or not state.approvers)
        self.allow.setEnabled(bool(state.approvers) and state.wait_s == 0)
        self._notice.show_notice(state.notice)

    def clear_pin(self) -> None:
        self.pad.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _show_rows(self, rows: tuple[ScarceRow, ...]) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for each in rows[:_ROWS_MAX]:
            self._rows.addWidget(_card(each))
        rest = len(rows) - _ROWS_MAX
        self._more.setText(self.tr("and %n more", "", rest) if rest > 0 else "")
        show_or_hide(self._more, shown=rest > 0)

    def _lay_out(self) -> None:
        area = Scrolled(self.tr("What is missing"))
        left = column(area.host, spacing=CARD_GAP)
        self._rows.setSpacing(CARD_GAP)
        left.addLayout(self._rows)
        left.addWidget(self._more)
        left.addWidget(self.ask_button)
        left.addWidget(self._asking)
        left.addWidget(self._other)
        left.addWidget(self.park_button)
        left.addStretch(1)
        side = QWidget()
        keep_width(side, _PAD_WIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(label(self.tr("Ask a supervisor to allow this one"), "title", wrap=True))
        right.addWidget(self.people, 1)
        right.addWidget(self._empty, 1)
        right.addWidget(self._prompt)
        right.addWidget(self.pad)
        right.addWidget(self._message)
        both = row(spacing=CARD_SIDE + 4)
        both.addWidget(area, 1)
        both.addWidget(side)
        self.body.addWidget(self._notice)
        self.body.addLayout(both, 1)
        words = self.tr(
            "An exception is for this sale only. It is recorded with the name that signs."
        )
        self.foot.addWidget(label(words, "caption", wrap=True), 1)
        keep_width(self.allow, _PAD_WIDE)
        self.foot.addWidget(self.allow)


def _card(shown: ScarceRow) -> QWidget:
    made = QFrame()
    made.setProperty("card", True)
    made.setAccessibleName(f"{shown.name}, {shown.needed_text}, {shown.left_text}. {shown.why}")
    inside = QVBoxLayout(made)
    inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
    inside.setSpacing(2)
    head = row()
    head.addWidget(ElidedLabel(shown.name, "body_strong"), 1)
    head.addWidget(label(shown.needed_text, "body_strong"))
    inside.addLayout(head)
    left = label(shown.left_text, "body", wrap=True)
    left.setProperty("ink", "amber")
    inside.addWidget(left)
    inside.addWidget(label(shown.why, "muted", wrap=True))
    return made
