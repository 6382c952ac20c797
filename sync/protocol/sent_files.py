"""A file that a till sends to central, and the rows that central tells of it.

A request of its own beside the exchange: such a file is no fact of a till, and sending one again is
harmless. The request is a header line and the file as it is; the answer is a line a row, and an end
line that is signed over all of them, for this till and this request.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, TypeVar

import zstandard
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.body_parts import Code
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64, to_base64
from sync.protocol.snapshot import Asked, DamagedSnapshotError, Told, read_told, write_told
from sync.protocol.stream_codec import (
    WINDOW_BYTES_MAX,
    StreamDamagedError,
    decompressed,
    split_lines,
)

Nonce = Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]
_LEVEL = 12
_HEADER_BYTES_MAX = 4_096


class SentPart(BaseModel):
    """Common to what is said here: frozen; what a newer program adds is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class FileSent(SentPart):
    """Which file it is. ``by`` is the staff id of whose PIN was right at the till."""

    till: Code
    nonce: Nonce
    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    by: Code


class RowsEnd(Told):
    """The end of an answer: how many rows were told, and the SHA-256 of their lines."""

    count: int
    digest: str


S = TypeVar("S", bound=FileSent)
R = TypeVar("R", bound=SentPart)
E = TypeVar("E", bound=RowsEnd)


def encode_file(sent: FileSent, raw: bytes) -> bytes:
    """Return a request's body: a header line, then the file as it is, compressed together."""
    header = sent.model_dump_json().encode()
    return zstandard.ZstdCompressor(level=_LEVEL).compress(header + b"\n" + raw)


def decode_file(body: bytes, model: type[S], raw_bytes_max: int) -> tuple[S, bytes]:
    """Read a request's body. Raises StreamDamagedError; never reads more than the bounds allow."""
    bounded = zstandard.ZstdDecompressor(max_window_size=WINDOW_BYTES_MAX)
    try:
        raw = bounded.stream_reader(io.BytesIO(body)).read(raw_bytes_max + 1)
    except zstandard.ZstdError as error:
        message = "the file is not a zstd stream"
        raise StreamDamagedError(message) from error
    if len(raw) > raw_bytes_max:
        message = f"the file unpacks to more than {raw_bytes_max} bytes"
        raise StreamDamagedError(message)
    header, mark, rest = raw.partition(b"\n")
    if not mark or len(header) > _HEADER_BYTES_MAX:
        message = "the file has no header"
        raise StreamDamagedError(message)
    try:
        return model.model_validate_json(header), rest
    except ValidationError as error:
        message = "the header of the file cannot be read"
        raise StreamDamagedError(message) from error


def encode_rows(
    batches: Iterable[Iterable[SentPart]],
    signer: SigningKey,
    sent: FileSent,
    end: Callable[[int, str], RowsEnd],
) -> Iterator[bytes]:
    """Yield an answer's body: a line a row, flushed behind each batch, and the signed end.

    ``end`` is told how many rows there were, and the digest of their lines.
    """
    compressor = zstandard.ZstdCompressor(level=3).compressobj()
    digest, count = hashlib.sha256(), 0
    for batch in batches:
        lines = [one.model_dump_json().encode() + b"\n" for one in batch]
        whole = b"".join(lines)
        digest.update(whole)
        count += len(lines)
        yield compressor.compress(whole) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    signed = write_told(end(count, digest.hexdigest()), signer, till=sent.till, nonce=sent.nonce)
    line = json.dumps({"end": to_base64(signed)}).encode() + b"\n"
    yield compressor.compress(line) + compressor.flush()


def decode_rows(
    chunks: Iterable[bytes], asked: Asked, row: type[R], end: type[E]
) -> Iterator[R | E]:
    """Yield rows as they arrive, and the end once it is known to be central's over all of them.

    Raises StreamDamagedError at what does not belong. An answer that merely stops has no end.
    """
    digest = hashlib.sha256()
    for count, line in enumerate(split_lines(decompressed(chunks))):
        if line.startswith(b'{"end":'):
            signed = _end(line, asked, end)
            if (signed.count, signed.digest) != (count, digest.hexdigest()):
                message = "the rows are not those that central told"
                raise StreamDamagedError(message)
            yield signed
            return
        digest.update(line + b"\n")
        try:
            yield row.model_validate_json(line)
        except ValidationError as error:
            message = "a row of the answer cannot be read"
            raise StreamDamagedError(message) from error


def _end(line: bytes, asked: Asked, end: type[E]) -> E:
    try:
        return read_told(from_base64(json.loads(line)["end"]), end, asked)
    except (DamagedSnapshotError, ValueError, TypeError) as error:
        message = "the end of the answer is not central's"
        raise StreamDamagedError(message) from error
