"""The counter's window over a running till: Qt, lanes, bridge and the engine's news."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import RunningTill
from app.counter.main_window import CounterWindow
from app.counter.task_runner import Bridge, LaneRunner
from app.counter_services import bind_services, read_profile
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    """A counter that is open. Close it before its till."""

    window: CounterWindow
    runner: LaneRunner
    stop_listening: Callable[[], None]

    def close(self) -> None:
        """Finish the writes that were begun, then let go of the till."""
        self.stop_listening()
        self.runner.close()


def the_application() -> QApplication:
    """Return Qt's application, made with our theme if there was none."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    application = QApplication(["windward"])
    application.setApplicationName("Windward")
    apply_theme(application, Theme())
    return application


def open_counter(running: RunningTill, parent: QWidget | None = None) -> OpenCounter:
    """Build the counter's window over a till; the caller shows it with ``window.start()``."""
    bridge = Bridge()
    runner = LaneRunner(bridge, report_crash=running.keep_crash)
    desk = Desk(
        services=bind_services(running.till, running.nudge),
        runner=runner,
        clock=running.till.clock,
        profile=read_profile(running.till),
    )
    window = CounterWindow(desk, parent)
    bridge.setParent(window)
    bridge.status_arrived.connect(window.counter.show_sync_status)
    stop_listening = running.board.listen(bridge.send_status)
    return OpenCounter(window=window, runner=runner, stop_listening=stop_listening)


def run_counter(running: RunningTill) -> int:
    """Show the counter until it is closed. Return Qt's exit code."""
    application = the_application()
    keep_crashes(running)
    counter = open_counter(running)
    counter.window.start()
    try:
        return application.exec()
    finally:
        counter.close()


def keep_crashes(running: RunningTill) -> None:
    """Let every fault of ours on the screen's thread leave a report; the window stays open."""
    shown_before = sys.excepthook

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        running.crashes.keep(error)
        shown_before(kind, error, trace)

    sys.excepthook = keep
