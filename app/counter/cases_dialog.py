"""*Needs you*: the list of cases, the one that is chosen, and what puts it right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.people_list import PeopleList
from app.counter.row_list_view import RowListView
from app.counter.scaled import keep_width
from app.models.case_delegate import CaseDelegate
from app.models.row_list import RowListModel
from app.presenters.cases import CaseRow, CasesState
from app.use_cases.corrections import FixField
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _LIST_WIDE, _PAD_WIDE = 1170, 650, 320, 280


class CasesDialog(DialogFrame):
    """Draws ``CasesState``.

    ``row_moved(step)`` · ``row_chosen(row)`` · ``value_typed(index, text)`` ·
    ``approver_chosen(row)`` · ``pin_entered(pin)`` · ``read_requested()`` · ``desk_requested()``
    (F6) · ``dismissed()``.
    """

    row_moved = Signal(int)
    row_chosen = Signal(int)
    value_typed = Signal(int, str)
    approver_chosen = Signal(int)
    pin_entered = Signal(str)
    read_requested = Signal()
    desk_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back, nothing is lost"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("What needs you"))
        self._model: RowListModel[CaseRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(CaseDelegate(self.list))
        self._empty = EmptyState("check")
        self._heading, self._when = label("", "heading", wrap=True), label("", "caption")
        self._message = label("", "body", wrap=True)
        self._blocked, self._next = (
            label("", "muted", wrap=True),
            label("", "body_strong", wrap=True),
        )
        self._fix_text = label("", "muted", wrap=True)
        self.fields: list[Field] = []
        self._people, self.pad = PeopleList(), PinPad(self.tr("Clear"), self.tr("Delete"))
        self._people.setAccessibleName(self.tr("Who signs"))
        self._prompt, self._pin_message = label("", "title"), label("", "body", wrap=True)
        self._pin_message.setProperty("ink", "amber")
        self._notice = NoticeBar()
        self.read_button = KeyButton(self.tr("I have read it"), "F4")
        self.desk_button = KeyButton(self.tr("Supervisor's desk"), "F6")
        self.send = PrimaryButton(self.tr("Sign and send"), self.tr("Enter"))
        self._lay_out()
        self._connect()

    def show_state(self, state: CasesState) -> None:
        """Draw the whole panel; the fields stay as they were typed."""
        self.show_head(self.tr("Needs you"), state.count_text, self.tr("Nothing was lost"))
        self._model.set_rows(state.rows)
        self.list.show_selected(state.chosen)
        show_or_hide(self._list_card, shown=not state.empty_text)
        show_or_hide(self._middle, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        for words, text in (
            (self._heading, state.heading),
            (self._when, state.when_text),
            (self._message, state.message),
            (self._blocked, state.blocked),
            (self._next, state.next_step),
            (self._fix_text, state.fix_text),
            (self._prompt, state.prompt),
            (self._pin_message, state.pin_message),
        ):
            words.setText(text)
            show_or_hide(words, shown=bool(text))
        self._people.show_people(state.approvers, state.approver)
        self.pad.setAccessibleDescription(state.pin_message)
        self.pad.set_locked(locked=not state.can_send or state.is_busy)
        is_signed = bool(state.approvers) or bool(state.pin_message)
        show_or_hide(self._side, shown=is_signed)
        show_or_hide(self.send, shown=is_signed and not state.fix_text and not state.empty_text)
        self.send.setEnabled(state.can_send)
        self.read_button.setEnabled(state.can_read)
        self._notice.show_notice(state.notice)

    def show_fields(self, fields: tuple[FixField, ...]) -> None:
        """Show what may be typed anew, each with what it says now."""
        for old in self.fields:
            self._field_column.removeWidget(old)
            old.deleteLater()
        self.fields = [self._field(number, each) for number, each in enumerate(fields)]
        for number, field in enumerate(self.fields):
            self._field_column.insertWidget(number, field)
        show_or_hide(self._field_area, shown=bool(fields))

    def clear_pin(self) -> None:
        self.pad.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _field(self, number: int, shown: FixField) -> Field:
        field = Field(shown.label)
        field.line.setText(shown.text)
        field.line.textEdited.connect(lambda text: self.value_typed.emit(number, text))
        field.line.returnPressed.connect(lambda: self._after(number))
        return field

    def _after(self, number: int) -> None:
        """Enter goes to the next field, and from the last to the PIN."""
        rest = self.fields[number + 1 :]
        (rest[0].line if rest else self.pad).setFocus(Qt.FocusReason.TabFocusReason)

    def _into_case(self, _row: int) -> None:
        if self.fields:
            self.fields[0].line.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F4": self.read_requested.emit,
                "F6": self.desk_requested.emit,
                "Up": lambda: self._people.step(-1),
                "Down": lambda: self._people.step(1),
            }
        )
        self.list.stepped.connect(self.row_moved)
        self.list.row_pressed.connect(self.row_chosen)
        self.list.row_entered.connect(self._into_case)
        self._people.person_chosen.connect(self.approver_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self.send.clicked.connect(self.pad.submit)
        self.read_button.clicked.connect(self.read_requested)
        self.desk_button.clicked.connect(self.desk_requested)

    def _lay_out(self) -> None:
        self._list_card = card()
        keep_width(self._list_card, _LIST_WIDE)
        column(self._list_card, margin=1).addWidget(self.list)
        self._middle, self._side = card(), QWidget()
        self._lay_out_middle()
        self._lay_out_side()
        all_three = row(spacing=CARD_SIDE)
        all_three.addWidget(self._list_card)
        all_three.addWidget(self._middle, 1)
        all_three.addWidget(self._side)
        all_three.addWidget(self._empty, 1)
        self.body.addWidget(self._notice)
        self.body.addLayout(all_three, 1)
        words = self.tr("Arrows choose a case, Enter goes into it. Selling goes on meanwhile.")
        self.foot.addWidget(label(words, "caption", wrap=True), 1)
        self.foot.addWidget(self.desk_button)
        self.foot.addWidget(self.read_button)
        keep_width(self.send, _PAD_WIDE)
        self.foot.addWidget(self.send)

    def _lay_out_middle(self) -> None:
        inside = QVBoxLayout(self._middle)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(CARD_GAP)
        for words in (self._heading, self._when, self._message, self._blocked, self._next):
            inside.addWidget(words)
        self._field_area = QScrollArea()
        self._field_area.setWidgetResizable(True)
        self._field_area.setFrameShape(QFrame.Shape.NoFrame)
        self._field_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = QWidget()
        self._field_column = column(host, spacing=CARD_GAP)
        self._field_column.addStretch(1)
        self._field_area.setWidget(host)
        inside.addWidget(self._field_area, 1)
        inside.addWidget(self._fix_text)
        inside.addStretch(0)

    def _lay_out_side(self) -> None:
        keep_width(self._side, _PAD_WIDE)
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(label(self.tr("Who signs?"), "title"))
        right.addWidget(self._people, 1)
        right.addWidget(self._prompt)
        right.addWidget(self.pad)
        right.addWidget(self._pin_message)
