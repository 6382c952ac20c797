"""A cashier's fingers and eyes at the counter's window: keys to it, and what it says back.

Every key goes to the native window, as the window system brings it, without a time of its own:
that is typing to the scanner's detector. A scan carries times. Nothing sleeps: what is waited for
is a lane that came to rest, or a condition that Qt's own events bring about, within a bound.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import RunningTill
from app.counter_window import OpenCounter, open_counter
from app.demo.pictures import take_picture
from app.presenters.key_map import Dialog, Place
from app.presenters.tasks import Lane
from app.widgets.choice_button import ChoiceButton
from sync.protocol.status import Link, SyncStatus
from tests.journeys.day_shop import DayShop

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
PATIENCE_MS = 30_000
PATIENCE_S = PATIENCE_MS / 1_000
SCAN_MS = 9
STAFF_COUNT = 3
"""Of the sample shop."""
_LANES: tuple[Lane, ...] = ("write", "read", "device")
_ROUNDS = 4
_POLL_MS = 5


class Hands:
    """Types, scans, looks, and takes pictures where somebody asked for them.

    ``lanes`` are those whose rest is awaited after each key: without ``device`` nobody waits for a
    printer.
    """

    def __init__(
        self, shop: DayShop, running: RunningTill, counter: OpenCounter, pictures: Path | None
    ) -> None:
        self.shop = shop
        self.running = running
        self.counter = counter
        self.lanes = _LANES
        self._pictures = pictures
        self._at_ms = 10_000

    # ------------------------------------------------------------------ keys
    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys one after the other, each after what the one before led to."""
        for key in keys:
            if held is ALT:  # a shortcut is found on the way to a widget
                self._touch()
                QTest.keyClick(self.focused(), key, held)
            else:
                self._send(int(key), _text_of(key) if held is PLAIN else "", held)
            self.settle()

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        for letter in text:
            self._send(ord(letter.upper()), letter)
        self.settle()

    def enter(self, text: str) -> None:
        self.type(text)
        self.press(K.Key_Return)

    def scan(self, code: str) -> None:
        """A scanner: all keys at once, each with its time."""
        self._at_ms += 1_000
        for letter in code:
            self._at_ms += SCAN_MS
            self._send(ord(letter), letter, at_ms=self._at_ms)
        self._at_ms += SCAN_MS
        self._send(int(K.Key_Return), "\r", at_ms=self._at_ms)
        self.settle()

    def _touch(self) -> None:
        """A key that does nothing: somebody is here."""
        self._send(int(K.Key_Shift), "")

    def _send(
        self, key: int, text: str, held: Qt.KeyboardModifier = PLAIN, *, at_ms: int = 0
    ) -> None:
        window = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, text)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(window, event)

    # ------------------------------------------------------------------ waiting
    def settle(self) -> None:
        """Wait until the lanes have done what they were given, and what followed from it.

        So has the window system: what it still had to say of focus and windows is heard.
        """
        for _ in range(_ROUNDS):
            for lane in self.lanes:
                self._await_lane(lane)
            QGuiApplication.sync()

    def _await_lane(self, lane: Lane) -> None:
        loop = QEventLoop()
        QTimer.singleShot(PATIENCE_MS, loop, lambda: loop.exit(1))
        self.counter.runner.run(lane, _nothing, lambda _: loop.exit(0), _raise)
        assert loop.exec() == 0, lane

    def await_that(self, wanted: Callable[[], bool], what: str) -> None:
        """Let Qt work until something holds."""
        loop, look = QEventLoop(), QTimer()
        look.timeout.connect(lambda: loop.exit(0) if wanted() else None)
        look.start(_POLL_MS)
        QTimer.singleShot(PATIENCE_MS, loop, lambda: loop.exit(1))
        assert loop.exec() == 0, what
        look.stop()
        self.settle()

    def await_link(self, wanted: Callable[[SyncStatus], bool]) -> None:
        assert self.running.board.await_status(wanted, PATIENCE_S), self.running.board.status
        self.settle()

    def await_sent(self) -> None:
        """Wait until an exchange that ended after this moment says that nothing waits.

        A second passes, so that the answer of an exchange before it is told from one after.
        """
        self.shop.clock.forward(timedelta(seconds=1))
        asked_at = self.shop.clock.now()

        def is_sent(status: SyncStatus) -> bool:
            heard_at = status.last_exchange_at
            is_up = status.link is Link.ONLINE and status.waiting_count == 0
            return is_up and heard_at is not None and heard_at >= asked_at

        self.running.engine.try_now()
        self.await_link(is_sent)

    def go_on_to(self, hours: int, minutes: int) -> None:
        """The day goes on; the cashier is at work, so the till stays unlocked.

        No exchange may be under way while the hours jump: it would find the clocks apart. So the
        line is cut for that moment where it is up, and what waits is sent after it.
        """
        was_up = self.running.link.is_up
        if was_up:
            self.await_sent()
            self._cut()
        self.shop.go_on_to(hours, minutes)
        self._touch()
        if was_up:
            self.go_online()
        self.settle()

    def _cut(self) -> None:
        self.running.link.cut()
        self.running.engine.try_now()
        is_off = self.running.board.await_status(
            lambda status: status.link is Link.OFFLINE, PATIENCE_S
        )
        assert is_off, self.running.board.status

    def go_offline(self) -> None:
        self._cut()
        self.settle()

    def go_online(self) -> None:
        self.running.link.restore()
        self.await_sent()

    # ------------------------------------------------------------------ what is there
    @property
    def window(self) -> QWidget:
        return self.counter.window

    def is_at(self, place: Place) -> bool:
        return self.counter.window.counter.place is place

    def asks(self, dialog: Dialog | None) -> bool:
        """Whether this dialog lies over the place; None: nothing does."""
        return self.counter.window.counter.dialog is dialog

    @property
    def waiting(self) -> int:
        return self.running.board.status.waiting_count

    def problem(self) -> str:
        """What the till says is wrong between it and central."""
        problem = self.running.board.status.problem
        return "" if problem is None else problem.title

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def notice(self) -> str:
        """The words that stand in the notice above the place."""
        bar = self.counter.window._notice
        return bar.accessibleName() if bar.isVisible() else ""

    def take(self, name: str) -> None:
        """Save what the window shows, where pictures are wanted."""
        if self._pictures is not None:
            QApplication.processEvents()
            take_picture(self.window, self._pictures / f"{name}.png")


