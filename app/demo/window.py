"""The demo in a window: the counter as it is, below a strip of its own."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import RunningTill
from app.counter_window import OpenCounter, keep_crashes, open_counter, the_application
from app.demo.strip import DemoStrip


class DemoWindow(QWidget):
    """The strip and the counter, one above the other."""

    def __init__(self, running: RunningTill, hint: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Windward, the demo"))
        self._running = running
        self.strip = DemoStrip(hint)
        self.strip.network_switched.connect(self._switch_network)
        self.counter: OpenCounter = open_counter(running, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.strip)
        whole.addWidget(self.counter.window, 1)
        usual = self.counter.window.size()
        self.resize(usual.width(), usual.height() + self.strip.sizeHint().height())

    def start(self) -> None:
        """Show everything."""
        self.show()
        self.counter.window.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.counter.window.close()
        super().closeEvent(event)

    def _switch_network(self, is_up: bool) -> None:  # Qt's own signature
        if is_up:
            self._running.link.restore()
        else:
            self._running.link.cut()
        self._running.engine.try_now()


def run_window(running: RunningTill, hint: str) -> None:
    """Show the demo until its window is closed."""
    application = the_application()
    keep_crashes(running)
    window = DemoWindow(running, hint)
    window.start()
    try:
        application.exec()
    finally:
        window.counter.close()
