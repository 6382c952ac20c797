"""Catalog files that a till sends to central, and what became of their rows (sync rules 16.29)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Code, Currency
from sync.protocol.keys import SigningKey
from sync.protocol.sent_files import (
    FileSent,
    RowsEnd,
    SentPart,
    decode_file,
    decode_rows,
    encode_file,
    encode_rows,
)
from sync.protocol.snapshot import Asked

CATALOG_FILES_PATH = "/v1/catalog-files"
CATALOG_FILE_TYPE = "application/vnd.windward.catalog+zstd"
SENT_BYTES_MAX = 2_097_152
"""One catalog file on the wire."""
SENT_RAW_BYTES_MAX = 16_777_216
"""Header and file, unpacked."""
FILE_BYTES_MAX = 12_582_912
"""The file itself; the rest is the header's."""
SENT_ROWS_MAX = 20_000
"""What central imports within the time of one answer; larger files are the office's."""
TOLD_BATCH = 500
FINDINGS_MAX = 16
REASON_MAX = 512

CatalogOutcome = Literal["added", "changed", "unchanged", "refused"]
"""A till takes any other word as a newer central's."""


class CatalogSent(FileSent):
    """Which catalog file it is, what the till read of it, and in which currency its prices are."""

    currency: Currency
    count: Annotated[int, Field(ge=1, le=SENT_ROWS_MAX)]


class FindingTold(SentPart):
    """What was found about a row: a word of the import's report, and central's own words of it."""

    finding: Code
    reason: Annotated[str, Field(max_length=REASON_MAX)] = ""


class CatalogRowTold(SentPart):
    """What became of a row, by its line in the file. A refused one may have no SKU."""

    line: Annotated[int, Field(ge=1)]
    sku: Annotated[str, Field(max_length=512)] = ""
    outcome: Code
    findings: Annotated[tuple[FindingTold, ...], Field(max_length=FINDINGS_MAX)] = ()


class CatalogEnd(RowsEnd):
    """The end of an import, with what it did in all."""

    added: int
    changed: int
    unchanged: int
    refused: int


def encode_catalog(sent: CatalogSent, raw: bytes) -> bytes:
    """Return a request's body: a header line, then the file as it is, compressed together."""
    return encode_file(sent, raw)


def decode_catalog(body: bytes) -> tuple[CatalogSent, bytes]:
    """Read a request's body. Raises StreamDamagedError; never reads more than the bounds allow."""
    return decode_file(body, CatalogSent, SENT_RAW_BYTES_MAX)


def encode_catalog_rows(
    batches: Iterable[Iterable[CatalogRowTold]], signer: SigningKey, sent: CatalogSent
) -> Iterator[bytes]:
    """Yield an answer's body: a line a row, flushed behind each batch, and the signed end."""
    outcomes: Counter[str] = Counter()

    def counted() -> Iterator[list[CatalogRowTold]]:
        for batch in batches:
            rows = list(batch)
            outcomes.update(row.outcome for row in rows)
            yield rows

    def end(count: int, digest: str) -> CatalogEnd:
        return CatalogEnd(
            count=count,
            digest=digest,
            added=outcomes["added"],
            changed=outcomes["changed"],
            unchanged=outcomes["unchanged"],
            refused=outcomes["refused"],
        )

    return encode_rows(counted(), signer, sent, end)


def decode_catalog_rows(
    chunks: Iterable[bytes], asked: Asked
) -> Iterator[CatalogRowTold | CatalogEnd]:
    """Yield rows as they arrive, and the end once it is known to be central's over all of them.

    Raises StreamDamagedError at what does not belong. An answer that merely stops has no end.
    """
    return decode_rows(chunks, asked, CatalogRowTold, CatalogEnd)
