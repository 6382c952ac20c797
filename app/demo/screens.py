"""Pictures of the running program: ``python -m app.demo.screens --out docs/screens``.

A real central in its own process, a real till with its engine, the real window, driven by key
strokes as a cashier would. Works on any display, also Qt's offscreen one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import RunningTill, enrol_till, open_till
from app.counter_services import read_cash_rules
from app.counter_window import OpenCounter, open_counter, the_application
from app.demo.central_process import CentralProcess, import_catalog
from app.demo.pictures import take_picture
from app.demo.sample import SAMPLE, sample_staff
from app.presenters.tasks import Lane
from app.till_folder import TillFolder
from app.use_cases.shift_summary import shift_summary
from domain.tender import hand_out
from sync.protocol.status import Link, SyncStatus

_LANES: tuple[Lane, ...] = ("write", "read", "device")
_SETTLE_ROUNDS = 4
_PATIENCE_MS = 60_000
_PATIENCE_S = 60.0


class Photographer:
    """Types into the counter and takes its picture."""

    def __init__(self, running: RunningTill, counter: OpenCounter, out: Path) -> None:
        self._running = running
        self._counter = counter
        self._out = out

    def type(self, text: str) -> None:
        """Type text where the focus is, which the first letter may move: a cell opens for it."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
        self.settle()

    def press(
        self,
        *keys: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self._focus(), key, modifier)
            self.settle()

    def settle(self) -> None:
        """Wait until both lanes have done what they were given, and what followed from it.

        The window system as well: what it still had to say of focus and windows is heard.
        """
        for _ in range(_SETTLE_ROUNDS):
            for lane in _LANES:
                self._await_lane(lane)
            QGuiApplication.sync()

    def _await_lane(self, lane: Lane) -> None:
        """Run the event loop until the lane has come to this job."""
        loop = QEventLoop()
        QTimer.singleShot(_PATIENCE_MS, lambda: loop.exit(1))
        self._counter.runner.run(lane, _nothing, lambda _: loop.exit(0), _raise)
        if loop.exec() != 0:
            raise TimeoutError(lane)

    def await_link(self, wanted: Callable[[SyncStatus], bool]) -> None:
        """Wait for a state of the link, and until the screen has heard of it."""
        if not self._running.board.await_status(wanted, _PATIENCE_S):
            raise TimeoutError("link")
        self.settle()

    def go_offline(self) -> None:
        """Cut the line and let the engine notice."""
        self._running.link.cut()
        self._running.engine.try_now()
        self.await_link(lambda status: status.link is Link.OFFLINE)

    def counts(self) -> list[int]:
        """Say how many of each note and coin are in a drawer that is exactly right."""
        rules = read_cash_rules(self._running.till)
        expected = shift_summary(self._running.till).sums.expected
        held = dict(hand_out(expected, rules.denominations_minor))
        return [held.get(minor, 0) for minor in rules.denominations_minor]

    def take(self, name: str) -> None:
        """Save what the window shows."""
        take_picture(self._counter.window, self._out / f"{name}.png")

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._counter.window


def main(words: Sequence[str]) -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(prog="python -m app.demo.screens")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    given = parser.parse_args(words)
    given.out.mkdir(parents=True, exist_ok=True)
    application = the_application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        central = CentralProcess(Path(folder) / "central")
        central.command("init", "--sample")
        import_catalog(central, SAMPLE / "catalog.csv", "GYD")
        where = TillFolder.below(Path(folder))
        address = central.start()
        enrol_till(where, address=address, code=central.command("enrol-code", "--plain").strip())
        running = open_till(where, address=address)
        counter = open_counter(running)
        counter.window.start()
        try:
            _a_day(Photographer(running, counter, given.out))
        finally:
            counter.close()
            running.close()
            central.stop()
    application.quit()
    return 0


def _a_day(camera: Photographer) -> None:
    camera.await_link(lambda status: status.link is Link.ONLINE)
    camera.settle()
    camera.take("sign-in")
    _sign_in(camera)
    camera.take("open-shift")
    camera.type("40000")
    camera.press(Qt.Key.Key_F12)
    _ring_up(camera, "barrel, large", "tape", "lantern")
    camera.type("phone")
    camera.take("sale-online")
    camera.press(Qt.Key.Key_Escape)
    camera.go_offline()
    _pay(camera, "receipt")
    for goods in (("rice", "pepper"), ("charger",)):
        _ring_up(camera, *goods)
        _pay(camera, None)
    _ring_up(camera, "barrel, large", "padlock", "phone")
    camera.type("lamp")
    camera.take("sale-offline")
    _dark(camera)
    camera.take("sale-offline-dark")
    camera.press(Qt.Key.Key_Escape)
    camera.press(Qt.Key.Key_F12)
    camera.type("10000")
    camera.take("tender-dark")
    _dark(camera)
    camera.take("tender")
    camera.press(Qt.Key.Key_F12)
    camera.press(Qt.Key.Key_Return)
    camera.press(Qt.Key.Key_F8)
    _fill_shipment(camera)
    camera.take("shipment")
    _close(camera)


def _close(camera: Photographer) -> None:
    camera.press(Qt.Key.Key_6, modifier=Qt.KeyboardModifier.AltModifier)
    for count in camera.counts():
        camera.type(str(count))
        camera.press(Qt.Key.Key_Return)
    camera.press(Qt.Key.Key_F12)
    camera.take("close-shift")
    _dark(camera)
    camera.take("close-shift-dark")
    _dark(camera)
    camera.press(Qt.Key.Key_F8)
    camera.take("z-report")


def _sign_in(camera: Photographer) -> None:
    camera.type(sample_staff().first_pin)
    camera.press(Qt.Key.Key_Return)


def _ring_up(camera: Photographer, *searches: str) -> None:
    for search in searches:
        camera.type(search)
        camera.press(Qt.Key.Key_Return)


def _pay(camera: Photographer, picture: str | None) -> None:
    camera.press(Qt.Key.Key_F12)
    camera.type("20000")
    camera.press(Qt.Key.Key_F12)
    if picture is not None:
        camera.take(picture)
    camera.press(Qt.Key.Key_Return)


def _fill_shipment(camera: Photographer) -> None:
    """A barrel from Georgetown to Lethem, from field to field by Tab and from cell to cell."""
    sender = ("Kelvin Persaud", "609 1234", "12 Water Street", "Georgetown", "dd", "Near the mall")
    receiver = ("Ignatius Gomes", "772 0101", "Barrack Street", "Lethem", "u", "Airstrip")
    for words in (*sender, *receiver):
        camera.type(words)  # a region by a letter of its name, pressed until it is the right one
        camera.press(Qt.Key.Key_Tab)
    for words in ("Clothes and shoes", "Barrel", "62", "24 x 24 x 36"):
        camera.type(words)
        camera.press(Qt.Key.Key_Return)
    camera.settle()


def _dark(camera: Photographer) -> None:
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    camera.press(Qt.Key.Key_D, modifier=control)


def _nothing() -> None:
    return


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
