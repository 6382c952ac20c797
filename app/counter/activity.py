"""Whether somebody touches the till: any key, button or movement of the pointer in its window."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Activity(QObject):
    """``touched()`` for every key and pointer event of a window; it takes none of them.

    It watches the native window alone: what widgets send each other is not seen, and costs nothing.
    """

    touched = Signal()

    def watch(self, window: QObject | None) -> None:
        """Begin with a window that is shown."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _TOUCHES:
            self.touched.emit()
        return False


def native_window(widget: QWidget) -> QWindow | None:
    """Return the native window that a shown widget lies in, whether it is that window or a part.

    The demo lays the counter into a window of its own: the counter itself has no native one then.
    """
    return widget.window().windowHandle()
