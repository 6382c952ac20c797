"""A document is shown at the counter: which kind, its number, until when it holds."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, label, row
from app.presenters.identity import FIELDS, IdentityField, IdentityState
from app.widgets.choice_button import ChoiceButton
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton

_WIDE, _HIGH, _PRIMARY_WIDE, _LONGEST = 720, 520, 260, 32
_KEYS = ("F2", "F3", "F4")


class IdentityDialog(DialogFrame):
    """Draws ``IdentityState``.

    ``document_chosen(index)`` (F2 to F4) · ``typed(field, text)`` · ``submitted()`` (Enter in the
    last field, F12 in any). The fields are never shown on the customer's display.
    """

    document_chosen = Signal(int)
    typed = Signal(str, str)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to payment"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self._why = label("", "body_strong", wrap=True)
        names = (self.tr("Number on the document"), self.tr("Valid until (day/month/year)"))
        self.fields = dict(zip(FIELDS, (Field(name) for name in names), strict=True))
        self.documents = tuple(ChoiceButton("user-circle", "", key) for key in _KEYS)
        self.submit = PrimaryButton(self.tr("Document seen"), "F12")
        self._lay_out()
        keys = {key: partial(self.document_chosen.emit, at) for at, key in enumerate(_KEYS)}
        self._keys = KeyMap({**keys, "F12": self.submitted.emit})
        self.submit.clicked.connect(self.submitted)

    def show_state(self, state: IdentityState) -> None:
        """Draw the whole dialog; the fields stay as they were typed."""
        self.show_head(state.title)
        self._why.setText(state.detail)
        for at, (button, name) in enumerate(zip(self.documents, state.documents, strict=False)):
            button.show_choice(name, "")
            button.setChecked(at == state.document)
        for name, wrong in zip(FIELDS, state.errors, strict=True):
            self.fields[name].show_wrong(wrong)
        self.submit.setEnabled(not state.is_busy)
        self._notice.show_notice(state.notice)

    def set_fields(self, texts: tuple[str, str]) -> None:
        """Put texts in without saying so."""
        for name, text in zip(FIELDS, texts, strict=True):
            self.fields[name].line.setText(text)

    def focus_field(self, name: IdentityField) -> None:
        """Let a field be typed again."""
        line = self.fields[name].line
        line.setFocus()
        line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.body.addWidget(self._notice)
        self.body.addWidget(self._why)
        kinds = row(spacing=CARD_GAP)
        for at, button in enumerate(self.documents):
            kinds.addWidget(button, 1)
            button.setProperty("reached_by", "keys")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F2 to F4 reach them from the fields
            button.clicked.connect(partial(self._on_document, at))
        self.body.addLayout(kinds)
        both = row(spacing=CARD_GAP)
        for name, field in self.fields.items():
            both.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.line.setMaxLength(_LONGEST)
            field.line.textEdited.connect(partial(self.typed.emit, name))
        self.body.addLayout(both)
        what = self.tr("The number is kept encrypted, for this legal duty alone.")
        self.body.addWidget(label(what, "muted", wrap=True))
        self.body.addStretch(1)
        first, last = (self.fields[name].line for name in FIELDS)
        first.returnPressed.connect(lambda: self.focus_field(FIELDS[1]))
        last.returnPressed.connect(self.submitted)
        self.foot.addStretch(1)
        self.submit.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.submit)

    def _on_document(self, at: int, _checked: bool = False) -> None:
        self.document_chosen.emit(at)
