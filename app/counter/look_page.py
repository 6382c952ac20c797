"""*Language and look*: the language at the next start; light, letters and motion at once."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.language.speak import language_in_force, languages
from app.theme.theme import current_theme
from app.widgets.key_button import KeyButton


class LookPage(QWidget):
    """Shows the theme in force and says what is chosen.

    ``language_chosen(code)`` · ``scheme_requested()`` · ``scale_requested(step)`` ·
    ``motion_chosen(is_reduced)``.
    """

    language_chosen = Signal(str)
    scheme_requested = Signal()
    scale_requested = Signal(int)
    motion_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.languages = QComboBox()
        self.languages.setAccessibleName(self.tr("Language of this till"))
        for language in languages():
            self.languages.addItem(language.own_name, language.code)
        self.languages.setCurrentIndex(max(self.languages.findData(language_in_force()), 0))
        self.scheme_button = KeyButton(self.tr("Light or dark"), "Ctrl+Shift+D", icon="moon")
        self.smaller_button = KeyButton(self.tr("Smaller text"), "Ctrl+-")
        self.larger_button = KeyButton(self.tr("Larger text"), "Ctrl++")
        self.motion = QCheckBox(self.tr("Nothing moves: changes appear at once"))
        self._scale = label("", "muted")
        self._later = label("", "hint", wrap=True)
        self._lay_out()
        self._keys = KeyMap({"F2": self.focus_first})
        self.languages.activated.connect(self._on_language)
        self.scheme_button.clicked.connect(self.scheme_requested)
        self.smaller_button.clicked.connect(lambda: self.scale_requested.emit(-1))
        self.larger_button.clicked.connect(lambda: self.scale_requested.emit(1))
        self.motion.clicked.connect(self.motion_chosen)
        self._refresh()

    def focus_first(self) -> None:
        self.languages.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted."""
        return self._keys.press(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)

    def _on_language(self) -> None:
        code = str(self.languages.currentData())
        is_new = code != language_in_force()
        self._later.setText(
            self.tr("It is kept, and spoken from the next start of Windward on.") if is_new else ""
        )
        self.language_chosen.emit(code)

    def _refresh(self) -> None:
        theme = current_theme()
        percent = round(theme.text_scale * 100)
        self._scale.setText(self.tr("Letters at {percent} %").format(percent=percent))
        self.motion.setChecked(theme.reduced_motion)

    def _lay_out(self) -> None:
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(label(self.tr("Language and look"), "heading"))
        words = label(self.tr("Language of this till"), "caption")
        words.setBuddy(self.languages)
        inside.addWidget(words)
        inside.addWidget(self.languages)
        inside.addWidget(self._later)
        letters = row()
        letters.addWidget(self.smaller_button)
        letters.addWidget(self.larger_button)
        letters.addWidget(self._scale, 1)
        inside.addLayout(letters)
        light = row()
        light.addWidget(self.scheme_button)
        light.addStretch(1)
        inside.addLayout(light)
        inside.addWidget(self.motion)
        inside.addStretch(1)
        column(self).addWidget(frame)
