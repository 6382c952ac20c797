"""Signing in: people at the left, the PIN at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import (
    CARD_GAP,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    label,
)
from app.counter.people_list import PeopleList
from app.counter.scaled import keep_width, keep_within
from app.presenters.practice import PracticeState
from app.presenters.sign_in import SignInState
from app.widgets.empty_state import EmptyState
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _SIDE, _GAP, _PAD_WIDE = 760, 470, 24, 28, 320


class SignInScreen(QWidget):
    """Draws ``SignInState``: ``person_chosen(row)``, ``pin_entered(pin)``.

    ``practice_requested()`` (F9) where training can be opened from here.
    """

    person_chosen = Signal(int)
    pin_entered = Signal(str)
    practice_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeopleList()
        self.people.setAccessibleName(self.tr("Who is at the till"))
        self.pad = PinPad(self.tr("Clear"), self.tr("Delete"))
        self._empty = EmptyState("users")
        self._prompt, self._message = label("", "title"), label("", "body", wrap=True)
        self._message.setProperty("ink", "amber")
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._notice = NoticeBar()
        self.button = PrimaryButton(self.tr("Sign in"), self.tr("Enter"))
        self.button.clicked.connect(self.pad.submit)
        self.practice = KeyButton(self.tr("Practice"), "F9", kind="quiet")
        self.practice.clicked.connect(self.practice_requested)
        self.people.person_chosen.connect(self.person_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self._keys = KeyMap(
            {
                "Up": lambda: self.people.step(-1),
                "Down": lambda: self.people.step(1),
                "F9": self.practice_requested.emit,
            },
            repeating=frozenset({"Up", "Down"}),
        )
        self._lay_out()

    def show_state(self, state: SignInState) -> None:
        """Draw the whole screen."""
        self.people.show_people(state.people, state.chosen)
        show_or_hide(self.people, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        self._prompt.setText(state.prompt)
        self._message.setText(state.message)
        self.pad.setAccessibleDescription(state.message)
        self.pad.set_locked(locked=state.wait_s > 0 or state.is_busy)
        self.button.setEnabled(bool(state.people) and state.wait_s == 0)
        self._notice.show_notice(state.notice)

    def show_practice(self, state: PracticeState) -> None:
        """Offer training, or say that it is open; the PIN has the keys again then."""
        if state.is_open and self.practice.hasFocus():
            self.focus_first()
        words = self.tr("Training is open") if state.is_open else self.tr("Practice")
        self.practice.show_words(words, "" if state.is_open else "F9")
        self.practice.setEnabled(not state.is_open)
        show_or_hide(self.practice, shown=state.is_offered)

    def clear_pin(self) -> None:
        self.pad.clear()

    def focus_first(self) -> None:
        """The PIN has the focus all the time: arrows choose the person from there."""
        self.pad.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows choose; a digit typed anywhere goes to the PIN."""
        if self._keys.press(event):
            return True
        if is_typing(event) and event.text().isdigit():
            self.pad.setFocus()
            self.pad.keyPressEvent(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addWidget(label(self.tr("Who is at the till?"), "heading"))
        left.addWidget(self.people, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(self.practice, 0, Qt.AlignmentFlag.AlignLeft)
        right_side = QWidget()
        keep_width(right_side, _PAD_WIDE)
        right = QVBoxLayout(right_side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(self._prompt)
        right.addWidget(self.pad)
        right.addWidget(self._message, 1)
        right.addWidget(self.button)
        frame = card()
        keep_within(frame, _WIDE, _HIGH)
        both = QHBoxLayout(frame)
        both.setContentsMargins(_SIDE, _SIDE - 4, _SIDE, _SIDE)
        both.setSpacing(_GAP)
        both.addLayout(left, 1)
        both.addWidget(right_side)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(frame, 8)
        centre.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.addWidget(self._notice)
        whole.addStretch(1)
        whole.addLayout(centre, 8)
        whole.addStretch(1)
