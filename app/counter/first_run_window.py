"""The window of the first run: one step at a time, by keys alone."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, card, column, label, row
from app.counter.scaled import keep_width
from app.presenters import first_run_words as words
from app.presenters.first_run import NARROW_COLUMNS, WIDE_COLUMNS, FirstRunState, Step
from app.use_cases.printer_choice import PrinterChoice
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.visibility import show_or_hide

_CARD_WIDE, _SIDE, _NEXT_WIDE = 640, 32, 300
_USUAL, _SMALLEST = (1024, 700), (800, 600)


class FirstRunWindow(QWidget):
    """Draws ``FirstRunState``.

    ``language_chosen(code)`` · ``address_typed(text)`` · ``code_typed(text)`` ·
    ``printer_chosen(PrinterChoice)`` · ``next_requested()`` (F12, Enter in the last field) ·
    ``back_requested()`` (Esc) · ``closed()``.
    """

    language_chosen = Signal(str)
    address_typed = Signal(str)
    code_typed = Signal(str)
    printer_chosen = Signal(object)
    next_requested = Signal()
    back_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Windward")
        self.setProperty("surface", "ground")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._step = Step.LANGUAGE
        self._steps = [Tag() for _ in words.steps()]
        self._title, self._text = label("", "heading", wrap=True), label("", "body", wrap=True)
        self.language = QComboBox()
        self.language.setAccessibleName(words.steps()[0])
        self.address, self.code = Field(words.address()), Field(words.code())
        self.printer, self.paper = QComboBox(), QComboBox()
        self.printer.setAccessibleName(words.printer_kind())
        self.paper.setAccessibleName(words.paper_width())
        self.printer_address = Field(words.printer_address())
        self._hint = label("", "hint", wrap=True)
        for value, name in words.links():
            self.printer.addItem(name, value)
        self.paper.addItem(words.wide_paper(), WIDE_COLUMNS)
        self.paper.addItem(words.narrow_paper(), NARROW_COLUMNS)
        self._notice, self._foot = NoticeBar(), label("", "caption", wrap=True)
        self.back_button = KeyButton(words.back(), "Esc", key_first=True)
        self.next_button = PrimaryButton(words.go_on(), "F12")
        self._pages = QStackedWidget()
        self._lay_out()
        self._keys = KeyMap(
            {
                "F12": self.next_requested.emit,
                "Esc": self.back_requested.emit,
                "Return": self._on_enter,
            }
        )
        self._connect()

    def show_state(self, state: FirstRunState) -> None:
        """Draw the step; fields that say the same are left alone."""
        self._step = state.step
        now = tuple(Step).index(state.step)
        for number, (tag, name) in enumerate(zip(self._steps, state.steps, strict=True)):
            tag.show_tag(f"{number + 1}  {name}", "lagoon" if number == now else "neutral")
        self._title.setText(state.title)
        self._text.setText(state.text)
        self._foot.setText(state.foot_text)
        self._notice.show_notice(state.notice)
        self._pages.setCurrentIndex(now)
        if not self.language.count():
            for code, name in state.languages:
                self.language.addItem(name, code)
            self.language.setCurrentIndex(max(self.language.findData(state.language), 0))
        if self.address.line.text() != state.address:
            self.address.line.setText(state.address)
        if state.step is not Step.CENTRAL:
            self.code.line.clear()
        errors = dict(state.errors)
        self.address.show_wrong(errors.get("address", ""))
        self.code.show_wrong(errors.get("code", ""))
        self.printer_address.show_wrong(errors.get("printer_address", ""))
        self._show_printer(state)
        self.next_button.show_words(state.next_words, "F12")
        self.next_button.setEnabled(not state.is_busy)
        self.back_button.setEnabled(not state.is_busy)
        show_or_hide(self.back_button, shown=bool(state.back_words))
        for widget in (self.address, self.code):
            widget.setEnabled(not state.is_busy)

    def focus_field(self, name: str) -> None:
        {
            "language": self.language,
            "address": self.address.line,
            "code": self.code.line,
            "printer": self.printer,
            "printer_address": self.printer_address.line,
            "next": self.next_button,
        }[name].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _show_printer(self, state: FirstRunState) -> None:
        self.printer.setCurrentIndex(max(self.printer.findData(state.printer.link), 0))
        self.paper.setCurrentIndex(max(self.paper.findData(state.printer.columns), 0))
        has_address = state.printer.link != "folder"
        for widget in (self.printer_address, self._hint, self.paper):
            show_or_hide(widget, shown=has_address)
        self._hint.setText(state.printer_hint)
        self.printer_address.line.setAccessibleDescription(state.printer_hint)

    def _on_enter(self) -> None:
        """Enter goes to the next field, and from the last one on."""
        if self._step is Step.CENTRAL and self.address.line.hasFocus():
            self.code.line.setFocus()
        elif self._step is Step.PRINTER and self.printer.hasFocus():
            shown = not self.printer_address.isHidden()
            (self.printer_address.line if shown else self.next_button).setFocus()
        else:
            self.next_requested.emit()

    def _choice(self) -> PrinterChoice:
        return replace(
            PrinterChoice(),
            link=str(self.printer.currentData()),
            address=self.printer_address.line.text(),
            columns=int(self.paper.currentData()),
        )

    def _connect(self) -> None:
        self.language.activated.connect(
            lambda _index: self.language_chosen.emit(str(self.language.currentData()))
        )
        self.address.line.textEdited.connect(self.address_typed)
        self.code.line.textEdited.connect(self.code_typed)
        for combo in (self.printer, self.paper):
            combo.activated.connect(lambda _index: self.printer_chosen.emit(self._choice()))
        self.printer_address.line.textEdited.connect(
            lambda _text: self.printer_chosen.emit(self._choice())
        )
        self.next_button.clicked.connect(self.next_requested)
        self.back_button.clicked.connect(self.back_requested)

    def _lay_out(self) -> None:
        for step in (
            (self.language,),
            (self.address, self.code),
            (self.printer, self.printer_address, self._hint, self.paper),
            (),
        ):
            page = QWidget()
            inside = column(page, spacing=CARD_GAP)
            for widget in step:
                inside.addWidget(widget)
            inside.addStretch(1)
            self._pages.addWidget(page)
        frame = card()
        keep_width(frame, _CARD_WIDE)
        inside = column(frame, margin=_SIDE, spacing=CARD_GAP + 4)
        marks = row(spacing=CARD_GAP)
        for tag in self._steps:
            marks.addWidget(tag)
        marks.addStretch(1)
        inside.addLayout(marks)
        inside.addWidget(self._title)
        inside.addWidget(self._text)
        inside.addWidget(self._notice)
        inside.addWidget(self._pages, 1)
        inside.addWidget(self._foot)
        foot = row(spacing=CARD_GAP)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        keep_width(self.next_button, _NEXT_WIDE)
        foot.addWidget(self.next_button)
        inside.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        whole.addStretch(1)
        whole.addWidget(frame, 6, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(1)
