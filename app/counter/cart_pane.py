"""The right of the sale: the lines, the totals, and the way to payment."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, band, column, label, row
from app.counter.row_list_view import RowListView
from app.models.cart_delegate import CartDelegate
from app.models.row_list import RowListModel
from app.presenters.cart_rows import CartRow, CartState
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.icon_label import IconLabel
from app.widgets.key_button import KeyButton
from app.widgets.money_label import MoneyLabel
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_HEAD_ROOM, _GAP, _TOTALS_TOP = 13, 8, 10


class CartPane(QFrame):
    """Draws a ``CartState``.

    ``stepped(rows)`` and ``line_selected(line_no)``: arrows and clicks · ``quantity_requested()``:
    the button, F4 · ``weigh_requested()``: the same, on goods by weight ·
    ``quantity_entered(line_no, quantity)`` · ``remove_requested()`` · ``pay_requested()``.
    """

    stepped = Signal(int)
    line_selected = Signal(int)
    quantity_requested = Signal()
    weigh_requested = Signal()
    quantity_entered = Signal(int, int)
    editing_ended = Signal()
    remove_requested = Signal()
    pay_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("This sale"))
        self._heading, self._lines = ElidedLabel("", "title"), label("", "caption")
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Lines of the sale"))
        self.list.setUniformItemSizes(False)  # what is scarce has a line more
        self._model: RowListModel[CartRow] = RowListModel(self, is_editable=True)
        self._delegate = CartDelegate(self.tr("Quantity"), self.list)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self._empty = EmptyState("cart")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._items, self._subtotal = label("", "muted"), MoneyLabel("muted")
        self._off_words, self._off = label("", "muted"), MoneyLabel("muted")
        self._vat_words, self._vat = label("", "muted"), MoneyLabel("muted")
        self._dollar_words, self._dollars = label("", "muted"), MoneyLabel("muted")
        self._currency, self._total = ElidedLabel("", "caption"), MoneyLabel("money_total")
        self.quantity_button = KeyButton(self.tr("Quantity"), "F4")
        self.remove_button = KeyButton(self.tr("Remove"), "Del")
        self.pay_button = PrimaryButton(self.tr("Take payment"), "F12")
        whole = column(self, margin=1)
        whole.addWidget(self._head())
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._totals())
        whole.addLayout(self._buttons())
        self._connect()
        self._refresh()

    def show_cart(self, state: CartState) -> None:
        """Draw the cart; amounts change at once and never animate."""
        self._heading.show_text(state.heading)
        self._lines.setText(state.lines_text)
        self._model.set_rows(state.rows)
        if state.rows:
            self._pages.setCurrentWidget(self.list)
            self.list.show_selected(state.selected)
        else:
            self._empty.show_words(state.empty_text)
            self._pages.setCurrentWidget(self._empty)
        self._items.setText(state.items_text)
        self._subtotal.show_amount(state.subtotal_text)
        self._off_words.setText(state.discount_label)
        self._off.show_amount(state.discount_text)
        self._dollar_words.setText(state.dollars_label)
        self._dollars.show_amount(state.dollars_text)
        for parts, shown in (
            ((self._off_words, self._off), bool(state.discount_text)),
            ((self._dollar_words, self._dollars), bool(state.dollars_text)),
        ):
            for part in parts:
                show_or_hide(part, shown=shown)
        self._vat_words.setText(state.vat_label)
        self._vat.show_amount(state.vat_text)
        self._currency.show_text(state.currency_name)
        self._total.show_amount(state.total_text)
        self._total.setAccessibleName(f"{self.tr('Total')} {state.total_text}")
        self.quantity_button.setEnabled(state.can_change_quantity)
        self.remove_button.setEnabled(state.selected >= 0)
        self.pay_button.setEnabled(state.can_pay)

    def edit_quantity(self) -> None:
        """Open the quantity of the selected line for typing, or ask for its weight.

        A shipment is always one.
        """
        index = self.list.currentIndex()
        if not index.isValid() or not self.quantity_button.isEnabled():
            return
        if self._model.rows[index.row()].is_weighed:
            self.weigh_requested.emit()
        else:
            self.list.edit(index)

    def row_line_no(self, number: int) -> int | None:
        rows = self._model.rows
        return rows[number].line_no if 0 <= number < len(rows) else None

    def step_from(self, rows: int) -> None:
        """Select the line some rows further on."""
        last = len(self._model.rows) - 1
        if last >= 0:
            self._select(min(max(self.list.selected_row() + rows, 0), last))

    def _select(self, number: int) -> None:
        line_no = self.row_line_no(number)
        if line_no is not None:
            self.line_selected.emit(line_no)

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("row", True)
        line = QHBoxLayout(head)
        line.setContentsMargins(CARD_SIDE, _HEAD_ROOM, CARD_SIDE, _HEAD_ROOM)
        line.setSpacing(CARD_GAP)
        line.addWidget(IconLabel("cart", Color.LAGOON_INK))
        line.addWidget(self._heading, 1)
        line.addWidget(self._lines)
        return head

    def _totals(self) -> QWidget:
        frame = band("bottom")
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(CARD_SIDE, _TOTALS_TOP, CARD_SIDE, _TOTALS_TOP)
        whole.setSpacing(1)
        for words, amount in (
            (self._items, self._subtotal),
            (self._off_words, self._off),
            (self._vat_words, self._vat),
            (self._dollar_words, self._dollars),
        ):
            line = row()
            line.addWidget(words, 1)
            line.addWidget(amount)
            whole.addLayout(line)
        total = row()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(label(self.tr("Total"), "title"))
        names.addWidget(self._currency)
        names.addStretch(1)
        total.addLayout(names, 1)
        total.addWidget(self._total)
        whole.addLayout(total)
        return frame

    def _buttons(self) -> QVBoxLayout:
        whole = QVBoxLayout()
        whole.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_SIDE)
        whole.setSpacing(_GAP + 2)
        pair = row(spacing=_GAP)
        pair.addWidget(self.quantity_button, 1)
        pair.addWidget(self.remove_button, 1)
        whole.addLayout(pair)
        whole.addWidget(self.pay_button)
        return whole

    def _connect(self) -> None:
        self.list.stepped.connect(self.step_from)
        self.list.row_pressed.connect(self._select)
        self.list.row_entered.connect(lambda _row: self.quantity_requested.emit())
        self._delegate.quantity_entered.connect(self.quantity_entered)
        self._delegate.closeEditor.connect(lambda _editor, _hint: self.editing_ended.emit())
        self.quantity_button.clicked.connect(self.quantity_requested)
        self.remove_button.clicked.connect(self.remove_requested)
        self.pay_button.clicked.connect(self.pay_requested)

    def _refresh(self) -> None:
        self._lines.setMinimumHeight(current_theme().height("key_cap"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)
