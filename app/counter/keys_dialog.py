"""F1: the keys of where you are, and how the screen looks."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.scrolled import Scrolled
from app.presenters.key_map import KeyHint
from app.widgets.dialog_frame import DialogFrame
from app.widgets.key_button import KeyButton
from app.widgets.key_cap import KeyCap

_WIDE, _HIGH, _COLUMNS, _KEY_GAP = 860, 560, 2, 6


class KeysDialog(DialogFrame):
    """Draws ``KeyHint``s in two columns: ``scheme_requested()``, ``scale_requested(step)``."""

    scheme_requested = Signal()
    scale_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", self.tr("Back"), width_px=_WIDE, height_px=_HIGH, parent=parent)
        self._card = card()
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        self._grid.setHorizontalSpacing(CARD_SIDE)
        self._grid.setVerticalSpacing(CARD_GAP // 4)
        self._shown: list[QWidget] = []
        area = Scrolled(self.tr("Keys here"))
        column(area.host).addWidget(self._card)
        self.body.addWidget(area, 1)
        self._area = area
        self.scheme_button = KeyButton(self.tr("Light or dark"), "Ctrl+Shift+D", icon="moon")
        smaller = KeyButton(self.tr("Smaller text"), "Ctrl+-")
        larger = KeyButton(self.tr("Larger text"), "Ctrl++")
        self.scheme_button.clicked.connect(self.scheme_requested)
        smaller.clicked.connect(lambda: self.scale_requested.emit(-1))
        larger.clicked.connect(lambda: self.scale_requested.emit(1))
        for button in (self.scheme_button, smaller, larger):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self._keys = KeyMap({"F1": self.dismissed.emit, "Return": self.dismissed.emit})

    def show_keys(self, hints: tuple[KeyHint, ...]) -> None:
        """Show these keys, down the first column and then the second."""
        self.show_head(self.tr("Keys here"), "", self.tr("Esc or F1 goes back"))
        for part in self._shown:
            self._grid.removeWidget(part)
            part.deleteLater()
        self._shown = []
        per_column = -(-len(hints) // _COLUMNS)
        for number, hint in enumerate(hints):
            side, line = divmod(number, per_column)
            caps = QWidget()
            line_of_caps = row(caps, spacing=_KEY_GAP)
            for key in hint.keys:
                line_of_caps.addWidget(KeyCap(key))
            line_of_caps.addStretch(1)
            words = label(hint.does, wrap=True)
            self._grid.addWidget(caps, line, side * 2)
            self._grid.addWidget(words, line, side * 2 + 1)
            self._shown += [caps, words]
        for side in range(_COLUMNS):
            self._grid.setColumnStretch(side * 2 + 1, 1)

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
