"""A row that goes on in the next line where it is too long: chips and tags, none cut off."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowRow(QLayout):
    """Lays widgets side by side at their own size, over as many lines as the width asks for.

    ``is_right`` begins each line at the right-hand edge, as amounts do; with ``ends`` the last part
    of the first line stands at that edge. Hidden parts take no room.
    """

    def __init__(self, *, spacing: int, is_right: bool = False, ends: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._is_right, self._ends = is_right, ends
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._placed(QRect(0, 0, width, 0), is_only_measured=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        self._placed(rect.translated(0, spare // 2), is_only_measured=False)
        host = self.parentWidget()
        if isinstance(host, FlowHost):
            host.ask_for(self.heightForWidth(rect.width()))

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, room: QRect, *, is_only_measured: bool) -> int:
        """Place the parts, or only count how high they would stand; return that height."""
        top = room.top()
        lines = self._lines(room.width())
        for line in lines:
            high = max(item.sizeHint().height() for item in line)
            wide = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
            left = room.left() + (max(0, room.width() - wide) if self._is_right else 0)
            for item in line:
                if self._ends and item is line[-1] and line is lines[0] and len(line) > 1:
                    left += max(0, room.width() - wide)
                size = item.sizeHint().boundedTo(QSize(room.width(), high))
                if not is_only_measured:
                    lower = (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top + lower), size))
                left += size.width() + self.spacing()
            top += high + self.spacing()
        return max(0, top - room.top() - self.spacing())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or used + self.spacing() + wide > width:
                lines.append([])
                used = wide
            else:
                used += self.spacing() + wide
            lines[-1].append(item)
        return lines


class FlowHost(QWidget):
    """A widget laid out by a ``FlowRow``; it asks for the height that its lines need."""

    def __init__(self, flow: FlowRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(flow)

    def ask_for(self, high: int) -> None:
        """Take no less than this height, where the surroundings offer less."""
        if high != self.minimumHeight():
            self.setMinimumHeight(high)
