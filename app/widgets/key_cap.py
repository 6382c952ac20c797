"""The picture of a key: what to press, said beside the word that says what it does."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.theme.fonts import with_tabular_figures
from app.theme.theme import current_theme
from app.widgets.visibility import show_or_hide


class KeyCap(QLabel):
    """A key cap: ``KeyCap("F12", on="coral")``; ``on`` is where it lies (coral, lagoon or none)."""

    def __init__(self, key: str, on: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setObjectName("key")
        if on is not None:
            self.setProperty("on", on)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(with_tabular_figures(self.font()))
        self.show_key(key)

    def show_key(self, key: str) -> None:
        """Show another key; an empty one hides the cap."""
        self.setText(key)
        self.setAccessibleName(self.tr("Key {key}").format(key=key))
        show_or_hide(self, shown=bool(key))
        self._refresh()

    def _refresh(self) -> None:
        self.ensurePolished()
        self.setMinimumWidth(0)  # or the hint would be no smaller than the key before
        self.setMinimumWidth(max(current_theme().width("key_cap"), self.sizeHint().width()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)
