"""*Practice*: says what training is and opens it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.scaled import keep_width
from app.presenters.practice import PracticeState
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_BUTTON_WIDE = 320


class PracticePage(QWidget):
    """Draws ``PracticeState``: ``open_requested()``, by F12.

    Where training is not to be had the page says so and has no button.
    """

    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = PrimaryButton(self.tr("Open training"), "F12")
        self._news = label("", "body", wrap=True)
        self._news.setProperty("ink", "amber")
        self._keys = KeyMap({"F2": self.focus_first, "F12": self.open_requested.emit})
        self._lay_out()
        self.button.clicked.connect(self.open_requested)
        self.show_practice(PracticeState())

    def show_practice(self, state: PracticeState) -> None:
        """Draw the page; whoever is on the button stays on the page when it goes."""
        show_or_hide(self.button, shown=state.is_offered)
        self.button.setEnabled(not state.is_open)
        self._news.setText(state.news)
        show_or_hide(self._news, shown=bool(state.news))

    def focus_first(self) -> None:
        """The button, where there is one."""
        if self.button.isEnabled() and not self.button.isHidden():
            self.button.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted."""
        return self._keys.press(event)

    def _lay_out(self) -> None:
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(label(self.tr("Practice"), "heading"))
        for words in (
            self.tr("A till to learn on, with sample goods and PINs that it shows at its top."),
            self.tr(
                "Nothing done there is a sale. It is another program with data of its own, which"
                " is deleted when its window is closed; its papers say TRAINING."
            ),
            self.tr("This till is locked meanwhile and goes on sending. Ctrl+Q leaves training."),
        ):
            inside.addWidget(label(words, "body", wrap=True))
        inside.addWidget(self._news)
        inside.addStretch(1)
        foot = row()
        foot.addStretch(1)
        keep_width(self.button, _BUTTON_WIDE)
        foot.addWidget(self.button)
        inside.addLayout(foot)
        column(self).addWidget(frame)
