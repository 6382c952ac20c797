"""The counter's real window over a real till, with somebody's fingers on its keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import RunningTill, open_till
from app.counter.long_lived import spare_what_stays
from app.counter.main_window import CounterWindow
from app.counter_window import open_counter, the_application
from app.presenters.key_map import Place
from app.till_folder import TillFolder
from benchmarks.shop import PIN

_PATIENCE_S = 60.0
_PUMP_MS = 5


class Hands:
    """The window, keys that go to whatever has the focus, and the patience to see what follows."""

    def __init__(self, running: RunningTill, window: CounterWindow) -> None:
        self.running = running
        self.window = window

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focused(), key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self._focused(), text)

    def until(self, happened: Callable[[], bool]) -> None:
        """Let the window work until something has happened. Raises TimeoutError after a minute."""
        deadline = monotonic() + _PATIENCE_S
        while not happened():
            if monotonic() > deadline:
                raise TimeoutError(f"the window does not go on from {self.window.counter.place}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _PUMP_MS)

    def sign_in(self) -> None:
        """Sign the cashier in; the shift is open already, so the sale follows."""
        self.until(self.window.screens.sign_in.button.isEnabled)
        self.type(PIN)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.window.counter.place is Place.SALE)
        self.until(lambda: self._focused() is self.window.screens.sale.products.search.line)

    def line_count(self) -> int:
        """How many lines the cart on the screen has."""
        return self.window.screens.sale.cart.list.model().rowCount()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@contextmanager
def opened_window(folder: TillFolder) -> Iterator[Hands]:
    """Open a till's window without its engine, and close both properly."""
    running = open_till(folder, engine_runs=False)
    try:
        the_application()
        counter = open_counter(running)
        try:
            counter.window.start()
            spare_what_stays()
            yield Hands(running, counter.window)
        finally:
            counter.window.close()
            counter.close()
    finally:
        running.close()
