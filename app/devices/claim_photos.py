"""Reads a picture of a customer's message: a small JPEG comes out, and nothing else of the file.

Pictures come from telephones and strangers: the file's form is read from its first bytes, only
JPEG and PNG are opened, and what leaves is painted anew, so that no place, device, name or hidden
text of the file goes along.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from domain.errors import BadInput
from domain.sentence import Sentence, together, told
from sync.protocol.payment_bodies import PHOTO_BYTES_MAX

FILE_BYTES_MAX = 20_000_000
PIXELS_MAX = 60_000_000
"""A telephone's largest picture has some 50 million; more would only fill the memory."""
SIDE_MAX_PX = 1_024
_SIDES_PX = (SIDE_MAX_PX, 800, 640, 480)
_QUALITIES = (80, 65, 50, 35)
_FORMS = {b"\xff\xd8\xff": b"jpeg", b"\x89PNG\r\n\x1a\n": b"png"}


def read_photo(name: str) -> bytes:
    """Return a picture file as a JPEG of at most ``PHOTO_BYTES_MAX`` bytes and 1,024 pixels.

    Raises BadInput where it is no picture, too large, or can't be opened.
    """
    raw = _read(Path(name))
    small = _clean(_decode(raw))
    for tried in _tries(small):
        if len(tried) <= PHOTO_BYTES_MAX:
            return tried
    raise _unreadable(told("It cannot be made small enough."))


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise _unreadable(told("There is no such file."))
        with file.open("rb") as opened:
            raw = opened.read(FILE_BYTES_MAX + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _unreadable(told("This computer does not let it be read.")) from error
    if len(raw) > FILE_BYTES_MAX:
        raise _unreadable(told("It is larger than 20 MB."))
    return raw


def _decode(raw: bytes) -> QImage:
    form = next((name for first, name in _FORMS.items() if raw.startswith(first)), None)
    if form is None:
        raise _unreadable(told("It is no JPEG or PNG picture."))
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty():
        raise _unreadable(told("It is damaged."))
    if size.width() * size.height() > PIXELS_MAX:
        raise _unreadable(told("It has too many pixels."))
    reader.setScaledSize(_within(size, SIDE_MAX_PX))
    image = reader.read()
    if image.isNull():
        raise _unreadable(told("It is damaged."))
    return image


_PAPER = 0xFFFFFFFF
"""White, opaque, as pixels have it: what is behind a see-through picture."""


def _clean(image: QImage) -> QImage:
    """Paint it on white: what was see-through, and every text the file held, stays behind."""
    fresh = QImage(image.size(), QImage.Format.Format_RGB32)
    fresh.fill(_PAPER)
    painter = QPainter(fresh)
    painter.drawImage(QPoint(0, 0), image)
    painter.end()
    return fresh


def _tries(image: QImage) -> Iterator[bytes]:
    """Yield it ever smaller: less fine first, then fewer pixels, at last without colours."""
    mode = Qt.TransformationMode.SmoothTransformation
    for side in _SIDES_PX:
        image = image.scaled(
            _within(image.size(), side), Qt.AspectRatioMode.IgnoreAspectRatio, mode
        )
        for quality in _QUALITIES:
            yield _jpeg(image, quality)
    yield _jpeg(image.convertToFormat(QImage.Format.Format_Grayscale8), _QUALITIES[-1])


def _jpeg(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(quality)
    writer.setOptimizedWrite(True)  # a fifth smaller, for nothing but time
    writer.setProgressiveScanWrite(True)
    writer.write(image)
    return bytes(buffer.data().data())


def _within(size: QSize, side: int) -> QSize:
    """Return a size that fits into a square, never larger than it was and at least one pixel."""
    if max(size.width(), size.height()) <= side:
        return size
    fitting = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return fitting.expandedTo(QSize(1, 1))


def _unreadable(why: Sentence) -> BadInput:
    what_now = told(
        "Nothing was taken and nothing is lost. Choose another picture, or record the claim"
        " without one."
    )
    return BadInput("This photo cannot be used", together((why, what_now)))
