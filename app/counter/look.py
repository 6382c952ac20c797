"""Light or dark, and how large the words are: changed at once, kept by whoever listens."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Scheme


class LookSwitch(QObject):
    """Applies another theme; ``changed(theme)`` follows, so that the choice can be kept."""

    changed = Signal(object)
    language_chosen = Signal(str)

    def change_scheme(self) -> None:
        """From light to dark and back."""
        now = current_theme()
        other = Scheme.LIGHT if now.scheme is Scheme.DARK else Scheme.DARK
        self._apply(replace(now, scheme=other))

    def change_scale(self, step: int) -> None:
        """One step larger or smaller; at the ends nothing happens."""
        now = current_theme()
        scales = now.tokens.scales
        place = scales.index(now.text_scale) + step
        if 0 <= place < len(scales):
            self._apply(replace(now, text_scale=scales[place]))

    def change_motion(self, is_reduced: bool) -> None:  # Qt's own signature
        """Whether changes of state move or appear at once."""
        self._apply(replace(current_theme(), reduced_motion=is_reduced))

    def _apply(self, theme: Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
            self.changed.emit(theme)
