"""Catalog files as text, packed or not, with a bound on everything.

A file that cannot be read to its end is *broken*: nothing of it is imported.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from domain.catalog_file.csv_records import not_utf8
from domain.catalog_file.source_rows import BrokenFileError

UNPACKED_BYTES_MAX = 2_147_483_648


class _Counted(io.RawIOBase):
    """Unpacked bytes, counted: a small file may unpack to a huge one."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile) -> None:
        super().__init__()
        self._inner = inner
        self._left = UNPACKED_BYTES_MAX

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the stub asks for a wider buffer than RawIOBase is ever given
        data = self._inner.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise BrokenFileError(f"It unpacks to more than {UNPACKED_BYTES_MAX:,} bytes.")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open a file as UTF-8 text, unpacked if its name ends in ``.gz``; line ends are kept.

    Raises BrokenFileError, also from within the block: for a file that cannot be opened, is cut, is
    not packed as its name says, or is not UTF-8.
    """
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opener(path, "rb") as packed:
            counted = io.BufferedReader(_Counted(packed))
            with io.TextIOWrapper(counted, encoding="utf-8-sig", newline="") as text:
                yield text
    except UnicodeDecodeError as error:
        raise not_utf8() from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenFileError("It is cut or damaged: it does not unpack to its end.") from error
    except OSError as error:
        raise BrokenFileError(f"It cannot be read: {error.strerror or error}.") from error


def kind_of_file(path: Path) -> str:
    """Return ``csv``, ``json`` or ``jsonl`` by the file's name. Raises BrokenFileError."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    found = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(
        suffixes[-1] if suffixes else ""
    )
    if found is None:
        raise BrokenFileError(
            f"'{path.name}' should end in .csv, .json or .jsonl, each with or without .gz."
        )
    return found
