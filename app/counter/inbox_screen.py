"""The supervisor's desk: what waits at the left, the chosen row with its evidence at the right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.counter.fact_list import FactList
from app.counter.key_map import KeyMap
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    band,
    card,
    column,
    label,
    row,
)
from app.counter.message_picture import MessagePicture
from app.counter.row_list_view import RowListView
from app.counter.scrolled import Scrolled
from app.models.inbox_delegate import InboxDelegate
from app.models.row_list import RowListModel
from app.presenters.inbox_rows import InboxDetail
from app.presenters.inbox_state import InboxRow, InboxState
from app.theme.theme import current_theme
from app.widgets.empty_state import EmptyState
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.visibility import show_or_hide

_LIST_WIDE, _LIST_SHARE, _CHIP_GAP, _SCROLL_PX = 400, 0.38, 6, 80
DEED_KEYS = ("F6", "F7", "F8", "F9", "F10")
"""Keys of what can be done with a row, beside F12."""
_USUAL = "F12"


class InboxScreen(QWidget):
    """Draws ``InboxState``.

    ``stepped(rows)`` · ``row_pressed(row)`` · ``filter_pressed(index)`` · ``next_filter()`` (F3) ·
    ``sort_requested()`` (F4) · ``look_requested()`` (F5) · ``deed_requested(key)`` · ``left()``.
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    filter_pressed = Signal(int)
    next_filter = Signal()
    sort_requested = Signal()
    look_requested = Signal()
    deed_requested = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = label(self.tr("Supervisor's desk"), "heading"), Tag()
        self._filters, self._chips = FlowRow(spacing=_CHIP_GAP), list[QPushButton]()
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("What waits for a decision"))
        self._model: RowListModel[InboxRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(InboxDelegate(self.list))
        self.sort_button = KeyButton("", "F4", kind="quiet")
        self.look_button = KeyButton(self.tr("Refresh"), "F5", kind="quiet")
        self._notice = NoticeBar()
        self._heading, self._under = label("", "title", wrap=True), label("", "caption", wrap=True)
        self._amount, self._state = label("", "money_due"), Tag()
        self._why = label("", "body_strong", wrap=True)
        self.evidence = Scrolled(self.tr("Evidence"))
        self._facts = FactList()
        self._people = FactList(self.tr("Who is behind it"))
        self._steps = FactList(self.tr("What happened"))
        self.picture = MessagePicture()
        self.deeds = {key: KeyButton("", key) for key in DEED_KEYS}
        self.usual = PrimaryButton("", _USUAL, large=False)
        self._empty = EmptyState("shield-check")
        self.open_button = PrimaryButton(self.tr("Open the desk"), _USUAL)
        self._lay_out()
        self._connect()

    def show_state(self, state: InboxState) -> None:
        """Draw the whole place."""
        self._count.show_tag(state.count_text, "red")
        self._show_filters(state)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.chosen)
        self.sort_button.show_words(state.sort_text, "F4")
        for button in (self.sort_button, self.look_button):
            show_or_hide(button, shown=not state.can_open)
        self._notice.show_notice(state.notice)
        has_row = bool(state.heading)
        for part in (self._head, self._band, self.evidence, self._foot):
            show_or_hide(part, shown=has_row)
        show_or_hide(self._empty, shown=not has_row)
        show_or_hide(self.open_button, shown=state.can_open)
        self._empty.show_words(state.empty_text)
        self._heading.setText(state.heading)
        self._under.setText(state.under_text)
        self._amount.setText(state.amount_text)
        show_or_hide(self._amount, shown=bool(state.amount_text))
        self._state.show_tag(state.state_text, state.tone.value)
        self._show_detail(state.detail or InboxDetail())

    def focus_first(self) -> None:
        self.list.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted."""
        return self._keys.press(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = current_theme().px(_LIST_WIDE)
        self._queue.setFixedWidth(min(wanted, round(self.width() * _LIST_SHARE)))

    def _show_detail(self, detail: InboxDetail) -> None:
        self._why.setText("\n".join(detail.why))
        show_or_hide(self._why, shown=bool(detail.why))
        self._facts.show_facts(detail.facts)
        self._people.show_facts(detail.people)
        self._steps.show_facts(detail.steps)
        self.picture.show_picture(detail.picture)
        words = {deed.key: deed.words for deed in detail.deeds}
        buttons: dict[str, KeyButton | PrimaryButton] = {**self.deeds, _USUAL: self.usual}
        for key, button in buttons.items():
            show_or_hide(button, shown=key in words)
            if key in words:  # words that are gone stay, so that no button is measured without any
                button.show_words(words[key], key)

    def _show_filters(self, state: InboxState) -> None:
        while len(self._chips) < len(state.filters):
            self._chips.append(self._chip(len(self._chips)))
        for number, chip in enumerate(self._chips):
            is_there = number < len(state.filters)
            chip.setText(state.filters[number] if is_there else "")
            chip.setChecked(number == state.filter)
            show_or_hide(chip, shown=is_there)

    def _chip(self, number: int) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self.filter_pressed.emit(number))
        self._filters.add(chip)
        return chip

    def _scroll(self, pixels: int) -> None:
        bar = self.evidence.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _connect(self) -> None:
        acts = {key: partial(self.deed_requested.emit, key) for key in (*DEED_KEYS, _USUAL)}
        self._keys = KeyMap(
            {
                **acts,
                "F2": self.focus_first,
                "F3": self.next_filter.emit,
                "F4": self.sort_requested.emit,
                "F5": self.look_requested.emit,
                "Ctrl+Up": lambda: self._scroll(-_SCROLL_PX),
                "Ctrl+Down": lambda: self._scroll(_SCROLL_PX),
                "Esc": self.left.emit,
            },
            repeating=frozenset({"Ctrl+Up", "Ctrl+Down"}),
        )
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(lambda _row: self.deed_requested.emit(_USUAL))
        self.sort_button.clicked.connect(self.sort_requested)
        self.look_button.clicked.connect(self.look_requested)
        for key, button in self.deeds.items():
            button.clicked.connect(partial(self.deed_requested.emit, key))
        for usual in (self.usual, self.open_button):
            usual.clicked.connect(partial(self.deed_requested.emit, _USUAL))

    def _lay_out(self) -> None:
        whole = row(self, spacing=CARD_GAP)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        self._queue = card()
        self._lay_out_queue(column(self._queue, margin=1))
        right = card()
        self._lay_out_detail(column(right, margin=1))
        whole.addWidget(self._queue)
        whole.addWidget(right, 1)

    def _lay_out_queue(self, inside: QVBoxLayout) -> None:
        top = QWidget()
        head = column(top, margin=CARD_SIDE, spacing=CARD_GAP)
        first = FlowRow(spacing=CARD_GAP)
        for part in (self._title, self._count):
            first.add(part)
        head.addWidget(first)
        head.addWidget(self._filters)
        foot = band("top")
        buttons = FlowRow(spacing=CARD_GAP)
        for button in (self.sort_button, self.look_button):
            buttons.add(button)
        column(foot, margin=CARD_GAP).addWidget(buttons)
        inside.addWidget(top)
        inside.addWidget(self.list, 1)
        inside.addWidget(foot)

    def _lay_out_detail(self, inside: QVBoxLayout) -> None:
        self._head = QWidget()
        head = row(self._head)
        head.setContentsMargins(CARD_SIDE, CARD_SIDE, CARD_SIDE, CARD_GAP)
        words = QVBoxLayout()
        words.addWidget(self._heading)
        words.addWidget(self._under)
        head.addLayout(words, 1)
        amounts = QVBoxLayout()
        amounts.addWidget(self._amount, 0, Qt.AlignmentFlag.AlignRight)
        amounts.addWidget(self._state, 0, Qt.AlignmentFlag.AlignRight)
        head.addLayout(amounts)
        self._band = band()
        column(self._band, margin=CARD_SIDE).addWidget(self._why)
        facts = column(self.evidence.host, margin=CARD_SIDE, spacing=CARD_SIDE)
        for part in (self._facts, self._people, self._steps, self.picture):
            facts.addWidget(part)
        facts.addStretch(1)
        self._foot = band("top")
        buttons = FlowRow(spacing=CARD_GAP, is_right=True)
        for button in self.deeds.values():
            buttons.add(button)
        buttons.add(self.usual)
        column(self._foot, margin=CARD_SIDE).addWidget(buttons)
        opening = row()
        opening.setContentsMargins(CARD_SIDE, 0, CARD_SIDE, CARD_SIDE)
        opening.addStretch(1)
        opening.addWidget(self.open_button)
        opening.addStretch(1)
        for above in (self._notice, self._head, self._band):
            inside.addWidget(above)
        inside.addWidget(self.evidence, 1)
        inside.addWidget(self._empty, 1)
        inside.addLayout(opening)
        inside.addWidget(self._foot)
