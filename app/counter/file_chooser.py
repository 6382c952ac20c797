"""Asking for a file with the dialog that this computer's other programs use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion:
    """Which file: one to write or one that is there, where to look first, what is proposed."""

    title: str
    filter: str
    is_written: bool
    folder: str
    name: str


class FileChooser(Protocol):
    """What a page asks for a file. Typing a name stays possible beside it."""

    def ask(self, question: FileQuestion, taken: Callable[[str], None]) -> None:
        """Ask, and hand the whole path on when one was chosen; nothing is waited for."""

    def close(self) -> None:
        """Take the question back: the page is left, or the till was locked."""


class NativeFileChooser:
    """The native dialog, or Qt's own where the desktop has none; both go by keys."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._dialog: QFileDialog | None = None

    def ask(self, question: FileQuestion, taken: Callable[[str], None]) -> None:
        """Open the dialog over the window, one at a time."""
        self.close()
        dialog = QFileDialog(self._parent.window(), question.title, question.folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(question.filter)
        if question.is_written:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("csv")
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        is_there = bool(question.name) and QDir(question.folder).exists(question.name)
        if question.is_written or is_there:
            dialog.selectFile(question.name)
        dialog.fileSelected.connect(lambda path: taken(QDir.toNativeSeparators(path)))
        dialog.destroyed.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def close(self) -> None:
        """Take the question back."""
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog = None

    def _forget(self) -> None:
        self._dialog = None
