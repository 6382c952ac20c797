"""The customer's message, typed: four fields, a photo, and whether the goods stay here."""

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.file_chooser import FileChooser, FileQuestion, NativeFileChooser
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, label, row
from app.presenters.claim import FIELDS, ClaimField, ClaimState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PRIMARY_WIDE = 700, 520, 240
_LONGEST = (24, 48, 16, 8)


class ClaimDialog(DialogFrame):
    """Draws ``ClaimState``.

    ``typed(field, text)`` · ``held_requested()`` (F4) · ``photo_requested()`` (F3) ·
    ``photo_chosen(name)`` · ``submitted()`` (Enter in the last field, F12 in any).
    """

    typed = Signal(str, str)
    held_requested = Signal()
    photo_requested = Signal()
    photo_chosen = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to payment"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        names = (
            self.tr("Payer's phone"),
            self.tr("Reference in the message"),
            self.tr("Amount in the message"),
            self.tr("Time of the message"),
        )
        self.fields = dict(zip(FIELDS, (Field(name) for name in names), strict=True))
        self._held = label("", "body_strong", wrap=True)
        self._photo = label("", "muted", wrap=True)
        self.photo_button = KeyButton(self.tr("Photo of the message"), "F3")
        self.chooser: FileChooser = NativeFileChooser(self)
        self.held_button = KeyButton(self.tr("Hold the goods"), "F4")
        self.submit = PrimaryButton(self.tr("Record claim"), "F12")
        self._lay_out()
        self._keys = KeyMap(
            {
                "F3": self.photo_requested.emit,
                "F4": self.held_requested.emit,
                "F12": self.submitted.emit,
            }
        )
        self.photo_button.clicked.connect(self.photo_requested)
        self.held_button.clicked.connect(self.held_requested)
        self.submit.clicked.connect(self.submitted)

    def show_state(self, state: ClaimState) -> None:
        """Draw the whole dialog; the fields stay as they were typed."""
        self.show_head(state.title, state.detail)
        for name, wrong in zip(FIELDS, state.errors, strict=True):
            self.fields[name].show_wrong(wrong)
        if state.asked:
            self.fields["amount"].show_asked(state.asked)
        self._held.setText(state.held_text)
        self._held.setProperty("ink", "amber" if state.is_held else None)
        self._photo.setText(state.photo_text)
        show_or_hide(self._photo, shown=bool(state.photo_text))
        self.photo_button.show_words(state.photo_key, "F3")
        self.submit.setEnabled(not state.is_busy)
        self._notice.show_notice(state.notice)

    def set_fields(self, texts: tuple[str, str, str, str]) -> None:
        """Put texts in without saying so."""
        for name, text in zip(FIELDS, texts, strict=True):
            self.fields[name].line.setText(text)

    def focus_field(self, name: ClaimField) -> None:
        line = self.fields[name].line
        line.setFocus()
        line.selectAll()

    def ask_photo(self) -> None:
        """Ask for a picture with this computer's own dialog; a name can be typed there too."""
        places = QStandardPaths.StandardLocation
        names = "*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG"
        question = FileQuestion(
            title=self.tr("Choose the photo of the message"),
            filter=self.tr("Pictures") + f" ({names})",
            is_written=False,
            folder=QStandardPaths.writableLocation(places.PicturesLocation),
            name="",
        )
        self.chooser.ask(question, self.photo_chosen.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """The claim is left, or the till was locked: nobody shall be asked any more."""
        self.chooser.close()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.body.addWidget(self._notice)
        what = self.tr("A claim is not a payment: it is verified as soon as it can be.")
        self.body.addWidget(label(what, "muted", wrap=True))
        for pair in (FIELDS[:2], FIELDS[2:]):
            both = row(spacing=CARD_GAP)
            for name in pair:
                both.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(both)
        self.body.addWidget(self._held)
        self.body.addWidget(self._photo)
        self.body.addStretch(1)
        for name, longest in zip(FIELDS, _LONGEST, strict=True):
            self._connect_field(name, longest)
        self.foot.addWidget(self.photo_button)
        self.foot.addWidget(self.held_button)
        self.foot.addStretch(1)
        self.submit.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.submit)

    def _connect_field(self, name: ClaimField, longest: int) -> None:
        line = self.fields[name].line
        line.setMaxLength(longest)
        line.textEdited.connect(lambda text: self.typed.emit(name, text))
        after = FIELDS.index(name) + 1
        if after < len(FIELDS):
            line.returnPressed.connect(lambda: self.focus_field(FIELDS[after]))
        else:
            line.returnPressed.connect(self.submitted)
