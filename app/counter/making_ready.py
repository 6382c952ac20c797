"""Screens made ahead while nobody touches the till, so that the first press is as quick as any."""

from PySide6.QtCore import QObject, QTimer

from app.counter.long_lived import tidy_and_spare
from app.counter.screens import Screens

_QUIET_MS = 300


class MakingReady(QTimer):
    """Makes one screen whenever the till was left alone for a moment, until all are there."""

    def __init__(self, screens: Screens, parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self.setInterval(_QUIET_MS)
        self.timeout.connect(self.make_one)

    def make_one(self) -> None:
        """Make the next screen; behind the last one, tidy up once, and end it."""
        if not self._screens.make_one():
            self.stop()
            tidy_and_spare()

    def put_off(self) -> None:
        """Somebody works: wait anew."""
        if self.isActive():
            self.start()
