"""Whether somebody touches the till: any key, button or movement of the pointer in its window."""

from PySide6.QtCore import QEvent, QObject, Signal

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
