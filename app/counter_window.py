"""The counter's window over a running till: Qt, lanes, bridge and the engine's news."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Thread
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.counter.long_lived import spare_what_stays
from app.counter.main_window import CounterWindow
from app.counter.task_runner import Bridge, LaneRunner
from app.counter.training_strip import TrainingFrame
from app.counter_services import bind_services, read_profile
from app.language.speak import speak
from app.presenters.practice import NoPracticeRoom, PracticeRoom
from app.presenters.services import Desk
from app.screen_settings import ScreenFile, ScreenSettings
from app.status_board import StatusBoard
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.training import TrainingTill
from app.use_cases.till import Till


class OpenTill(Protocol):
    """What a counter's window asks of a till, be it a running one or one for training."""

    @property
    def till(self) -> Till: ...

    @property
    def board(self) -> StatusBoard: ...

    def nudge(self) -> None:
        """Something was written."""

    def keep_crash(self, error: BaseException) -> None:
        """Keep a report of a fault of ours; never raises."""


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


def open_counter(
    running: OpenTill, parent: QWidget | None = None, practice: PracticeRoom | None = None
) -> OpenCounter:
    """Build the counter's window over a till; the caller shows it with ``window.start()``.

    Training can be opened from it where there is a room for ``practice``.
    """
    bridge = Bridge()
    runner = LaneRunner(bridge, report_crash=running.keep_crash)
    desk = Desk(
        services=bind_services(running.till, running.nudge),
        runner=runner,
        clock=running.till.clock,
        profile=read_profile(running.till),
        practice=practice or NoPracticeRoom(),
    )
    window = CounterWindow(desk, parent)
    bridge.setParent(window)
    bridge.status_arrived.connect(window.counter.show_sync_status)
    stop_listening = running.board.listen(bridge.send_status)
    return OpenCounter(window=window, runner=runner, stop_listening=stop_listening)


def wear(settings: ScreenSettings) -> None:
    """Put a look and a language in force, before a window is made."""
    apply_theme(the_application(), settings.theme)
    speak(settings.language)


def keep_look(counter: OpenCounter, file: ScreenFile) -> None:
    """Keep every change of look and language, behind the writes; a full disk stops nobody."""

    def keep(change: Callable[[ScreenSettings], ScreenSettings]) -> None:
        def op() -> None:
            file.keep(change(file.read()))

        counter.runner.run("write", op, _nothing, _nothing)

    def keep_theme(theme: Theme) -> None:
        keep(
            lambda kept: replace(
                kept,
                scheme=theme.scheme.value,
                text_scale=theme.text_scale,
                reduced_motion=theme.reduced_motion,
            )
        )

    def keep_language(code: str) -> None:
        keep(lambda kept: replace(kept, language=code))

    counter.window.look.changed.connect(keep_theme)
    counter.window.look.language_chosen.connect(keep_language)


def _nothing(_answer: object) -> None:
    """Whether it was kept or not: the look itself is in force."""


def run_counter(running: OpenTill, file: ScreenFile, practice: PracticeRoom) -> int:
    """Show the counter until it is closed. Return Qt's exit code."""
    wear(file.read())
    application = the_application()
    keep_crashes(running)
    counter = open_counter(running, practice=practice)
    keep_look(counter, file)
    counter.window.start()
    counter.window.make_ready()
    spare_what_stays()
    try:
        return application.exec()
    finally:
        counter.close()


def run_training(
    training: TrainingTill, file: ScreenFile, *, left_at: Callable[[], object] | None = None
) -> int:
    """Show a counter for training until it is closed. Return Qt's exit code.

    ``left_at`` waits for the end of whoever opened it, in a thread of its own; then it is left.
    """
    wear(file.read())
    application = the_application()
    keep_crashes(training)
    counter = open_counter(training)
    keep_look(counter, file)
    frame = TrainingFrame(counter.window, training.people)
    frame.show()
    counter.window.start()
    counter.window.make_ready()
    spare_what_stays()
    if left_at is not None:
        _close_after(left_at, frame)
    try:
        return application.exec()
    finally:
        counter.close()


class _End(QObject):
    """Carries the end of whoever opened training to the screen's thread."""

    come = Signal()


def _close_after(wait: Callable[[], object], frame: QWidget) -> None:
    end = _End(frame)
    end.come.connect(frame.close, Qt.ConnectionType.QueuedConnection)

    def watch() -> None:
        wait()
        end.come.emit()

    Thread(target=watch, name="training-end", daemon=True).start()


def keep_crashes(running: OpenTill) -> None:
    """Let every fault of ours on the screen's thread leave a report; the window stays open."""
    shown_before = sys.excepthook

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        running.keep_crash(error)
        shown_before(kind, error, trace)

    sys.excepthook = keep
