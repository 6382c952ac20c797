"""Statements of providers that a till sends to central, and what central says of their rows.

A file that a till sends (sync rules 16.22b). Mappings and cases are signed like sums; the rows of
an import come as a stream, line by line as central works them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sync.protocol.body_parts import Code, Currency, Minor
from sync.protocol.keys import SigningKey
from sync.protocol.sent_files import (
    FileSent,
    Nonce,
    RowsEnd,
    SentPart,
    decode_file,
    encode_file,
)
from sync.protocol.sent_files import (
    decode_rows as decode_told_rows,
)
from sync.protocol.sent_files import (
    encode_rows as encode_told_rows,
)
from sync.protocol.snapshot import Asked, Told

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
_Short = Annotated[str, Field(max_length=512)]


class MappingTold(SentPart):
    """A mapping as it is kept: ``value`` is the JSON that ``read_mapping`` takes."""

    provider: Code
    name: Code
    valid_from: date
    value: Mapping[str, Any]


class MappingsTold(Told):
    """Every mapping of the till's organisation, the newest of a name first."""

    mappings: Annotated[tuple[MappingTold, ...], Field(max_length=MAPPINGS_MAX)] = ()


class StatementSent(FileSent):
    """Which statement it is, and what its sender states of it.

    ``total`` is written with the mapping's decimal mark. It or ``count`` is None where the provider
    states only the other: neither was read from the file.
    """

    provider: Code
    mapping: Code
    first_day: date
    last_day: date
    count: Annotated[int, Field(ge=0, le=SENT_ROWS_MAX)] | None = None
    total: Annotated[str, Field(min_length=1, max_length=32)] | None = None

    @model_validator(mode="after")
    def _state_something(self) -> Self:
        if self.count is None and self.total is None:
            raise ValueError("a count or a sum is stated")
        return self


class RowTold(SentPart):
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


class StatementEnd(RowsEnd):
    """The end of an import. ``is_again`` says that the file was imported to its end before."""

    is_again: bool


class RowAsked(SentPart):
    """A row that somebody wants looked at: its case is to stand at this till."""

    till: Code
    nonce: Nonce
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
    return encode_file(sent, raw)


def decode_statement(body: bytes) -> tuple[StatementSent, bytes]:
    """Read a request's body. Raises StreamDamagedError; never reads more than the bounds allow."""
    return decode_file(body, StatementSent, SENT_RAW_BYTES_MAX)


def encode_rows(
    batches: Iterable[Iterable[RowTold]], signer: SigningKey, sent: StatementSent, *, is_again: bool
) -> Iterator[bytes]:
    """Yield an answer's body: a line a row, flushed behind each batch, and the signed end."""

    def end(count: int, digest: str) -> StatementEnd:
        return StatementEnd(count=count, digest=digest, is_again=is_again)

    return encode_told_rows(batches, signer, sent, end)


def decode_rows(chunks: Iterable[bytes], asked: Asked) -> Iterator[RowTold | StatementEnd]:
    """Yield rows as they arrive, and the end once it is known to be central's over all of them.

    Raises StreamDamagedError at what does not belong. An answer that merely stops has no end.
    """
    return decode_told_rows(chunks, asked, RowTold, StatementEnd)
