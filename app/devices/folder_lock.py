"""One program on one till: a lock on its folder, which the operating system lifts at any death."""

import sys
from pathlib import Path
from typing import IO

from domain.errors import WorldFailure
from domain.sentence import told

_NAME = "in-use"


class FolderLock:
    """Held from ``taken`` to ``release``. A second program on the same folder is told so."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def taken(cls, folder: Path) -> "FolderLock":
        """Take the lock of a folder. Raises WorldFailure where another program holds it."""
        try:
            file = (folder / _NAME).open("ab")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise WorldFailure(
                "The till's folder cannot be used",
                told(
                    "{folder}: {reason}. Nothing was changed. Correct the folder's rights.",
                    folder=str(folder),
                    reason=reason,
                ),
            ) from error
        if not _lock(file):
            file.close()
            raise WorldFailure(
                "This till is open already",
                "Another Windward on this computer uses it. Nothing was changed. Go on there, or"
                " close it first.",
            )
        return cls(file)

    def release(self) -> None:
        """Let another program have the folder."""
        self._file.close()


def has_lock_file(folder: Path) -> bool:
    """Tell whether a program ever locked this folder: only then can one hold it now."""
    return (folder / _NAME).exists()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
