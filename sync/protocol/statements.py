"""Statements of providers that a till sends to central, and what central says of their rows.

A request of its own beside the exchange (sync rules 16.22b): a statement is no fact of a till, and
sending one again is harmless. Mappings and cases are signed like sums; the rows of an import come
as a stream, line by line as central works them, and its end line is signed over all of them.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

import zstandard
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.body_parts import Code, Currency, Minor
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64, to_base64
from sync.protocol.snapshot import Asked, DamagedSnapshotError, Told, read_told, write_told
from sync.protocol.stream_codec import (
    WINDOW_BYTES_MAX,
    StreamDamagedError,
    decompressed,
    split_lines,
)

MAPPINGS_PATH = "/v1/statement-mappings"
STATEMENTS_PATH = "/v1/statements"
STATEMENT_CASES_PATH = "/v1/statement-cases"
STATEMENT_TYPE = "application/vnd.windward.statement+zstd"
SENT_BYTES_MAX = 1_048_576
"""One statement on the wire: some 20,000 rows."""
SENT_RAW_BYTES_MAX = 8_388_608
SENT_ROWS_MAX = 20_000
"""What central works off within the time of one answer; larger files are the office's."""
MAPPINGS_MAX = 200
_LEVEL = 12
_HEADER_BYTES_MAX = 4_096
_Short = Annotated[str, Field(max_length=512)]
_Nonce = Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class MappingTold(_Part):
    """A mapping as it is kept: ``value`` is the JSON that ``read_mapping`` takes."""

    provider: Code
    name: Code
    valid_from: date
    value: Mapping[str, Any]


class MappingsTold(Told):
    """Every mapping of the till's organisation, the newest of a name first."""

    mappings: Annotated[tuple[MappingTold, ...], Field(max_length=MAPPINGS_MAX)] = ()


class StatementSent(_Part):
    """Which statement it is, and what its sender states of it.

    ``total`` is written with the mapping's decimal mark. ``by`` is the staff id of whose PIN was
    right at the till.
    """

    till: Code
    nonce: _Nonce
    provider: Code
    mapping: Code
    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    first_day: date
    last_day: date
    count: Annotated[int, Field(ge=0, le=SENT_ROWS_MAX)]
    total: Annotated[str, Field(min_length=1, max_length=32)]
    by: Code


class RowTold(_Part):
    """What became of a row. ``line`` is its line in the file, 0 for what is missing there.

    ``words`` are central's, for a person. ``direction`` is ``in`` or ``out``.
    """

    line: Annotated[int, Field(ge=0)]
    at: datetime
    reference: _Short
    direction: Annotated[str, Field(max_length=8)]
    currency: Currency
    amount_minor: Minor
    outcome: Code
    payment_id: _Short = ""
    receipt: _Short = ""
    words: Annotated[str, Field(max_length=4_096)] = ""


class StatementEnd(Told):
    """The end of an import: how many rows were told, and the SHA-256 of their lines.

    ``is_again`` says that the file was imported to its end before.
    """

    count: int
    digest: str
    is_again: bool


class RowAsked(_Part):
    """A row that somebody wants looked at: its case is to stand at this till."""

    till: Code
    nonce: _Nonce
    provider: Code
    reference: Code
    direction: Literal["in", "out"]
    by: Code


class RowCaseOpened(Told):
    """The case of a row. ``is_new``: it was not open before."""

    case_id: str
    is_new: bool


def encode_statement(sent: StatementSent, raw: bytes) -> bytes:
    """Return a request's body: a header line, then the file as it is, compressed together."""
    header = sent.model_dump_json().encode()
    return zstandard.ZstdCompressor(level=_LEVEL).compress(header + b"\n" + raw)


def decode_statement(body: bytes) -> tuple[StatementSent, bytes]:
    """Read a request's body. Raises StreamDamagedError; never reads more than the bounds allow."""
    bounded = zstandard.ZstdDecompressor(max_window_size=WINDOW_BYTES_MAX)
    try:
        raw = bounded.stream_reader(io.BytesIO(body)).read(SENT_RAW_BYTES_MAX + 1)
    except zstandard.ZstdError as error:
        message = "the statement is not a zstd stream"
        raise StreamDamagedError(message) from error
    if len(raw) > SENT_RAW_BYTES_MAX:
        message = f"the statement unpacks to more than {SENT_RAW_BYTES_MAX} bytes"
        raise StreamDamagedError(message)
    header, mark, rest = raw.partition(b"\n")
    if not mark or len(header) > _HEADER_BYTES_MAX:
        message = "the statement has no header"
        raise StreamDamagedError(message)
    try:
        return StatementSent.model_validate_json(header), rest
    except ValidationError as error:
        message = "the header of the statement cannot be read"
        raise StreamDamagedError(message) from error


def encode_rows(
    batches: Iterable[Iterable[RowTold]], signer: SigningKey, sent: StatementSent, *, is_again: bool
) -> Iterator[bytes]:
    """Yield an answer's body: a line a row, flushed behind each batch, and the signed end."""
    compressor = zstandard.ZstdCompressor(level=3).compressobj()
    digest, count = hashlib.sha256(), 0
    for batch in batches:
        lines = [one.model_dump_json().encode() + b"\n" for one in batch]
        whole = b"".join(lines)
        digest.update(whole)
        count += len(lines)
        yield compressor.compress(whole) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    end = StatementEnd(count=count, digest=digest.hexdigest(), is_again=is_again)
    told = to_base64(write_told(end, signer, till=sent.till, nonce=sent.nonce))
    yield compressor.compress(json.dumps({"end": told}).encode() + b"\n") + compressor.flush()


def decode_rows(chunks: Iterable[bytes], asked: Asked) -> Iterator[RowTold | StatementEnd]:
    """Yield rows as they arrive, and the end once it is known to be central's over all of them.

    Raises StreamDamagedError at what does not belong. An answer that merely stops has no end.
    """
    digest = hashlib.sha256()
    for count, line in enumerate(split_lines(decompressed(chunks))):
        if line.startswith(b'{"end":'):
            end = _end(line, asked)
            if (end.count, end.digest) != (count, digest.hexdigest()):
                message = "the rows are not those that central told"
                raise StreamDamagedError(message)
            yield end
            return
        digest.update(line + b"\n")
        try:
            yield RowTold.model_validate_json(line)
        except ValidationError as error:
            message = "a row of the answer cannot be read"
            raise StreamDamagedError(message) from error


def _end(line: bytes, asked: Asked) -> StatementEnd:
    try:
        return read_told(from_base64(json.loads(line)["end"]), StatementEnd, asked)
    except (DamagedSnapshotError, ValueError, TypeError) as error:
        message = "the end of the answer is not central's"
        raise StreamDamagedError(message) from error
