"""A person's initials in a circle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Avatar(QLabel):
    """Shows initials; silent to screen readers, since the name stands beside it."""

    def __init__(self, initials: str = "", parent: QWidget | None = None) -> None:
        super().__init__(initials, parent)
        self.setObjectName("avatar")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_initials(self, initials: str) -> None:
        self.setText(initials)
