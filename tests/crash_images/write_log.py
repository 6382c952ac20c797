"""The write log: made by recorder.c in the recorded process, read back as entries in their order.

Also the way to the recorder: it is compiled where it is needed, and a process that was started
under it calls it through ``Recorder``. Promises ("sold", …) are entries that the process itself
writes between the recorder's.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("recorder.c")
LIBRARY = "CRASH_IMAGES_LIBRARY"
_HEADER = struct.Struct("<IHHiIq")
RUN_TIMEOUT_S = 600


class Kind(IntEnum):
    """What was done; the numbers are recorder.c's, PROMISE is ours."""

    OPEN = 1
    CLOSE = 2
    WRITE = 3
    CUT = 4
    FLUSH = 5
    UNLINK = 6
    RENAME = 7
    MKDIR = 8
    RMDIR = 9
    CREATE = 10
    PROMISE = 100


NO_ROOM_KINDS = (Kind.WRITE, Kind.CREATE, Kind.MKDIR, Kind.RENAME)
"""What a full disk refuses."""

DYING_KINDS = (*NO_ROOM_KINDS, Kind.CUT, Kind.FLUSH, Kind.UNLINK)
"""What a dying disk refuses."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call: its kind, the error it met (0: none), its file, where, and the bytes or names."""

    kind: Kind
    error: int
    fd: int
    flags: int
    offset: int
    payload: bytes

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(os.fsdecode(part) for part in self.payload.split(b"\0"))

    @property
    def truncates(self) -> bool:
        return bool(self.flags & os.O_TRUNC)

    def promise(self) -> tuple[str, object]:
        """What was promised, and its detail."""
        what, detail = json.loads(self.payload)
        return str(what), detail


def read_log(path: Path) -> Iterator[Entry]:
    """Every entry in its order. Raises ValueError for a log that ends within an entry."""
    raw = path.read_bytes()
    at = 0
    while at < len(raw):
        size, kind, error, fd, flags, offset = _HEADER.unpack_from(raw, at)
        at += _HEADER.size + size
        if at > len(raw):
            raise ValueError("the write log ends within an entry")
        yield Entry(Kind(kind), error, fd, flags, offset, raw[at - size : at])


def promise(log: Path, what: str, detail: object = None) -> None:
    """Write down that the till has promised something from here on."""
    payload = json.dumps([what, detail]).encode()
    handle = os.open(log, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(handle, _HEADER.pack(len(payload), Kind.PROMISE, 0, -1, 0, 0) + payload)
    finally:
        os.close(handle)


def compiled(folder: Path) -> Path:
    """Compile the recorder into a folder and return the library."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))))
    library = folder / "recorder.so"
    flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread"]
    subprocess.run(
        [compiler, *flags, "-o", str(library), str(SOURCE), "-ldl"], check=True, timeout=120
    )
    return library


def run_recorded(
    library: Path, root: Path, words: Sequence[str], *, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m words…`` under the recorder, watching the files below ``root``.

    Raises AssertionError with what it said where it ends with an error.
    """
    environ = {
        **os.environ,
        "LD_PRELOAD": str(library),
        LIBRARY: str(library),
        "CRASH_IMAGES_ROOT": str(root),
        "CRASH_IMAGES_LOG": "" if log is None else str(log),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=RUN_TIMEOUT_S * 6,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-6_000:]
    return done


class Recorder:
    """The recorder seen from within the process that it watches."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ[LIBRARY])
        self._library.crash_images_counted.restype = ctypes.c_long
        self._library.crash_images_arm.argtypes = [
            ctypes.c_long,
            ctypes.c_int,
            ctypes.c_int,
            ctypes.c_uint,
        ]

    def log_to(self, path: Path | None) -> None:
        """Begin another log, or none."""
        self._library.crash_images_log_to(b"" if path is None else os.fsencode(path))

    def fail_at(self, number: int, error: int, kinds: Iterable[Kind], *, lasts: bool) -> None:
        """Fail the N-th change of these kinds from now on; ``lasts``: and every one after it."""
        mask = sum(1 << kind for kind in kinds)
        self._library.crash_images_arm(number, error, int(lasts), mask)

    def heal(self) -> int:
        """Fail nothing more; return how many changes were counted since ``fail_at``."""
        counted = int(self._library.crash_images_counted())
        self._library.crash_images_arm(0, 0, 0, 0)
        return counted
