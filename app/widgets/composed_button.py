"""A push button whose face is made of labels: a word at one end, a key cap at the other."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.widgets.fitting_label import FittingLabel


class ComposedButton(QPushButton):
    """A ``QPushButton`` that sizes itself by the layout lying in it.

    It stays an ordinary button to keyboard, mouse, style sheet and screen reader; what lies in it
    lets the mouse through. Give it an accessible name: its own text stays empty.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(True)  # Enter presses it, as Space does
        self.face = QHBoxLayout(self)

    def sizeHint(self) -> QSize:
        return self.face.sizeHint().expandedTo(QSize(0, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return self.face.minimumSize().expandedTo(QSize(0, super().minimumSizeHint().height()))

    def face_label(self, text: str, name: str = "") -> QLabel:
        """A label for the face, plain text, with an object name for the style sheet."""
        label = FittingLabel(text, gives_way=True)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label
