"""F5: what to do with a line or the whole sale, how much, and why."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.counter.amount_field import AmountField
from app.counter.chips import chip, show_chip
from app.counter.key_map import KeyMap
from app.counter.labels import label, row
from app.counter.saving import SavingNote
from app.presenters.line_state import LineState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PRIMARY_WIDE, _REASONS_MAX = 1_020, 540, 260, 5
_KEYS = ("F2", "F3", "F4", "F6", "F7", "F8")
_SCALE = 2
"""Of something that is weighed there is nothing else to choose: its key reads the scale."""


class LineDialog(DialogFrame):
    """Draws ``LineState``.

    ``choice_made(row)``: F2, F3, F4, F6, F7, F8 · ``scope_asked()``: F9 · ``reason_chosen(row)`` ·
    ``reason_stepped(step)``: Up, Down · ``number_typed(text)`` · ``note_typed(text)`` ·
    ``do_requested()``: F12 or Enter.
    """

    choice_made = Signal(int)
    scope_asked = Signal()
    reason_chosen = Signal(int)
    reason_stepped = Signal(int)
    number_typed = Signal(str)
    note_typed = Signal(str)
    do_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back, nothing is lost"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self.choices = [chip() for _ in _KEYS]
        self.reasons = [chip() for _ in range(_REASONS_MAX)]
        self._help = label("", "muted", wrap=True)
        self.number = AmountField(self.tr("Amount"))
        self.note = Field(self.tr("Note"))
        self.scope = KeyButton(self.tr("Whole sale"), "F9")
        self.scale = KeyButton(self.tr("Read the scale"), _KEYS[_SCALE], icon="scale")
        self._why = label(self.tr("Why?"), "caption")
        self.do_button = PrimaryButton("", "F12")
        self._saving = SavingNote(self.do_button, self.tr("Saving"))
        self._lay_out()
        self._connect()

    def show_state(self, state: LineState) -> None:
        """Draw the whole dialog; what is being typed stays as typed."""
        self.show_head(state.title, state.detail)
        for number, each in enumerate(self.choices):
            show_chip(each, state.choices, number, _KEYS[number])
            each.setChecked(number == state.choice)
        for number, each in enumerate(self.reasons):
            show_chip(each, state.reasons, number)
            each.setChecked(number == state.reason)
        self._help.setText(state.help_text)
        self.number.show_caption(state.caption)
        self.number.show_wrong(state.error)
        show_or_hide(self.number, shown=state.asks_number)
        show_or_hide(self.note, shown=state.asks_note)
        show_or_hide(self._why, shown=bool(state.reasons))
        self.scope.show_words(state.scope_text, "F9")
        show_or_hide(self.scope, shown=bool(state.scope_text))
        self.scale.show_words(state.scale_text, _KEYS[_SCALE])
        show_or_hide(self.scale, shown=bool(state.scale_text))
        self.do_button.show_words(state.primary_text, "F12")
        self._saving.show_busy(is_busy=state.is_busy)
        self._notice.show_notice(state.notice)

    def clear_entries(self) -> None:
        self.number.set_text("")

    def set_number(self, text: str) -> None:
        self.number.set_text(text)

    def set_note(self, text: str) -> None:
        self.note.line.setText(text)

    def focus_amount(self) -> None:
        """To what is typed next; where nothing is, to the button that does it."""
        for part in (self.number.line, self.note.line):
            if not part.isHidden() and part.isVisibleTo(self):
                part.setFocus()
                return
        self.do_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        choices = {key: partial(self.choice_made.emit, number) for number, key in enumerate(_KEYS)}
        self._keys = KeyMap(
            {
                **choices,
                "F9": self.scope_asked.emit,
                "F12": self.do_requested.emit,
                "Up": lambda: self.reason_stepped.emit(-1),
                "Down": lambda: self.reason_stepped.emit(1),
            },
            repeating=frozenset({"Up", "Down"}),
        )
        for number, each in enumerate(self.choices):
            each.clicked.connect(partial(self._on_choice, number))
        for number, each in enumerate(self.reasons):
            each.clicked.connect(partial(self._on_reason, number))
        self.scope.clicked.connect(self.scope_asked)
        self.scale.clicked.connect(partial(self._on_choice, _SCALE))
        self.number.edited.connect(self.number_typed)
        self.number.submitted.connect(self.do_requested)
        self.note.line.textEdited.connect(self.note_typed)
        self.note.line.returnPressed.connect(self.do_requested)
        self.do_button.clicked.connect(self.do_requested)

    def _on_choice(self, number: int, _checked: bool = False) -> None:
        self.choice_made.emit(number)

    def _on_reason(self, number: int, _checked: bool = False) -> None:
        self.reason_chosen.emit(number)

    def _lay_out(self) -> None:
        choices, reasons, sums = row(spacing=8), row(spacing=8), row(spacing=12)
        for parts, line in ((self.choices, choices), (self.reasons, reasons)):
            group = QButtonGroup(self)
            for each in parts:
                group.addButton(each)
                line.addWidget(each)
            line.addStretch(1)
        sums.addWidget(self.number, 1)
        sums.addWidget(self.note, 1)
        sums.addWidget(self.scope)
        sums.addWidget(self.scale)
        self.body.addWidget(self._notice)
        self.body.addLayout(choices)
        self.body.addWidget(self._help)
        self.body.addLayout(sums)
        self.body.addWidget(self._why)
        self.body.addLayout(reasons)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.do_button.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.do_button)
