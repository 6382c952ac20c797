"""A picture of a window as a small file: screens have few colours, and phones read documents."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

COLOURS_MAX = 256
_AS_THEY_ARE = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither


def take_picture(window: QWidget, path: Path) -> None:
    """Save what a window shows as a PNG of at most 256 colours, its most frequent ones.

    Raises OSError where it cannot be written.
    """
    whole = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(whole.constBits()).cast("I"))
    table = [colour for colour, _ in seen.most_common(COLOURS_MAX)]
    small = whole.convertToFormat(QImage.Format.Format_Indexed8, table, _AS_THEY_ARE)
    if not small.save(str(path), None, 0):  # the name says that it is a PNG
        raise OSError(f"{path} cannot be written")