@contextmanager
def at_the_counter(shop: DayShop) -> Iterator[Hands]:
    """Start the till with its window, online; ``WINDWARD_PICTURES`` says where pictures go."""
    if os.environ.get(
        "WINDWARD_REQUIRE_ALL"
    ):  # a build server has a display, and proves keys on it
        assert QApplication.platformName() == "xcb"
    running = shop.open()
    counter = open_counter(running)
    counter.window.start()
    wanted = os.environ.get("WINDWARD_PICTURES")
    hands = Hands(shop, running, counter, Path(wanted) if wanted else None)
    hands.await_that(hands.window.windowHandle().isExposed, "the window is there")
    hands.window.activateWindow()  # a display without a window manager gives it to nobody
    hands.await_that(hands.window.isActiveWindow, "keys come to it")
    hands.await_sent()
    people = counter.window.screens.sign_in.people
    hands.await_that(
        lambda: len(people.findChildren(ChoiceButton)) == STAFF_COUNT, "everybody is offered"
    )
    try:
        yield hands
    finally:
        counter.window.close()
        counter.close()
        running.close()


def _text_of(key: Qt.Key) -> str:
    return {K.Key_Return: "\r", K.Key_Space: " ", K.Key_Plus: "+", K.Key_Minus: "-"}.get(key, "")


def _nothing() -> None:
    return


def _raise(error: Exception) -> None:
    raise error
