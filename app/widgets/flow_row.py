"""A row that goes on in the next line where it is too long: chips and tags, none cut off.

It places its parts itself: a layout class written in Python hands its items to Qt, and those were
deleted under it.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Stands widgets side by side at their own size, over as many lines as the width asks for.

    ``is_right`` begins each line at the right-hand edge, as amounts do; with ``ends`` the last part
    of the first line stands at that edge. Hidden parts take no room.
    """

    def __init__(
        self,
        *,
        spacing: int,
        is_right: bool = False,
        ends: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._spacing, self._is_right, self._ends = spacing, is_right, ends
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Put a part at the end of the row."""
        part.setParent(self)
        self._parts.append(part)
        if self.isVisible():
            part.show()
        self._ask_anew()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._placed(QRect(0, 0, width, 0), is_only_measured=True)

    def sizeHint(self) -> QSize:
        sizes = [_size_of(part) for part in self._shown()]
        gaps = self._spacing * max(0, len(sizes) - 1)
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    def minimumSizeHint(self) -> QSize:
        least = QSize(0, 0)
        for part in self._shown():
            least = least.expandedTo(_size_of(part))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part has another size, or was hidden
            self._ask_anew()
        return super().event(event)

    def _ask_anew(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        high = self.heightForWidth(self.width())
        spare = max(0, self.height() - high)
        self._placed(self.rect().translated(0, spare // 2), is_only_measured=False)
        if high != self.minimumHeight():  # where the surroundings offer less than the lines need
            self.setMinimumHeight(high)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _placed(self, room: QRect, *, is_only_measured: bool) -> int:
        """Place the parts, or only count how high they would stand; return that height."""
        top = room.top()
        lines = self._lines(room.width())
        for line in lines:
            sizes = [_size_of(part) for part in line]
            high = max(size.height() for size in sizes)
            wide = sum(size.width() for size in sizes) + self._spacing * (len(line) - 1)
            left = room.left() + (max(0, room.width() - wide) if self._is_right else 0)
            for part, own in zip(line, sizes, strict=True):
                if self._ends and part is line[-1] and line is lines[0] and len(line) > 1:
                    left += max(0, room.width() - wide)
                size = own.boundedTo(QSize(room.width(), high))
                if not is_only_measured:
                    lower = (high - size.height()) // 2
                    part.setGeometry(QRect(QPoint(left, top + lower), size))
                left += size.width() + self._spacing
            top += high + self._spacing
        return max(0, top - room.top() - self._spacing)

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        used = 0
        for part in self._shown():
            wide = _size_of(part).width()
            if not lines or used + self._spacing + wide > width:
                lines.append([])
                used = wide
            else:
                used += self._spacing + wide
            lines[-1].append(part)
        return lines


def _size_of(part: QWidget) -> QSize:
    """The size a part asks for, within what was set for it."""
    asked = part.sizeHint().expandedTo(part.minimumSizeHint()).expandedTo(part.minimumSize())
    return asked.boundedTo(part.maximumSize())
