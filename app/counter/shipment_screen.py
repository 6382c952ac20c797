"""A shipment: who sends and who receives, the pieces against their limits, the quote."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.counter.chips import chip
from app.counter.key_map import KeyMap
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    column,
    label,
    row,
)
from app.counter.limit_strip import LimitStrip
from app.counter.party_card import PartyCard
from app.counter.piece_table_view import PieceTableView
from app.counter.quote_card import QuoteCard
from app.counter.scaled import keep_at_least_high
from app.models.piece_table import PieceTableModel
from app.presenters.ship_form import ShipmentForm
from app.presenters.ship_state import ShipmentState, own_errors
from app.theme.theme import current_theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar

_QUOTE_WIDTH, _QUOTE_SHARE, _NOTICE_EDGE = 362, 0.29, 6
_PIECES_LEAST = 320


class ShipmentScreen(QWidget):
    """Draws ``ShipmentState``.

    ``party_edited(who, field, text)`` · ``field_left(key)`` · ``piece_edited(row, field, text)`` ·
    ``piece_added()`` · ``piece_removed(row)`` · ``declared_typed(text)`` ·
    ``units_chosen(weight_unit, length_unit)`` · ``cleared()`` · ``add_requested()`` ·
    ``weigh_requested(row)`` (F4; -1 while no row is chosen) · ``special_requested()`` (F5) ·
    ``quotes_requested()`` (F6).
    """

    party_edited = Signal(str, str, str)
    field_left = Signal(str)
    piece_edited = Signal(int, str, str)
    piece_added = Signal()
    piece_removed = Signal(int)
    declared_typed = Signal(str)
    units_chosen = Signal(str, str)
    cleared = Signal()
    add_requested = Signal()
    weigh_requested = Signal(int)
    special_requested = Signal()
    quotes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "heading")
        self.consignor = PartyCard(self.tr("Sender (consignor)"))
        self.consignee = PartyCard(self.tr("Receiver (consignee)"))
        self._strip = LimitStrip()
        self._model = PieceTableModel(self._headings("lb", "in"), self)
        self.table = PieceTableView(self._model)
        self.table.setAccessibleName(self.tr("Pieces"))
        self._limit_notice, self._notice = NoticeBar(), NoticeBar()
        self._piece_error = ElidedLabel("", "error")
        self.add_piece = KeyButton(self.tr("Add a piece"), "Ins", kind="quiet", icon="plus")
        self._pounds, self._kilos = chip("lb, in"), chip("kg, cm")
        self.clear_button = KeyButton(self.tr("Start again"), "", kind="quiet", icon="refresh")
        self.clear_button.setProperty("measure", "small")
        self.special_button = KeyButton(self.tr("Special quote"), "F5", kind="quiet")
        self.quotes_button = KeyButton("", "F6", kind="quiet", icon="clock")
        self.quotes_button.setProperty("measure", "small")
        self._clears_next = False
        self.quote = QuoteCard()
        self.declared = self.quote.declared
        self._lay_out()
        self._connect()
        self._order_tabs()

    def show_state(self, state: ShipmentState) -> None:
        """Draw the whole screen; fields that say the same are left alone."""
        self._clears_next = False
        self.clear_button.show_words(self.tr("Start again"), "")
        self._title.setText(state.title)
        for who, shown, party in (
            ("consignor", self.consignor, state.form.consignor),
            ("consignee", self.consignee, state.form.consignee),
        ):
            shown.show_party(
                party, own_errors(dict(state.errors), who), own_errors(dict(state.doubts), who)
            )
        self._strip.show_bars(state.bars)
        self._model.set_rows(state.rows)
        self._show_units(state.form)
        self._limit_notice.show_notice(state.limit_notice)
        self._notice.show_notice(state.notice)
        self._piece_error.show_text(_first_piece_error(state))
        declared = state.form.declared_value
        if self.declared.line.text() != declared:
            self.declared.line.setText(declared)
        self.declared.show_wrong(dict(state.errors).get("declared_value", ""))
        self.add_piece.setEnabled(state.can_add_piece)
        self.quotes_button.show_words(state.special_text, "F6")
        self.quote.show_quote(state.quote)
        self.quote.saving.show_busy(is_busy=state.is_busy)

    def focus_field(self, key: str) -> None:
        """Go to a field by its key, such as ``consignee.region`` or ``piece.0.weight``."""
        who, _, rest = key.partition(".")
        if who == "piece":
            number, _, name = rest.partition(".")
            self.table.edit_cell(int(number), name)
        elif who == "declared_value":
            self.declared.line.setFocus()
        else:
            (self.consignor if who == "consignor" else self.consignee).focus_field(rest)

    def focus_first(self) -> None:
        self.consignor.focus_field("name")

    def take_key(self, event: QKeyEvent) -> bool:
        return self._keys.press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _on_clear(self) -> None:
        """What was typed is lost only by pressing twice; anything done between begins anew."""
        if self._clears_next:
            self.cleared.emit()
            return
        self._clears_next = True
        self.clear_button.show_words(self.tr("Press again to clear it all"), "")

    def _remove_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.piece_removed.emit(index.row())

    def _remove_over(self) -> None:
        """Take out the piece the notice speaks of: the first over a limit."""
        over = next((at for at, piece in enumerate(self._model.rows) if piece.is_over), None)
        if over is not None:
            self.piece_removed.emit(over)

    def _headings(self, weight_unit: str, length_unit: str) -> tuple[str, ...]:
        sides = " \N{MULTIPLICATION SIGN} ".join("LWH")
        return (
            "#",
            self.tr("What is inside"),
            self.tr("Packing"),
            f"{self.tr('Weight')} {weight_unit}",
            f"{sides} {length_unit}",
            self.tr("Size lb"),
            self.tr("Charge lb"),
            self.tr("Flags"),
        )

    def _show_units(self, form: ShipmentForm) -> None:
        self._model.set_headings(self._headings(form.weight_unit, form.length_unit))
        self._pounds.setChecked(form.weight_unit == "lb")
        self._kilos.setChecked(form.weight_unit == "kg")

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F4": lambda: self.weigh_requested.emit(self.table.currentIndex().row()),
                "F5": self.special_requested.emit,
                "F6": self.quotes_requested.emit,
                "F12": self.add_requested.emit,
                "Ins": self.piece_added.emit,
                "Del": self._remove_current,
            }
        )
        for who, shown in (("consignor", self.consignor), ("consignee", self.consignee)):
            shown.edited.connect(
                lambda name, text, who=who: self.party_edited.emit(who, name, text)
            )
            shown.left.connect(lambda name, who=who: self.field_left.emit(f"{who}.{name}"))
        self._model.typed.connect(self.piece_edited)
        self.table.add_requested.connect(self.piece_added)
        self.table.remove_requested.connect(self.piece_removed)
        self.add_piece.clicked.connect(self.piece_added)
        self._limit_notice.action_pressed.connect(self._remove_over)
        self.declared.line.textEdited.connect(self.declared_typed)
        self._pounds.clicked.connect(lambda: self.units_chosen.emit("lb", "in"))
        self._kilos.clicked.connect(lambda: self.units_chosen.emit("kg", "cm"))
        self.clear_button.clicked.connect(self._on_clear)
        self.special_button.clicked.connect(self.special_requested)
        self.quotes_button.clicked.connect(self.quotes_requested)
        self.quote.add_requested.connect(self.add_requested)

    def _order_tabs(self) -> None:
        order = [
            *self.consignor.tab_order(),
            *self.consignee.tab_order(),
            self.table,
            self.add_piece,
            self.special_button,
            self._pounds,
            self._kilos,
            self.quote.declared,
            self.quote.add,
            self.quotes_button,
            self.clear_button,
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.quotes_button)
        head.addWidget(self.clear_button)
        parties = row(spacing=CARD_GAP)
        parties.addWidget(self.consignor, 1)
        parties.addWidget(self.consignee, 1)
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addLayout(parties)
        left.addWidget(self._pieces(), 1)
        both = QHBoxLayout()
        both.setSpacing(CARD_GAP)
        both.addWidget(self._scrolling(left), 1)
        both.addWidget(self.quote)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP)
        whole.addLayout(head)
        whole.addWidget(self._notice)
        whole.addLayout(both, 1)

    def _scrolling(self, left: QVBoxLayout) -> QScrollArea:
        """Everything fits at 100 %; with larger words this side scrolls to where the cursor is."""
        inside = QWidget()
        left.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(left)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _pieces(self) -> QFrame:
        frame = card()
        keep_at_least_high(frame, _PIECES_LEAST)
        inside = column(frame, margin=1)
        inside.addWidget(self._strip)
        inside.addWidget(self.table, 1)
        around = row()
        around.setContentsMargins(_NOTICE_EDGE, _NOTICE_EDGE, _NOTICE_EDGE, 0)
        around.addWidget(self._limit_notice)
        inside.addLayout(around)
        foot = row(spacing=CARD_GAP)
        foot.setContentsMargins(CARD_SIDE - 4, _NOTICE_EDGE, CARD_SIDE, _NOTICE_EDGE)
        foot.addWidget(self.add_piece)
        foot.addWidget(self.special_button)
        foot.addWidget(self._piece_error, 1)
        foot.addWidget(self._pounds)
        foot.addWidget(self._kilos)
        inside.addLayout(foot)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = current_theme().px(_QUOTE_WIDTH)
        self.quote.setFixedWidth(min(wanted, round(self.width() * _QUOTE_SHARE)))


def _first_piece_error(state: ShipmentState) -> str:
    for piece in state.rows:
        for text in piece.errors.values():
            return text
    return next((text for key, text in state.errors if key.startswith("piece.")), "")
