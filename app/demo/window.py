"""The demo in a window: the counter as it is, below a strip of its own.

``phone`` is the address of the practice providers' pages, empty where there are none.
"""

from PySide6.QtCore import QCoreApplication, QSize, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import RunningTill
from app.counter_window import OpenCounter, keep_crashes, open_counter, the_application
from app.demo.stopping import leaving_by
from app.demo.strip import DemoStrip


class DemoWindow(QWidget):
    """The strip and the counter, one above the other."""

    def __init__(self, running: RunningTill, hint: str, phone: str = "") -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Windward, the demo"))
        self._running = running
        self._phone = phone
        self.strip = DemoStrip(hint)
        self.strip.network_switched.connect(self._switch_network)
        self.strip.phone_wanted.connect(self._take_out_phone)
        self.counter: OpenCounter = open_counter(running, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.strip)
        whole.addWidget(self.counter.window, 1)
        usual = self.counter.window.size()
        wanted = QSize(usual.width(), usual.height() + self.strip.sizeHint().height())
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def start(self) -> None:
        """Show everything."""
        self.show()
        self.counter.window.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.counter.window.close()
        super().closeEvent(event)

    def _take_out_phone(self) -> None:
        """Open what the code on the screen leads to; the telephone's own page where none is."""
        self.counter.runner.run("read", self._find_code, self._open_browser, self._open_phone)

    def _find_code(self) -> str:
        with self._running.till.db.reading() as uow:
            waiting = uow.payments.list_by_state(("pending",))
        codes = [payment.url for payment in waiting if payment.url]
        return codes[0] if codes else self._phone

    def _open_browser(self, url: str) -> None:
        if url:
            is_open = QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
            self.strip.show_address("" if is_open else url)

    def _open_phone(self, _error: Exception) -> None:
        self._open_browser(self._phone)

    def _switch_network(self, is_up: bool) -> None:  # Qt's own signature
        if is_up:
            self._running.link.restore()
        else:
            self._running.link.cut()
        self._running.engine.try_now()


def run_window(running: RunningTill, hint: str, phone: str = "") -> None:
    """Show the demo until its window is closed; ``phone`` is where the customer's telephone is."""
    with leaving_by(QCoreApplication.quit) as told:
        application = the_application()
        keep_crashes(running)
        window = DemoWindow(running, hint, phone)
        try:
            window.start()
            window.counter.window.make_ready()
            QTimer.singleShot(0, lambda: application.quit() if told else None)
            application.exec()
        finally:
            window.counter.close()
