"""A tick about once a second, for the clock and for waits; it measures nothing."""

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 1_000


class SecondHand(QTimer):
    """Its ``timeout`` says that about a second has passed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setTimerType(Qt.TimerType.CoarseTimer)
        self.setInterval(_TICK_MS)
