"""The high-water mark: how far this till's streams had come, kept outside the data folder.

A database restored from a copy does not know that it is old; this small file does. It is written
after each commit that appended operations, without a flush: after a power cut it may be a little
behind, and never ahead. Two files take turns, so that one torn by a power cut leaves the other
(ledger rule 4, sync rule 5.1). Each is overwritten where it lies: a new file under the old name
would make the sale wait for the file system's own journal.

Neither of the two is flushed, so a power cut soon after enrolment may leave both empty, and a till
without a mark begins a new stream. A third file is therefore written whole and flushed, by the
first mark of all and at each closing: it is older, and it is there.
"""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storage.flushing import replace_durably

STREAMS_KEPT = 16
Heads = Mapping[str, tuple[int, str]]
"""Stream name to (seq of its head, the head's hash in hexadecimal)."""


@dataclass(slots=True)
class HighWaterMark:
    """The mark of one till: ``path``, a second file beside it, and the flushed third.

    Reading never raises: an unreadable mark is None. Writing raises OSError.
    """

    path: Path
    _turn: int = field(default=0, init=False)
    _is_flushed: bool = field(default=False, init=False)

    def read(self) -> Heads | None:
        """Return the newest readable heads, or None where no mark can be read."""
        found = self._readable()
        if not found:
            return None
        self._turn, heads = max(found, key=lambda mark: mark[0])
        return heads

    def write(self, heads: Heads, *, flush: bool = False) -> None:
        """Overwrite the older of the two files, or with ``flush`` replace the third: at closing."""
        self._turn += 1
        body = {"turn": self._turn, "streams": dict(list(heads.items())[-STREAMS_KEPT:])}
        text = json.dumps(body, sort_keys=False, separators=(",", ":"))
        raw = f"{zlib.crc32(text.encode()):08x} {text}".encode()
        *turns, flushed = self._files()
        if flush or not self._is_flushed:
            _replace(flushed, raw)
            self._is_flushed = True
        else:
            _overwrite(turns[self._turn % 2], raw)

    def _files(self) -> tuple[Path, Path, Path]:
        name = self.path.name
        return (self.path, self.path.with_name(f"{name}.2"), self.path.with_name(f"{name}.kept"))

    def _readable(self) -> list[tuple[int, Heads]]:
        marks = [_find_mark(file) for file in self._files()]
        self._is_flushed = marks[-1] is not None
        return [mark for mark in marks if mark is not None]


def _replace(file: Path, raw: bytes) -> None:
    """Put a new file in the place of the old one: there is a whole one at every moment."""
    partial = file.with_name(f"{file.name}.partial")
    partial.write_bytes(raw)
    replace_durably(partial, file)


def _overwrite(file: Path, raw: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(descriptor, raw)
        if os.fstat(descriptor).st_size != len(raw):
            os.ftruncate(descriptor, len(raw))
    finally:
        os.close(descriptor)


def _find_mark(file: Path) -> tuple[int, Heads] | None:
    try:
        return _parsed(file.read_bytes())
    except OSError:
        return None


def _parsed(raw: bytes) -> tuple[int, Heads] | None:
    checksum, _, text = raw.partition(b" ")
    if checksum != f"{zlib.crc32(text):08x}".encode():
        return None
    body = json.loads(text)
    streams = {name: (int(seq), str(digest)) for name, (seq, digest) in body["streams"].items()}
    return (int(body["turn"]), streams)
