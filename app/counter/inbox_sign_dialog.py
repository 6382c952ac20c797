"""A deed of the supervisor's desk is signed: why, where it was seen, who, and the PIN."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, label, row
from app.counter.people_list import PeopleList
from app.counter.scaled import keep_width
from app.presenters.inbox_sign import InboxSignState, Word
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PAD_WIDE, _PRIMARY_WIDE = 900, 620, 300, 240


class InboxSignDialog(DialogFrame):
    """Draws ``InboxSignState``.

    ``typed(name, text)`` · ``entered()`` · ``reason_chosen(row)`` · ``next_reason()`` (F3) ·
    ``approver_chosen(row)`` · ``pin_entered(pin)``.
    """

    typed = Signal(str, str)
    entered = Signal()
    reason_chosen = Signal(int)
    next_reason = Signal()
    approver_chosen = Signal(int)
    pin_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        back = self.tr("Back, nothing is lost")
        super().__init__("", back, width_px=_WIDE, height_px=_HIGH, parent=parent)
        self._notice = NoticeBar()
        self._follows = label("", "body", wrap=True)
        self._choose = KeyButton(self.tr("Next reason"), "F3", kind="quiet")
        self._reasons, self.chips = FlowRow(spacing=CARD_GAP), list[QPushButton]()
        self._reasons.add(self._choose)
        self.fields: Mapping[str, Field] = {
            "price": Field(self.tr("The price, VAT included")),
            "hours": Field(self.tr("Good for how many hours")),
            "reason": Field(self.tr("Why, without names")),
            "evidence": Field(self.tr("Where it was seen: a statement's row, the provider's page")),
        }
        self.people = PeopleList()
        self.people.setAccessibleName(self.tr("Who signs"))
        self._empty = EmptyState("users")
        self._prompt, self._message = label("", "title"), label("", "body", wrap=True)
        self._message.setProperty("ink", "amber")
        self.pad = PinPad(self.tr("Clear"), self.tr("Delete"))
        self.sign = PrimaryButton("", self.tr("Enter"))
        # Where no field is asked for, the rows that are empty would keep the column narrow.
        self._follows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._connect()

    def show_state(self, state: InboxSignState) -> None:
        """Draw the whole dialog; the fields stay as they were typed."""
        self.show_head(state.title, state.detail)
        self._follows.setText(state.follows)
        self._show_reasons(state.reasons)
        wrong: dict[str, str] = dict([state.wrong] if state.wrong is not None else [])
        for name, field in self.fields.items():
            show_or_hide(field, shown=name in state.asked)
            field.show_wrong(wrong.get(name, ""))
        self.people.show_people(state.approvers, state.chosen)
        show_or_hide(self.people, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        self._prompt.setText(state.prompt)
        self._message.setText(state.message)
        show_or_hide(self._message, shown=bool(state.message))
        self.pad.setAccessibleDescription(state.message)
        self.pad.set_locked(locked=not state.can_sign)
        self.sign.show_words(state.deed_text, self.tr("Enter"))
        self.sign.setEnabled(state.can_sign)
        self._notice.show_notice(state.notice)

    def set_word(self, name: Word, text: str) -> None:
        self.fields[name].line.setText(text)

    def focus_word(self, name: Word) -> None:
        self.fields[name].line.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_pin(self) -> None:
        self.pad.setFocus(Qt.FocusReason.TabFocusReason)

    def clear_pin(self) -> None:
        """Forget what was typed."""
        self.pad.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _show_reasons(self, reasons: tuple[str, ...]) -> None:
        show_or_hide(self._choose, shown=bool(reasons))
        while len(self.chips) < len(reasons):
            self._reasons.add(self._chip(len(self.chips)))
        for number, chip in enumerate(self.chips):
            chip.setText(reasons[number] if number < len(reasons) else "")
            show_or_hide(chip, shown=number < len(reasons))

    def _chip(self, number: int) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("kind", "chip")
        chip.clicked.connect(lambda: self.reason_chosen.emit(number))
        self.chips.append(chip)
        return chip

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F3": self.next_reason.emit,
                "Up": lambda: self.people.step(-1),
                "Down": lambda: self.people.step(1),
            },
            repeating=frozenset({"Up", "Down"}),
        )
        self._choose.clicked.connect(self.next_reason)
        for name, field in self.fields.items():
            field.line.textEdited.connect(partial(self.typed.emit, name))
            field.line.returnPressed.connect(self.entered)
        self.people.person_chosen.connect(self.approver_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self.sign.clicked.connect(self.pad.submit)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addWidget(self._notice)
        left.addWidget(self._follows)
        figures = row(spacing=CARD_GAP)
        figures.addWidget(self.fields["price"], 1)
        figures.addWidget(self.fields["hours"], 1)
        left.addLayout(figures)
        left.addWidget(self.fields["reason"])
        left.addWidget(self._reasons)
        left.addWidget(self.fields["evidence"])
        left.addStretch(1)
        side = QWidget()
        keep_width(side, _PAD_WIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(label(self.tr("Who signs?"), "title"))
        right.addWidget(self.people, 1)
        right.addWidget(self._empty, 1)
        right.addWidget(self._prompt)
        right.addWidget(self.pad)
        right.addWidget(self._message)
        both = row(spacing=CARD_SIDE)
        both.addLayout(left, 1)
        both.addWidget(side)
        self.body.addLayout(both, 1)
        self.foot.addStretch(1)
        self.sign.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.sign)
