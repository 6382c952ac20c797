"""A dump of an encrypted database as its bytes are, freed pages and deleted rows included.

Decrypts the pages itself (SQLCipher 4 with a raw key: AES-256-CBC, the IV in the last 80 bytes of
each page of 4,096), so that nothing SQLite would skip is skipped.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE = 4_096
_RESERVED = 80
_IV = 16
_SALT = 16
_WAL_HEADER = 32
_FRAME_HEADER = 24


def plain_pages(path: Path, key: bytes) -> bytes:
    """Return every page of a database file in clear."""
    content = path.read_bytes()
    assert len(content) % _PAGE == 0
    pages = [content[at : at + _PAGE] for at in range(0, len(content), _PAGE)]
    return b"".join(_decrypted(page, key, _SALT if at == 0 else 0) for at, page in enumerate(pages))


def plain_log(path: Path, key: bytes) -> bytes:
    """Return every page in a write-ahead log in clear; nothing if there is none."""
    content = path.read_bytes() if path.exists() else b""
    frames = range(_WAL_HEADER, len(content), _FRAME_HEADER + _PAGE)
    return b"".join(
        _decrypted(content[at + _FRAME_HEADER : at + _FRAME_HEADER + _PAGE], key, 0)
        for at in frames
    )


def _decrypted(page: bytes, key: bytes, skip: int) -> bytes:
    iv = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _IV]
    reader = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return reader.update(page[skip : _PAGE - _RESERVED]) + reader.finalize()
