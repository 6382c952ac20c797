"""The sale: find on the left, what is bought on the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.counter.cart_pane import CartPane
from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import CONTENT_LEFT, CONTENT_RIGHT, CONTENT_TOP
from app.counter.product_pane import ProductPane
from app.presenters.sale import SaleState
from app.theme.theme import current_theme

_CART_WIDTH, _CART_SHARE, _GAP = 446, 0.44, 18


class SaleScreen(QWidget):
    """Draws ``SaleState`` and says what was pressed; what a key means is decided elsewhere.

    Signals beside those of the panes: ``ship_requested()`` (F8), ``escape_requested()``.
    """

    text_changed = Signal(str)
    entered = Signal(str)
    moved = Signal(int)
    row_selected = Signal(int)
    row_chosen = Signal(int)
    line_selected = Signal(int)
    quantity_entered = Signal(int, int)
    quantity_stepped = Signal(int)
    remove_requested = Signal()
    pay_requested = Signal()
    ship_requested = Signal()
    escape_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.products = ProductPane()
        self.cart = CartPane()
        line = QHBoxLayout(self)
        line.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, 0)
        line.setSpacing(_GAP)
        line.addWidget(self.products, 1)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, 0, 0, CONTENT_TOP)
        holder.addWidget(self.cart)
        line.addLayout(holder)
        self._keys = KeyMap(
            {
                "F2": self.focus_search,
                "F4": self.cart.edit_quantity,
                "F8": self.ship_requested.emit,
                "F12": self.pay_requested.emit,
                "Del": self.remove_requested.emit,
                "+": lambda: self.quantity_stepped.emit(1),
                "-": lambda: self.quantity_stepped.emit(-1),
                "Esc": self.escape_requested.emit,
            },
            repeating=frozenset({"+", "-"}),
        )
        self._connect()

    def show_state(self, state: SaleState) -> None:
        """Draw the whole screen."""
        self.products.show_finder(state.finder)
        self.cart.show_cart(state.cart)

    def clear_search(self) -> None:
        self.products.search.clear()

    def focus_search(self) -> None:
        self.products.search.line.setFocus()
        self.products.search.line.selectAll()

    def focus_first(self) -> None:
        """Where the cursor belongs after everything that was done."""
        self.products.search.line.setFocus()

    def type_text(self, text: str) -> None:
        """Type into the search field from wherever the focus is."""
        self.products.type_text(text)

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; False leaves it to the window."""
        if self._keys.press(event):
            return True
        if is_typing(event):
            self.type_text(event.text())
            return True
        return False

    def _on_empty_key(self, name: str) -> None:
        if name == "Del":
            self.remove_requested.emit()
        else:
            self.quantity_stepped.emit(1 if name == "+" else -1)

    def _connect(self) -> None:
        products, cart = self.products, self.cart
        products.text_changed.connect(self.text_changed)
        products.submitted.connect(self.entered)
        products.moved.connect(self.moved)
        products.row_selected.connect(self.row_selected)
        products.row_chosen.connect(self.row_chosen)
        products.empty_key.connect(self._on_empty_key)
        cart.line_selected.connect(self.line_selected)
        cart.quantity_requested.connect(cart.edit_quantity)
        cart.quantity_entered.connect(self.quantity_entered)
        cart.editing_ended.connect(self.focus_first)
        cart.remove_requested.connect(self.remove_requested)
        cart.pay_requested.connect(self.pay_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = current_theme().px(_CART_WIDTH)
        self.cart.setFixedWidth(min(wanted, round(self.width() * _CART_SHARE)))
