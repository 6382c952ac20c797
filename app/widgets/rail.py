"""The rail: the places of the counter at the left edge, the current one marked in coral."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.theme.fonts import role_font
from app.theme.icons import art_pixmap, icon_pixmap
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole

_LOGO_PX, _LOGO_TOP, _ITEM_GAP, _BOTTOM = 34, 14, 2, 12
_TEXT_BELOW, _FACE, _LEAST, _KEY_LINE = 26, 42, 46, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RailPlace:
    """A place of the rail: its key for code, its word, its icon, and whether it is a page.

    What is no page (keys, lock) is pressed but never becomes current. `at_foot` puts it at the
    bottom. `shortcut` is the key that leads there: it stands below the word where there is room.
    """

    key: str
    words: str
    icon: str
    is_page: bool = True
    at_foot: bool = False
    shortcut: str = ""


class RailItem(QAbstractButton):
    """One place: icon over word, a badge with a count, a coral bar when it is current."""

    def __init__(self, place: RailPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._badge = 0
        self.setText(place.words)
        self.setToolTip(place.shortcut)
        self.setCheckable(place.is_page)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes there, the focus goes with it
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._name()

    def show_badge(self, count: int) -> None:
        """Show how many wait there; 0 takes the badge away."""
        if count != self._badge:
            self._badge = count
            self._name()
            self.update()

    def _name(self) -> None:
        words = self.place.words
        self.setAccessibleName(f"{words}, {self._badge}" if self._badge else words)
        self.setAccessibleDescription(self.place.shortcut)

    def sizeHint(self) -> QSize:
        """What stands at the foot names its key in its word, and needs no line for it."""
        theme = current_theme()
        height = theme.px(_LEAST) if self.place.at_foot else theme.height("rail_item")
        return QSize(theme.width("rail"), height)

    def minimumSizeHint(self) -> QSize:
        """Low windows squeeze the items down to icon and word."""
        theme = current_theme()
        return QSize(theme.width("rail"), theme.px(_LEAST))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme)
        self._paint_words(painter, theme)
        if self._badge:
            self._paint_badge(painter, theme)
        painter.end()

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        width = theme.width("rail_item")
        box = QRectF((self.width() - width) / 2, 0, width, self.height())
        radius = theme.radius("control")
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.isDown():
            painter.setBrush(theme.color(Color.FRAME_RAISED))
            painter.drawRoundedRect(box, radius, radius)
        if self.isChecked():
            bar, tall = theme.tokens.border["selected_bar"], theme.height("rail_mark")
            painter.setBrush(theme.color(Color.CORAL))
            mark = QRectF(-bar, (self.height() - tall) / 2, 2 * bar, tall)
            painter.drawRoundedRect(mark, bar / 2, bar / 2)
        if self.hasFocus():
            pen_width = theme.tokens.border["focus"]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(Color.ON_FRAME), pen_width))
            inner = box.adjusted(pen_width, pen_width, -pen_width, -pen_width)
            painter.drawRoundedRect(inner, radius, radius)

    def _face_top(self, theme: Theme) -> float:
        """Where icon and word begin, so that both stand in the middle."""
        face = _FACE + (_KEY_LINE if self._has_key_line(theme) else 0)
        return max(0.0, (self.height() - theme.px(face)) / 2)

    def _icon_side(self, theme: Theme) -> int:
        """Where large letters leave too little room, the icon gives way and the word stands."""
        word = theme.px(_FACE - _TEXT_BELOW)
        return max(1, min(theme.px(theme.tokens.icon["rail"]), self.height() - word))

    def _has_key_line(self, theme: Theme) -> bool:
        return bool(self.place.shortcut) and self.height() >= theme.px(_FACE + _KEY_LINE)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        color = Color.ON_FRAME if self.isChecked() else Color.ON_FRAME_MUTED
        side = self._icon_side(theme)
        picture = icon_pixmap(
            theme, self.place.icon, color, QSize(side, side), self.devicePixelRatioF()
        )
        top = self._face_top(theme)
        painter.drawPixmap(QPointF((self.width() - side) / 2, top), picture)
        role = TypeRole.CAPTION_STRONG if self.isChecked() else TypeRole.CAPTION
        painter.setFont(role_font(theme, role))
        painter.setPen(theme.color(color))
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, theme.width("rail_item")
        )
        below = min(theme.px(_TEXT_BELOW), self.height() - theme.px(_FACE - _TEXT_BELOW))
        line = QRectF(0, top + below, self.width(), theme.type(role).line)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), words)
        if self._has_key_line(theme):
            painter.setFont(role_font(theme, TypeRole.CAPTION))
            painter.setPen(theme.color(Color.ON_FRAME_MUTED))
            key = line.translated(0, theme.px(_KEY_LINE))
            painter.drawText(key, int(Qt.AlignmentFlag.AlignCenter), self.place.shortcut)

    def _paint_badge(self, painter: QPainter, theme: Theme) -> None:
        side = theme.height("badge")
        painter.setFont(role_font(theme, TypeRole.CAPTION_STRONG, tabular=True))
        count = str(self._badge)
        wide = max(side, painter.fontMetrics().horizontalAdvance(count) + side // 2)
        icon = self._icon_side(theme)
        left = self.width() / 2 + icon / 2 - side / 2 + icon / 8
        top = max(0.0, self._face_top(theme) - side / 2 + icon / 6)  # never cut by the item above
        box = QRectF(left, top, wide, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Color.ON_FRAME))
        painter.drawRoundedRect(box, side / 2, side / 2)
        painter.setPen(theme.color(Color.FRAME_RAISED))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), count)


class Rail(QFrame):
    """The rail with its places; says which one was chosen and leaves the going there to others."""

    place_chosen = Signal(str)

    def __init__(self, places: Sequence[RailPlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Places"))
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._logo = QLabel()
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _LOGO_TOP, 0, _BOTTOM)
        column.setSpacing(_ITEM_GAP)
        column.addWidget(self._logo)
        column.addSpacing(_LOGO_TOP - 2)
        for place in places:
            if not place.at_foot:
                column.addWidget(self._make(place))
        column.addStretch(1)
        for place in places:
            if place.at_foot:
                column.addWidget(self._make(place))
        self._refresh()

    def _make(self, place: RailPlace) -> RailItem:
        item = RailItem(place)
        item.clicked.connect(lambda: self.place_chosen.emit(place.key))
        if place.is_page:
            self._group.addButton(item)
        self._items[place.key] = item
        return item

    def item(self, key: str) -> RailItem:
        return self._items[key]

    def show_current(self, key: str) -> None:
        """Mark one page as the current place."""
        self._items[key].setChecked(True)

    def show_badge(self, key: str, count: int) -> None:
        self._items[key].show_badge(count)

    def _refresh(self) -> None:
        theme = current_theme()
        self.setFixedWidth(theme.width("rail"))
        side = theme.px(_LOGO_PX)
        self._logo.setPixmap(art_pixmap("logo", QSize(side, side), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)
