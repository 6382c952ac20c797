"""A catalog file on the wire: bounded both ways, and believed only when it is whole."""

from __future__ import annotations

import pytest
import zstandard
from pydantic import ValidationError

from sync.protocol.catalog_files import (
    FILE_BYTES_MAX,
    SENT_RAW_BYTES_MAX,
    SENT_ROWS_MAX,
    CatalogEnd,
    CatalogRowTold,
    CatalogSent,
    FindingTold,
    decode_catalog,
    decode_catalog_rows,
    encode_catalog,
    encode_catalog_rows,
)
from sync.protocol.keys import SigningKey
from sync.protocol.snapshot import Asked
from sync.protocol.stream_codec import StreamDamagedError

CENTRAL = SigningKey(bytes(range(32)))
SENT = CatalogSent(
    till="till-1", nonce="0" * 24, file_name="goods.csv", by="S7", currency="GYD", count=2
)
ASKED = Asked(till="till-1", nonce=SENT.nonce, central_key=CENTRAL.public_bytes)
ADDED = CatalogRowTold(line=2, sku="A", outcome="added")
REFUSED = CatalogRowTold(
    line=3, outcome="refused", findings=(FindingTold(finding="bad_row", reason="it has no name"),)
)


def answer(*batches: list[CatalogRowTold]) -> list[bytes]:
    return list(encode_catalog_rows(batches, CENTRAL, SENT))


def packed(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(raw)


def test_a_catalog_file_arrives_as_it_was_sent_byte_for_byte() -> None:
    raw = b"\xef\xbb\xbfname\r\nKettle\r\n\x00"

    assert decode_catalog(encode_catalog(SENT, raw)) == (SENT, raw)


def test_the_largest_file_and_its_header_are_within_the_bound() -> None:
    sent, raw = decode_catalog(encode_catalog(SENT, bytes(FILE_BYTES_MAX)))

    assert (sent, len(raw)) == (SENT, FILE_BYTES_MAX)


@pytest.mark.parametrize(
    "body",
    [
        b"no zstd",
        packed(b"no header"),
        packed(b"{}\nrows"),
        packed(b" " * 5_000 + b"\n"),
        packed(b"\n" * (SENT_RAW_BYTES_MAX + 1)),
    ],
)
def test_what_is_no_catalog_file_or_over_a_bound_is_refused(body: bytes) -> None:
    with pytest.raises(StreamDamagedError):
        decode_catalog(body)


@pytest.mark.parametrize("count", [0, SENT_ROWS_MAX + 1])
def test_a_file_without_rows_or_with_too_many_is_not_said(count: int) -> None:
    with pytest.raises(ValidationError):
        CatalogSent.model_validate({**SENT.model_dump(), "count": count})


def test_rows_come_in_order_and_the_end_counts_them_and_is_signed() -> None:
    chunks = answer([ADDED], [REFUSED, CatalogRowTold(line=4, sku="B", outcome="unchanged")])
    first = next(decode_catalog_rows(iter(chunks), ASKED))
    *rows, end = decode_catalog_rows(chunks, ASKED)

    assert (first, rows[:2], len(rows)) == (ADDED, [ADDED, REFUSED], 3)
    assert isinstance(end, CatalogEnd)
    assert (end.count, end.added, end.changed, end.unchanged, end.refused) == (3, 1, 0, 1, 1)


def test_an_answer_that_merely_stops_has_no_end() -> None:
    assert list(decode_catalog_rows(answer([ADDED], [REFUSED])[:2], ASKED)) == [ADDED, REFUSED]


def test_rows_that_were_changed_or_signed_for_another_till_or_request_are_damage() -> None:
    reader = zstandard.ZstdDecompressor().decompressobj()
    whole = b"".join(reader.decompress(chunk) for chunk in answer([ADDED], [REFUSED]))
    first, second, end = whole.splitlines(keepends=True)
    wrong = [
        (b"".join((first, end)), ASKED),
        (b"".join((first, second.replace(b"refused", b"changed"), end)), ASKED),
        (whole, Asked(till="till-2", nonce=SENT.nonce, central_key=ASKED.central_key)),
        (whole, Asked(till="till-1", nonce="1" * 24, central_key=ASKED.central_key)),
        (b"".join((first, second, b'{"end":7}\n')), ASKED),
        (b"".join((b"{}\n", end)), ASKED),
    ]
    for raw, asked in wrong:
        with pytest.raises(StreamDamagedError):
            list(decode_catalog_rows([packed(raw)], asked))
