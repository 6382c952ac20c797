"""Several products carry one code: choose the one in the hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.counter.labels import card, column, label
from app.counter.row_list_view import RowListView
from app.models.product_delegate import ProductDelegate
from app.models.row_list import RowListModel
from app.presenters.choice import ChoiceState
from app.presenters.product_rows import ProductRow
from app.widgets.dialog_frame import DialogFrame

_WIDE, _HIGH = 780, 460


class ChoiceDialog(DialogFrame):
    """Draws ``ChoiceState``: ``row_chosen(row)`` on Enter or double click, ``dismissed`` on Esc."""

    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._text = label("", "muted")
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Products with this code"))
        self._model: RowListModel[ProductRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ProductDelegate(self.tr("Enter"), self.list))
        frame = card()
        column(frame, margin=1).addWidget(self.list)
        self.body.addWidget(self._text)
        self.body.addWidget(frame, 1)
        self.hide_foot()
        self.list.stepped.connect(self._step)
        self.list.row_pressed.connect(self.list.show_selected)
        self.list.row_entered.connect(self.row_chosen)

    def show_state(self, state: ChoiceState) -> None:
        """Draw the products; the first is selected."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._text.setText(state.text)
        self._model.set_rows(state.rows)
        self.list.show_selected(0 if state.rows else -1)

    def focus_first(self) -> None:
        self.list.setFocus()

    def _step(self, rows: int) -> None:
        last = len(self._model.rows) - 1
        self.list.show_selected(min(max(self.list.selected_row() + rows, 0), last))
