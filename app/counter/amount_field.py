"""A field for one large amount: the currency named above, thousands divided while typing."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.counter.labels import label
from app.presenters.locale_in_force import group_sign, whole
from app.theme.fonts import role_font
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import TypeRole

_SIDE, _TOP, _LONGEST = 14, 8, 16
_HIGH = 72


class AmountField(QFrame):
    """Says each change a person makes (``edited``) and Enter (``submitted``).

    It divides whole thousands while the cursor is at the end; reading the amount is not its work.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self._caption, self._wrong = label(caption, "caption"), label("", "error", wrap=True)
        self.line = QLineEdit()
        self.line.setProperty("kind", "amount")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(caption)
        self.line.installEventFilter(self)
        self._caption.setBuddy(self.line)
        self._wrong.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(_SIDE, _TOP, _SIDE, _TOP)
        inside.setSpacing(0)
        inside.addWidget(self._caption)
        inside.addWidget(self.line)
        inside.addWidget(self._wrong)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.submitted)
        self._refresh()

    def show_caption(self, caption: str) -> None:
        self._caption.setText(caption)
        self.line.setAccessibleName(caption)

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong below the amount; an empty sentence means all is well."""
        set_style_property(self, "state", "wrong" if sentence else None)
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def set_text(self, text: str) -> None:
        """Put an amount in without saying so; it is selected, so that typing replaces it."""
        self.line.setText(text)
        self.line.selectAll()

    def type_text(self, text: str) -> None:
        """Type at the cursor, as a keypad does."""
        self.line.setFocus()
        self.line.insert(text)
        self._on_edited(self.line.text())

    def erase(self) -> None:
        """Take the last figure back."""
        self.line.setFocus()
        self.line.backspace()
        self._on_edited(self.line.text())

    def _on_edited(self, text: str) -> None:
        plain = text.replace(group_sign(), "")
        at_end = self.line.cursorPosition() == len(text)
        if at_end and plain.isdigit():
            grouped = whole(int(plain))
            if grouped != text and len(grouped) <= _LONGEST:
                self.line.setText(grouped)
        self.edited.emit(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            set_style_property(self, "focused", True)
        elif event.type() is QEvent.Type.FocusOut:
            set_style_property(self, "focused", False)
        return super().eventFilter(watched, event)

    def _refresh(self) -> None:
        theme = current_theme()
        self.setMinimumHeight(theme.px(_HIGH))
        self.line.setFont(role_font(theme, TypeRole.MONEY_DUE))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)
