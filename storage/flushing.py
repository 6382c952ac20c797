"""Making a finished file last: its bytes first, then its name."""

import os
from pathlib import Path


def replace_durably(partial: Path, target: Path) -> None:
    """Give a finished file its name, in place of what had it; whole or not at all after a cut.

    The bytes are flushed before the name changes, and the folder after it: a power cut can take
    back neither once this returns. Raises OSError.
    """
    with partial.open("rb+") as finished:
        os.fsync(finished.fileno())
    partial.replace(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Raises OSError.

    Windows has no such call and keeps names in its journal.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
