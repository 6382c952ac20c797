"""The customer's screen: a window of its own on the second screen, that never takes the keys."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from app.models.row_paint import draw_amount, draw_elided, ink_of, with_color
from app.presenters.customer_display import DisplayLine, DisplayState
from app.theme.fonts import role_font
from app.theme.icons import art_pixmap
from app.theme.theme import current_theme
from app.theme.tokens import Color, TypeRole
from app.widgets.qr_code import draw_code

_BASE_WIDE, _BASE_HIGH = 800, 600
_SIDE, _HEAD, _FOOT, _LINE = 40, 72, 150, 52
_STORE_PX, _LINE_PX, _LABEL_PX, _AMOUNT_PX, _HUGE_PX, _NOTE_PX = 24, 24, 28, 76, 120, 24
_LOGO = 120
_QUANTITY_WIDE, _GAP = 70, 24
_USUAL = QSize(1024, _BASE_HIGH)


class CustomerScreen(QWidget):
    """Draws ``DisplayState``, scaled to its room; amounts never elide, they shrink."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setWindowTitle(self.tr("Windward, for the customer"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(_USUAL)
        self._state = DisplayState()

    @property
    def state(self) -> DisplayState:
        return self._state

    def show_state(self, state: DisplayState) -> None:
        self._state = state
        self.setAccessibleName(state.spoken)
        self.update()

    def show_on_second(self, counter: QWidget) -> bool:
        """Fill a screen the counter is not on; False where there is none, then it stays away."""
        other = second_screen(counter)
        if other is None:
            self.hide()
            return False
        self.setScreen(other)
        self.setGeometry(other.geometry())
        self.showFullScreen()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.color(Color.GROUND))
        head = QRectF(0, 0, self.width(), self._px(_HEAD))
        painter.fillRect(head, theme.color(Color.FRAME))
        box = head.adjusted(self._px(_SIDE), 0, -self._px(_SIDE), 0)
        self._words(painter, self._state.store, box, (_STORE_PX, Color.ON_FRAME), bold=True)
        if self._state.mode == "sale":
            self._paint_sale(painter)
        elif self._state.mode == "code":
            self._paint_code(painter)
        else:
            self._paint_face(painter)
        painter.end()

    def _paint_sale(self, painter: QPainter) -> None:
        state, theme, side = self._state, current_theme(), self._px(_SIDE)
        foot = QRectF(0, self.height() - self._px(_FOOT), self.width(), self._px(_FOOT))
        painter.fillRect(foot, theme.color(Color.SURFACE))
        top, step = self._px(_HEAD) + self._px(_GAP) / 2, self._px(_LINE)
        room = max(int((foot.top() - top) // step), 1)
        shown = state.lines[-room:]
        for number, line in enumerate(shown):
            row = QRectF(side, top + number * step, self.width() - 2 * side, step)
            self._paint_line(painter, line, row, is_newest=number == len(shown) - 1)
        inside = foot.adjusted(side, 0, -side, 0)
        label = QRectF(inside.left(), inside.top(), inside.width() * 0.3, inside.height() * 0.6)
        self._words(painter, state.label, label, (_LABEL_PX, Color.INK), bold=True)
        below = QRectF(label.left(), label.bottom(), label.width(), inside.height() * 0.3)
        self._words(painter, state.note, below, (_NOTE_PX - 6, Color.INK_MUTED))
        amount = QRectF(label.right(), inside.top(), inside.width() * 0.7, inside.height())
        self._amount(painter, state.amount_text, amount, _AMOUNT_PX, Qt.AlignmentFlag.AlignRight)

    def _paint_code(self, painter: QPainter) -> None:
        """What to scan, with its sum beside it, or below it on an upright screen."""
        state, side = self._state, self._px(_SIDE)
        inside = QRectF(self.rect()).adjusted(side, self._px(_HEAD) + self._px(_GAP), -side, -side)
        if inside.height() > inside.width():
            code = inside.adjusted(0, 0, 0, -inside.height() * 0.4)
            beside = inside.adjusted(0, code.height(), 0, 0)
        else:
            code = inside.adjusted(0, 0, -inside.width() * 0.5, 0)
            beside = inside.adjusted(code.width(), 0, 0, 0)
        draw_code(painter, state.url, code)
        centre = Qt.AlignmentFlag.AlignHCenter
        upper = beside.adjusted(0, 0, 0, -beside.height() * 0.6)
        look = (_NOTE_PX, Color.INK_MUTED)
        self._words(painter, state.note, upper, look, flag=centre, bold=True)
        lower = beside.adjusted(0, beside.height() * 0.3, 0, -beside.height() * 0.3)
        self._amount(painter, state.amount_text, lower, _AMOUNT_PX, centre)

    def _paint_line(
        self, painter: QPainter, line: DisplayLine, row: QRectF, *, is_newest: bool
    ) -> None:
        theme = current_theme()
        role = TypeRole.BODY_STRONG if is_newest else TypeRole.BODY
        ink = ink_of(theme, role, Color.INK, tabular=True)
        ink.font.setPixelSize(self._px(_LINE_PX))
        used = draw_amount(painter, line.amount_text, row, ink)
        quiet = with_color(ink, theme.color(Color.INK_MUTED))
        wide = self._px(_QUANTITY_WIDE)
        count = f"{line.quantity_text} \N{MULTIPLICATION SIGN}"
        draw_elided(painter, count, QRectF(row.left(), row.top(), wide, row.height()), quiet)
        room = row.width() - wide - used - self._px(_GAP)
        draw_elided(
            painter, line.name, QRectF(row.left() + wide, row.top(), room, row.height()), ink
        )

    def _paint_face(self, painter: QPainter) -> None:
        """Idle or paid: one thing in the middle."""
        state, theme = self._state, current_theme()
        middle = QRectF(0, self._px(_HEAD), self.width(), self.height() - self._px(_HEAD))
        centre = Qt.AlignmentFlag.AlignHCenter
        upper = QRectF(middle.left(), middle.top(), middle.width(), middle.height() * 0.32)
        body = QRectF(middle.left(), upper.bottom(), middle.width(), middle.height() * 0.36)
        lower = QRectF(middle.left(), body.bottom(), middle.width(), middle.height() * 0.2)
        if state.mode == "idle":
            side = self._px(_LOGO)
            logo = art_pixmap("logo", QSize(side, side), self.devicePixelRatioF())
            tile = QRectF(middle.center().x() - side, body.top() - side / 3, 2 * side, side * 1.4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Color.FRAME))
            painter.drawRoundedRect(tile, side / 8, side / 8)
            painter.drawPixmap(QPointF(middle.center().x() - side / 2, body.top() - side / 6), logo)
            self._words(painter, state.note, lower, (_LABEL_PX, Color.INK), flag=centre, bold=True)
            return
        has_amount = bool(state.amount_text)
        if has_amount:
            label = (_LABEL_PX + 8, Color.INK_MUTED)
            self._words(painter, state.label, upper, label, flag=centre, bold=True)
        self._amount(painter, state.amount_text or state.label, body, _HUGE_PX, centre)
        self._words(painter, state.note, lower, (_NOTE_PX, Color.INK_MUTED), flag=centre)

    def _amount(
        self, painter: QPainter, text: str, box: QRectF, px: int, flag: Qt.AlignmentFlag
    ) -> None:
        """The one large figure: it shrinks to its room rather than lose a digit."""
        font = role_font(current_theme(), TypeRole.MONEY_TOTAL, tabular=True)
        font.setPixelSize(self._px(px))
        wide = QFontMetricsF(font).horizontalAdvance(text)
        most = box.width() - self._px(_GAP)
        if wide > most > 0:
            font.setPixelSize(max(int(self._px(px) * most / wide), 1))
        painter.setFont(font)
        painter.setPen(current_theme().color(Color.INK))
        painter.drawText(box, int(flag | Qt.AlignmentFlag.AlignVCenter), text)

    def _words(
        self,
        painter: QPainter,
        text: str,
        box: QRectF,
        look: tuple[int, Color],
        *,
        flag: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        bold: bool = False,
    ) -> None:
        px, color = look
        role = TypeRole.BODY_STRONG if bold else TypeRole.BODY
        font = QFont(role_font(current_theme(), role))
        font.setPixelSize(self._px(px))
        painter.setFont(font)
        painter.setPen(current_theme().color(color))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(flag | Qt.AlignmentFlag.AlignVCenter), shown)

    def _px(self, base: int) -> int:
        """A measure at 800 x 600, for the room there is: an upright screen is not wide."""
        scale = min(self.height() / _BASE_HIGH, self.width() / _BASE_WIDE)
        return max(round(base * scale), 1)


def second_screen(counter: QWidget) -> QScreen | None:
    """The first screen that the counter's window is not on."""
    own = counter.screen()
    return next((each for each in QGuiApplication.screens() if each is not own), None)
