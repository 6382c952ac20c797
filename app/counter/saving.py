"""A primary button that says *Saving* only when saving takes long enough to notice."""

from PySide6.QtCore import QObject, QTimer

from app.widgets.primary_button import PrimaryButton

NOTICEABLE_MS = 300


class SavingNote(QObject):
    """Tell it whether the state is busy; it changes the button's word after 300 ms, not before.

    The presenter takes no second press from the first moment on; this only shows it.
    """

    def __init__(self, button: PrimaryButton, word: str) -> None:
        super().__init__(button)
        self._button, self._word = button, word
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICEABLE_MS)
        self._timer.timeout.connect(self._show)

    def show_busy(self, *, is_busy: bool) -> None:
        if not is_busy:
            self._timer.stop()
            self._button.show_saving(saving=False)
        elif not self._timer.isActive():
            self._timer.start()

    def _show(self) -> None:
        self._button.show_saving(saving=True, word=self._word)
