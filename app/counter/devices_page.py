"""*Devices*: the list of what stands here, and the chosen device with its settings and its test."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import RowListView
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters.device_forms import DeviceField
from app.presenters.device_rows import DeviceRow
from app.presenters.devices import DevicesState
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_LIST_WIDE, _LIST_SHARE, _GAP = 360, 0.36, 10
_COLUMNS, _COMBO_CHARS = 2, 8


class DevicesPage(QWidget):
    """Draws ``DevicesState``.

    ``stepped(rows)`` · ``row_pressed(row)`` · ``field_changed(key, text)`` · ``test_requested()``
    (F12) · ``offer_taken()`` (F6) · ``look_requested()`` (F5).
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    field_changed = Signal(str, str)
    test_requested = Signal()
    offer_taken = Signal()
    look_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Devices"))
        self._model: RowListModel[DeviceRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self._title = label("", "heading")
        self._about, self._next = label("", "body", wrap=True), label("", "muted", wrap=True)
        self._live = label("", "title", wrap=True)
        self._notice = NoticeBar()
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(CARD_GAP)
        self._form.setVerticalSpacing(_GAP)
        for side in range(_COLUMNS):
            self._form.setColumnStretch(side, 1)
        self._shown: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
        self.controls: dict[str, QComboBox | QLineEdit] = {}
        self._wrong = label("", "error", wrap=True)
        self.test_button = PrimaryButton("", "F12")
        self.look_button = KeyButton(self.tr("Refresh"), "F5")
        self._lay_out()
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F4": self._focus_fields,
                "F5": self.look_requested.emit,
                "F6": self.offer_taken.emit,
                "F12": self.test_requested.emit,
            }
        )
        self._connect()

    def show_state(self, state: DevicesState) -> None:
        """Draw the whole page; a field that is being typed in is left alone."""
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        self._title.setText(state.title)
        self._about.setText(state.about)
        self._next.setText(state.next_step)
        self._show_fields(state.fields)
        self._live.setText(state.live)
        show_or_hide(self._live, shown=bool(state.live))
        self._live.setAccessibleName(state.live)
        self._notice.show_notice(state.notice)
        self.test_button.show_words(state.test_words, "F12")
        self.test_button.setEnabled(not state.is_busy)

    def focus_first(self) -> None:
        self.list.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; Left goes from the fields to the list."""
        if self._keys.press(event):
            return True
        if event.key() == Qt.Key.Key_Escape and self._has_field_focus():
            self.list.setFocus()
            return True
        return False

    def _has_field_focus(self) -> bool:
        return any(control.hasFocus() for control in self.controls.values())

    def _focus_fields(self) -> None:
        first = next(iter(self.controls.values()), None)
        (first or self.test_button).setFocus()

    def _show_fields(self, fields: tuple[DeviceField, ...]) -> None:
        shape = tuple((field.key, field.options) for field in fields)
        if shape != self._shown:
            self._shown = shape
            self._make_fields(fields)
        for field in fields:
            control = self.controls[field.key]
            if isinstance(control, QComboBox):
                control.setCurrentIndex(max(control.findData(field.text), 0))
            elif not control.hasFocus() or not control.isModified():
                control.setText(field.text)
            set_style_property(control, "state", "wrong" if field.wrong else None)
            control.setAccessibleDescription(field.wrong)
        wrong = next((field.wrong for field in fields if field.wrong), "")
        self._wrong.setText(wrong)
        show_or_hide(self._wrong, shown=bool(wrong))

    def _make_fields(self, fields: tuple[DeviceField, ...]) -> None:
        had_focus = self._has_field_focus()
        while (item := self._form.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.controls.clear()
        last: QWidget = self.list
        for number, field in enumerate(fields):
            control = self._control(field)
            name = label(field.label, "caption")
            name.setBuddy(control)
            control.setAccessibleName(field.label)
            self.controls[field.key] = control
            line, side = divmod(number, _COLUMNS)
            for offset, widget in enumerate((name, control)):
                self._form.addWidget(widget, line * 2 + offset, side)
            QWidget.setTabOrder(last, control)
            last = control
        QWidget.setTabOrder(last, self.test_button)
        if had_focus:
            self._focus_fields()

    def _control(self, field: DeviceField) -> QComboBox | QLineEdit:
        if field.options:
            combo = QComboBox()
            combo.setMinimumContentsLength(_COMBO_CHARS)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            for value, words in field.options:
                combo.addItem(words, value)
            combo.activated.connect(
                lambda _index, key=field.key, box=combo: self.field_changed.emit(
                    key, str(box.currentData())
                )
            )
            return combo
        line = QLineEdit()
        line.editingFinished.connect(
            lambda key=field.key, edit=line: self._on_typed(key, edit)  # also when Tab leaves it
        )
        return line

    def _on_typed(self, key: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.field_changed.emit(key, line.text())

    def _lay_out(self) -> None:
        listing, detail = card(), card()
        column(listing, margin=1).addWidget(self.list)
        self._listing = listing
        within = QWidget()
        inside = column(within, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(self._title)
        inside.addWidget(self._about)
        inside.addWidget(self._next)
        inside.addWidget(self._notice)
        inside.addWidget(self._live)
        inside.addWidget(self._wrong)
        inside.addLayout(self._form)
        inside.addStretch(1)
        around = column(detail, margin=1)
        around.addWidget(_scrolling(within), 1)
        foot = row(spacing=CARD_GAP)
        foot.setContentsMargins(CARD_SIDE + 4, CARD_GAP, CARD_SIDE + 4, CARD_SIDE + 4)
        foot.addWidget(self.look_button)
        foot.addStretch(1)
        foot.addWidget(self.test_button, 3)
        around.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        whole.addWidget(listing)
        whole.addWidget(detail, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = current_theme().px(_LIST_WIDE)
        self._listing.setFixedWidth(min(wanted, round(self.width() * _LIST_SHARE)))

    def _connect(self) -> None:
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(lambda _row: self._focus_fields())
        self.test_button.clicked.connect(self.test_requested)
        self.look_button.clicked.connect(self.look_requested)
        self._notice.action_pressed.connect(self.offer_taken)


def _scrolling(inside: QWidget) -> QScrollArea:
    """Everything fits at 100 %; with larger words it scrolls to where the cursor is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
