"""A customer's message as a picture, painted for the gallery: no telephone of anybody."""

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPen

from app.theme.theme import Theme
from app.theme.tokens import Color

_WIDE, _HIGH, _LEFT, _LINE, _LETTERS_PX = 480, 360, 28, 40, 24
_LINES = (
    "MMG",
    "You sent GYD 21,600.00",
    "to ISLAND FREIGHT AGENTS",
    "Ref 20402048536279",
    "21 Nov 2026 14:21",
)

# Qt loads what it writes a JPEG with now: in a language made for tests, loading it would warn.
QImageReader.supportedImageFormats()


def a_message() -> bytes:
    """Return a JPEG of a message."""
    theme = Theme()  # light, whatever the screen is: a telephone's
    image = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    image.fill(theme.color(Color.SUNKEN))
    painter = QPainter(image)
    painter.setBrush(theme.color(Color.SURFACE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRect(12, 24, _WIDE - 24, _HIGH - 48), 14, 14)
    painter.setPen(QPen(theme.color(Color.INK)))
    font = painter.font()
    font.setPixelSize(_LETTERS_PX)
    painter.setFont(font)
    for number, line in enumerate(_LINES, start=2):
        painter.drawText(_LEFT, number * _LINE, line)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data())
