"""F3: the customers found at the left, the fields and consents of the chosen one at the right."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import STEPS, RowListView
from app.counter.scaled import keep_width
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters import customer_words
from app.presenters.customers import ConsentRow, CustomerForm, CustomerRow, CustomerState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.search_field import SearchField
from domain.customer import EMAIL_MAX, TEXT_MAX, Purpose
from domain.shipment import REGION_NAMES

_WIDE, _HIGH, _LIST_WIDE, _PRIMARY_WIDE = 1170, 660, 430, 260
_LINES = 6  # the grid is twelve columns wide


class _Consent(QWidget):
    """A box to tick, the words a person agrees to, and how it stands."""

    def __init__(self, shown: ConsentRow) -> None:
        super().__init__()
        self.box = QCheckBox(shown.title)
        self._state = label("", "caption")
        self._words = label(shown.words, "caption", wrap=True)
        head = row()
        head.addWidget(self.box)
        head.addWidget(self._state, 1)
        whole = column(self, spacing=2)
        whole.addLayout(head)
        whole.addWidget(self._words)
        self.setFocusProxy(self.box)

    def show_row(self, shown: ConsentRow) -> None:
        self.box.setChecked(shown.given)
        self._state.setText(shown.state_text)
        self._words.setText(shown.words)
        self.box.setAccessibleDescription(f"{shown.words} {shown.state_text}")


class CustomerDialog(DialogFrame):
    """Draws ``CustomerState``.

    ``text_changed(text)`` · ``moved(rows)`` · ``row_selected(row)`` · ``chosen()`` ·
    ``new_requested()`` (F6) · ``nobody_requested()`` (F8) · ``field_typed(name, text)`` ·
    ``consent_pressed(purpose)`` · ``save_requested()`` (F12).
    """

    text_changed = Signal(str)
    moved = Signal(int)
    row_selected = Signal(int)
    chosen = Signal()
    new_requested = Signal()
    nobody_requested = Signal()
    field_typed = Signal(str, str)
    consent_pressed = Signal(str)
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self.search = SearchField(
            self.tr("Name, phone or e-mail"), self.tr("Type any of them"), "F2"
        )
        self.search.line.installEventFilter(self)
        self._found = label("", "caption")
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Customers found"))
        self._model: RowListModel[CustomerRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self._empty = EmptyState("users")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._heading = label("", "heading", wrap=True)
        self._notice = NoticeBar()
        self.fields = {
            "name": Field(self.tr("Name")),
            "phone": Field(self.tr("Phone")),
            "email": Field(self.tr("E-mail")),
            "tax_number": Field(self.tr("VAT or TIN number")),
            "lot_street": Field(self.tr("Lot and street")),
            "village": Field(self.tr("Village")),
            "landmark": Field(self.tr("Landmark")),
        }
        self.region = QComboBox()
        self.region.setAccessibleName(self.tr("Region"))
        self.region.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.region.setMinimumContentsLength(8)
        for number in (0, *REGION_NAMES):
            self.region.addItem(customer_words.region(number), str(number or ""))
        self.consents: dict[Purpose, _Consent] = {}
        self.nobody_button = KeyButton(self.tr("Name nobody"), "F8")
        self.new_button = KeyButton(self.tr("New customer"), "F6")
        self.choose_button = KeyButton(self.tr("Take for this sale"), self.tr("Enter"))
        self.save_button = PrimaryButton(self.tr("Save and take"), "F12")
        self._lay_out()
        self._connect()

    def show_state(self, state: CustomerState) -> None:
        """Draw the whole dialog; a field that says the same is left alone, with its cursor."""
        self.show_head(customer_words.title(), state.for_whom, self.tr("Esc goes back"))
        self._found.setText(state.found_text)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        self._empty.show_words(state.empty_text)
        self._pages.setCurrentWidget(self.list if state.rows else self._empty)
        self._heading.setText(state.heading)
        self._show_form(state.form, state.phone_doubt)
        self._show_consents(state.consents)
        self.choose_button.setEnabled(state.can_choose)
        self.save_button.setEnabled(state.can_save)
        self.nobody_button.setEnabled(state.can_clear)
        self._notice.show_notice(state.notice)

    def clear_search(self) -> None:
        self.search.clear()

    def focus_form(self) -> None:
        """Go to the first field that is empty: what was searched for stands in one already."""
        empty = [field for field in self.fields.values() if not field.line.text()]
        (empty or list(self.fields.values()))[0].line.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._show_whole(watched)
        if watched is self.search.line and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.type() is QEvent.Type.KeyPress and key in STEPS:
                self.moved.emit(STEPS[key])
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _show_whole(self, widget: QWidget) -> None:
        if self._area.isAncestorOf(widget):
            self._area.ensureWidgetVisible(widget)

    def _show_form(self, form: CustomerForm, phone_doubt: str) -> None:
        for name, field in self.fields.items():
            text = getattr(form, name)
            if field.line.text() != text:
                field.line.setText(text)
                field.line.setCursorPosition(0)
        self.fields["phone"].show_wrong(phone_doubt)
        wanted = str(form.region or "")
        if self.region.currentData() != wanted:
            self.region.setCurrentIndex(self.region.findData(wanted))

    def _show_consents(self, rows: tuple[ConsentRow, ...]) -> None:
        if list(self.consents) != [each.purpose for each in rows]:
            for old in self.consents.values():
                self._consent_column.removeWidget(old)
                old.deleteLater()
            self.consents = {}
            for number, shown in enumerate(rows):
                made = _Consent(shown)
                made.box.clicked.connect(
                    lambda _on, purpose=shown.purpose: self.consent_pressed.emit(purpose)
                )
                made.box.installEventFilter(self)
                self._consent_column.insertWidget(number, made)
                self.consents[shown.purpose] = made
        for shown in rows:
            self.consents[shown.purpose].show_row(shown)

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": self.search.line.setFocus,
                "F4": self.fields["name"].line.setFocus,
                "F6": self.new_requested.emit,
                "F8": self.nobody_requested.emit,
                "F12": self.save_requested.emit,
            }
        )
        self.search.text_edited.connect(self.text_changed)
        self.search.submitted.connect(lambda _text: self.chosen.emit())
        self.list.stepped.connect(self.moved)
        self.list.row_pressed.connect(self.row_selected)
        self.list.row_entered.connect(lambda _row: self.chosen.emit())
        for name, field in self.fields.items():
            field.line.setMaxLength(EMAIL_MAX if name == "email" else TEXT_MAX)
            field.line.textEdited.connect(lambda text, name=name: self.field_typed.emit(name, text))
            field.line.returnPressed.connect(self._to_next)
        self.region.activated.connect(
            lambda _row: self.field_typed.emit("region", self.region.currentData())
        )
        self.new_button.clicked.connect(self.new_requested)
        self.nobody_button.clicked.connect(self.nobody_requested)
        self.choose_button.clicked.connect(self.chosen)
        self.save_button.clicked.connect(self.save_requested)

    def _to_next(self) -> None:
        self.focusNextPrevChild(True)

    def _lay_out(self) -> None:
        left, right = QWidget(), card()
        keep_width(left, _LIST_WIDE)
        frame = card()
        column(frame, margin=1).addWidget(self._pages)
        at_left = column(left, spacing=CARD_GAP // 2)
        at_left.addWidget(self.search)
        at_left.addWidget(self._found)
        at_left.addWidget(frame, 1)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.addWidget(self._person_area())
        both = row(spacing=CARD_SIDE)
        both.addWidget(left)
        both.addWidget(right, 1)
        self.body.addWidget(self._notice)
        self.body.addLayout(both, 1)
        self.foot.addWidget(self.nobody_button)
        self.foot.addWidget(self.new_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.choose_button)
        self.save_button.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.save_button)

    def _form_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(CARD_GAP)
        grid.setVerticalSpacing(CARD_GAP // 2)
        region = QWidget()
        caption = label(self.tr("Region"), "caption")
        caption.setBuddy(self.region)
        whole = column(region, spacing=4)
        whole.addWidget(caption)
        whole.addWidget(self.region)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.fields["name"], 0, 0, 3),
            (self.fields["phone"], 0, 3, 3),
            (self.fields["email"], 1, 0, 3),
            (self.fields["tax_number"], 1, 3, 3),
            (self.fields["lot_street"], 2, 0, 3),
            (self.fields["village"], 2, 3, 3),
            (region, 3, 0, 3),
            (self.fields["landmark"], 3, 3, 3),
        )
        for widget, line, at, span in places:
            grid.addWidget(widget, line, at, 1, span, Qt.AlignmentFlag.AlignTop)
        for number in range(_LINES):
            grid.setColumnStretch(number, 1)
        return grid

    def _person_area(self) -> QScrollArea:
        """All of a person scrolls as one, so that no field is squeezed where room is short."""
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host, consents = QWidget(), QWidget()
        self._consent_column = column(consents, spacing=CARD_GAP // 2)
        whole = column(host, spacing=CARD_GAP // 2)
        whole.addWidget(self._heading)
        whole.addLayout(self._form_grid())
        whole.addWidget(consents)
        whole.addStretch(1)
        area.setWidget(host)
        for widget in (*(field.line for field in self.fields.values()), self.region):
            widget.installEventFilter(self)
        return area
