"""Keys of a scanner, caught before any field sees them: the thin Qt side of the scan detector.

Only keys that come from the window system with a time of their own are judged. Keys without one
(an input method, a test, another program's help) are typing and pass at once.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from app.counter.key_map import is_typing
from app.presenters.scan_detector import End, ScanDetector, Verdict
from app.use_cases.device_settings import ScannerSettings

_Waiting = tuple[QWindow, QKeyEvent]
_ENDS: dict[int, End] = {
    int(Qt.Key.Key_Return): "enter",
    int(Qt.Key.Key_Enter): "enter",
    int(Qt.Key.Key_Tab): "tab",
}
_BESIDE = frozenset({int(Qt.Key.Key_Shift), int(Qt.Key.Key_CapsLock), int(Qt.Key.Key_AltGr)})
_LEAVING = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Close,
        QEvent.Type.InputMethod,
    }
)


class ScannerInput(QObject):
    """Says ``scanned(code)``, and ``measured(Measured)`` after each run of fast keys.

    It watches every window of the program. Held keys are delivered to the window they came for, and
    so to whatever has the focus there, in their order.
    """

    scanned = Signal(str)
    measured = Signal(object)

    def __init__(self, parent: QObject, settings: ScannerSettings | None = None) -> None:
        super().__init__(parent)
        self._detector: ScanDetector[_Waiting] = ScanDetector(settings or ScannerSettings())
        self._is_delivering = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_pause)
        self._is_second_turn = False
        self._is_watching = False

    def use(self, settings: ScannerSettings) -> None:
        """Judge by these settings from now on; nothing that is held is lost."""
        self._apply(self._detector.on_other())
        self._detector = ScanDetector(settings)

    def watch(self) -> None:
        """Begin to look at the keys of this program."""
        application = QCoreApplication.instance()
        if application is not None and not self._is_watching:
            application.installEventFilter(self)
            self._is_watching = True

    def stop(self) -> None:
        """Look no more; what is held is delivered."""
        application = QCoreApplication.instance()
        if application is not None and self._is_watching:
            application.removeEventFilter(self)
            self._is_watching = False
        self._apply(self._detector.on_other())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_delivering or not isinstance(watched, QWindow):
            return False
        if isinstance(event, QKeyEvent) and event.type() in {
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
        }:
            return self._apply(self._judge(watched, event))
        if event.type() in _LEAVING and self._detector.is_holding:
            self._apply(self._detector.on_other())
        return False

    def _judge(self, window: QWindow, event: QKeyEvent) -> Verdict[_Waiting]:
        at_ms = int(event.timestamp())
        waiting = (window, event.clone())
        if event.type() is QEvent.Type.KeyRelease:
            return self._detector.on_beside(at_ms, waiting) if at_ms else Verdict()
        if not at_ms or event.isAutoRepeat():
            return self._detector.on_other()
        key = int(event.key())
        if key in _BESIDE:
            return self._detector.on_beside(at_ms, waiting)
        if key in _ENDS and not _is_changed(event):
            return self._detector.on_end(_ENDS[key], at_ms)
        if is_typing(event):
            return self._detector.on_typed(event.text(), at_ms, waiting)
        return self._detector.on_other()

    def _apply(self, verdict: Verdict[_Waiting]) -> bool:
        """Deliver what was released, say what was scanned; True when the key itself is taken."""
        self._deliver(verdict.released)
        measured, self._detector.measured = self._detector.measured, None
        if verdict.code:
            self.scanned.emit(verdict.code)
        self._deliver(verdict.after)
        if measured is not None:
            self.measured.emit(measured)
        self._is_second_turn = False
        if self._detector.is_holding:
            self._timer.start(self._detector.wait_ms)
        else:
            self._timer.stop()
        return verdict.is_taken

    def _deliver(self, waiting: tuple[_Waiting, ...]) -> None:
        self._is_delivering = True
        try:
            for window, event in waiting:
                QCoreApplication.sendEvent(window, event)
        finally:
            self._is_delivering = False

    def _on_pause(self) -> None:
        """The pause is over, but after a busy moment the next key may be waiting in line.

        One more turn of the loop lets it in: its own time says whether it belongs to a scan.
        """
        if not self._is_second_turn:
            self._is_second_turn = True
            self._timer.start(0)
            return
        self._apply(self._detector.on_pause())


def _is_changed(event: QKeyEvent) -> bool:
    return bool(
        event.modifiers()
        & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    ) or (event.key() == Qt.Key.Key_Tab and bool(event.modifiers()))
