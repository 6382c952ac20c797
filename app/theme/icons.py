"""Icons of the one set, painted in a token's colour, sharp on any display, kept once made.

A name is a file in ``resources/icons`` without its ending: ``cart``, ``cloud-off``, ``printer`` …
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.resource_files import ART, ICONS
from app.theme.theme import Theme
from app.theme.tokens import Color

_CACHED_PICTURES = 512
_INK = "currentColor"


def icon_pixmap(theme: Theme, name: str, color: Color, size: QSize, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of ``size`` logical pixels for a display of that pixel ratio.

    Raises ``FileNotFoundError`` for a name that is not in the set: a mistake of ours.
    """
    ink = theme.color(color).name()
    return _draw(f"{ICONS / name}.svg", ink, (size.width(), size.height()), ratio)


def themed_icon(theme: Theme, name: str, color: Color, size_px: int = 24) -> QIcon:
    """One icon for buttons and actions, with sharp pictures for ratios 1 and 2.

    It does not follow a later change of theme: ask again on ``StyleChange``.
    """
    icon = QIcon()
    size = QSize(size_px, size_px)
    for ratio in (1.0, 2.0):
        icon.addPixmap(icon_pixmap(theme, name, color, size, ratio))
        icon.addPixmap(
            icon_pixmap(theme, name, Color.INK_DISABLED, size, ratio), QIcon.Mode.Disabled
        )
    return icon


def art_pixmap(name: str, size: QSize, ratio: float = 1.0) -> QPixmap:
    """One picture of ``resources/art`` (product stand-ins, ``logo``) in its own colours."""
    return _draw(f"{ART / name}.svg", None, (size.width(), size.height()), ratio)


@lru_cache(maxsize=256)
def _read(path: str) -> str:
    return Path(path).read_text("utf-8")


@lru_cache(maxsize=_CACHED_PICTURES)
def _draw(path: str, ink: str | None, size: tuple[int, int], ratio: float) -> QPixmap:
    text = _read(path)
    if ink is not None:
        text = text.replace(_INK, ink)
    pixmap = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
