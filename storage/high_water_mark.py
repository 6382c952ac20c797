"""The high-water mark: how far this till's streams had come, kept outside the data folder.

A database restored from a copy does not know that it is old; this small file does. It is written
after each commit that appended operations, without a flush: after a power cut it may be a little
behind, and never ahead. Two files take turns, so that one torn by a power cut leaves the other
(ledger rule 4, sync rule 5.1). Each is overwritten where it lies: a new file under the old name
would make the sale wait for the file system's own journal.
"""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STREAMS_KEPT = 16
Heads = Mapping[str, tuple[int, str]]
"""Stream name to (seq of its head, the head's hash in hexadecimal)."""


@dataclass(slots=True)
class HighWaterMark:
    """The mark of one till: ``path`` and a second file beside it.

    Reading never raises: an unreadable mark is None. Writing raises OSError.
    """

    path: Path
    _turn: int = field(default=0, init=False)

    def read(self) -> Heads | None:
        """Return the newest readable heads, or None where no mark can be read."""
        found = self._readable()
        if not found:
            return None
        self._turn, heads = max(found, key=lambda mark: mark[0])
        return heads

    def write(self, heads: Heads, *, flush: bool = False) -> None:
        """Replace the older of the two files. ``flush`` waits for the disk: at closing."""
        self._turn += 1
        body = {"turn": self._turn, "streams": dict(list(heads.items())[-STREAMS_KEPT:])}
        text = json.dumps(body, sort_keys=False, separators=(",", ":"))
        raw = f"{zlib.crc32(text.encode()):08x} {text}".encode()
        _overwrite(self._files()[self._turn % 2], raw, flush=flush)

    def _files(self) -> tuple[Path, Path]:
        return (self.path, self.path.with_name(self.path.name + ".2"))

    def _readable(self) -> list[tuple[int, Heads]]:
        found = []
        for file in self._files():
            try:
                raw = file.read_bytes()
            except OSError:
                continue
            mark = _parsed(raw)
            if mark is not None:
                found.append(mark)
        return found


def _overwrite(file: Path, raw: bytes, *, flush: bool) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(descriptor, raw)
        if os.fstat(descriptor).st_size != len(raw):
            os.ftruncate(descriptor, len(raw))
        if flush:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _parsed(raw: bytes) -> tuple[int, Heads] | None:
    checksum, _, text = raw.partition(b" ")
    if checksum != f"{zlib.crc32(text):08x}".encode():
        return None
    body = json.loads(text)
    streams = {name: (int(seq), str(digest)) for name, (seq, digest) in body["streams"].items()}
    return (int(body["turn"]), streams)
