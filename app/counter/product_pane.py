"""The left of the sale: search field, the products found, and the keys that matter here."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.counter.labels import card, column
from app.counter.row_list_view import STEPS, RowListView
from app.models.product_delegate import ProductColumns, ProductDelegate
from app.models.row_list import RowListModel
from app.presenters.key_hints import sale_hints
from app.presenters.product_finder import FinderState
from app.presenters.product_rows import ProductRow
from app.theme.theme import current_theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.search_field import SearchField

_GAP = 12
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class _ProductHeader(QFrame):
    """The names of the columns, where the delegate draws them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("band", "top")
        self._name = self._heading(self.tr("Product"))
        self._middle = self._heading(self.tr("Category and barcode"))
        self._price = self._heading(self.tr("Price, VAT included"))
        self._price.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._refresh()

    def _heading(self, text: str) -> ElidedLabel:
        return ElidedLabel(text, "caption", self)

    def align_to(self, row_width: int) -> None:
        """Stand above rows of this many pixels: a list that scrolls is narrower than its card."""
        columns = ProductColumns.of(row_width, current_theme())
        high = self.height()
        self._name.setGeometry(columns.text_left, 0, columns.text_right - columns.text_left, high)
        self._middle.setVisible(columns.has_middle)
        price_room = self._price.sizeHint().width()
        price_left = columns.price_right - price_room
        self._middle.setGeometry(columns.middle_left, 0, price_left - columns.middle_left, high)
        self._price.setGeometry(price_left, 0, price_room, high)

    def _refresh(self) -> None:
        self.setFixedHeight(current_theme().height("table_header"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)


class ProductPane(QWidget):
    """Says what is typed and chosen.

    ``text_changed(text)`` · ``submitted(text)``: Enter in the search field · ``moved(rows)``:
    arrows · ``row_selected(row)``: a click · ``row_chosen(row)``: Enter in the list, a double click
    · ``empty_key(name)``: a key that has a meaning for the cart while nothing is typed.
    """

    text_changed = Signal(str)
    submitted = Signal(str)
    moved = Signal(int)
    row_selected = Signal(int)
    row_chosen = Signal(int)
    empty_key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(
            self.tr("Scan, or type a name, code or barcode"), self.tr("Scan any time")
        )
        self.search.line.installEventFilter(self)
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Products found"))
        self._model: RowListModel[ProductRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ProductDelegate(self.tr("Enter"), self.list))
        self._empty = EmptyState("scan")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._header = _ProductHeader()
        self.list.viewport().installEventFilter(self)
        frame = card()
        inside = column(frame, margin=1)
        inside.addWidget(self._header)
        inside.addWidget(self._pages, 1)
        hints = HintBar([Hint(hint.keys, hint.does) for hint in sale_hints()])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.search)
        whole.addSpacing(_GAP)
        whole.addWidget(frame, 1)
        whole.addWidget(hints)
        self._connect()

    def show_finder(self, state: FinderState) -> None:
        """Draw what was found, or what to do while there is nothing."""
        self.search.show_found(state.note)
        self._model.set_rows(state.rows)
        self._header.setVisible(bool(state.rows))
        if state.rows:
            self._pages.setCurrentWidget(self.list)
            self.list.show_selected(state.selected)
            self._header.align_to(self.list.viewport().width())
        else:
            self._empty.show_words(f"{state.empty_title}\n{state.empty_text}".strip())
            self._pages.setCurrentWidget(self._empty)

    def type_text(self, text: str) -> None:
        """Type as if the cursor stood in the search field."""
        self.search.line.setFocus()
        self.search.line.insert(text)
        self.text_changed.emit(self.search.text())

    def _connect(self) -> None:
        self.search.text_edited.connect(self.text_changed)
        self.search.submitted.connect(self.submitted)
        self.list.stepped.connect(self.moved)
        self.list.row_pressed.connect(self.row_selected)
        self.list.row_entered.connect(self.row_chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() is QEvent.Type.Resize:
            self._header.align_to(self.list.viewport().width())
        is_press = event.type() is QEvent.Type.KeyPress
        if watched is self.search.line and is_press and isinstance(event, QKeyEvent):
            return self._on_search_key(event)
        return super().eventFilter(watched, event)

    def _on_search_key(self, event: QKeyEvent) -> bool:
        """Arrows walk the list; with nothing typed, +, - and Del are for the cart."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~_SHIFT:
            return False
        if key in STEPS:
            self.moved.emit(STEPS[key])
            return True
        if self.search.text():
            return False
        names = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Plus: "+", Qt.Key.Key_Minus: "-"}
        if key in names:
            self.empty_key.emit(names[key])
            return True
        return False
