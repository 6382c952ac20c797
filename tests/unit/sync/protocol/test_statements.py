"""A statement on the wire: bounded both ways, and believed only when it is whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import zstandard

from sync.protocol.keys import SigningKey
from sync.protocol.snapshot import Asked
from sync.protocol.statements import (
    SENT_RAW_BYTES_MAX,
    RowTold,
    StatementEnd,
    StatementSent,
    decode_rows,
    decode_statement,
    encode_rows,
    encode_statement,
)
from sync.protocol.stream_codec import StreamDamagedError

CENTRAL = SigningKey(bytes(range(32)))
SENT = StatementSent(
    till="till-1",
    nonce="0" * 24,
    provider="mmg",
    mapping="app",
    file_name="nov.csv",
    first_day=date(2026, 11, 1),
    last_day=date(2026, 11, 2),
    count=2,
    total="5",
    by="S7",
)
ASKED = Asked(till="till-1", nonce=SENT.nonce, central_key=CENTRAL.public_bytes)


def row(line: int) -> RowTold:
    return RowTold(
        line=line,
        at=datetime(2026, 11, 2, 12, tzinfo=UTC),
        reference=f"NO-{line}",
        direction="in",
        currency="GYD",
        amount_minor=500,
        outcome="verified",
    )


def answer(*batches: list[RowTold]) -> list[bytes]:
    return list(encode_rows(batches, CENTRAL, SENT, is_again=False))


def packed(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(raw)


def test_a_statement_arrives_as_it_was_sent_byte_for_byte() -> None:
    raw = b"\xff\xfeD\x00a\x00\n\x00"

    assert decode_statement(encode_statement(SENT, raw)) == (SENT, raw)


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
def test_what_is_no_statement_or_over_a_bound_is_refused(body: bytes) -> None:
    with pytest.raises(StreamDamagedError):
        decode_statement(body)


def test_rows_come_batch_by_batch_and_the_end_is_signed_over_all_of_them() -> None:
    chunks = answer([row(2)], [row(3)])
    first = next(decode_rows(iter(chunks), ASKED))
    *rows, end = decode_rows(chunks, ASKED)

    assert (first, rows) == (row(2), [row(2), row(3)])
    assert isinstance(end, StatementEnd)
    assert (end.count, end.is_again) == (2, False)


def test_an_answer_that_merely_stops_has_no_end() -> None:
    assert list(decode_rows(answer([row(2)], [row(3)])[:2], ASKED)) == [row(2), row(3)]


def lines_of(chunks: list[bytes]) -> list[bytes]:
    reader = zstandard.ZstdDecompressor().decompressobj()
    return b"".join(reader.decompress(chunk) for chunk in chunks).splitlines(keepends=True)


def test_rows_that_were_left_out_changed_or_signed_for_another_are_damage() -> None:
    first, second, end = lines_of(answer([row(2)], [row(3)]))
    wrong = [
        (b"".join((first, end)), ASKED),
        (b"".join((first, second.replace(b"verified", b"disputed"), end)), ASKED),
        (
            b"".join((first, second, end)),
            Asked(till="till-2", nonce=SENT.nonce, central_key=CENTRAL.public_bytes),
        ),
        (b"".join((first, second, b'{"end":7}\n')), ASKED),
        (b"".join((first, b"{}\n", end)), ASKED),
    ]
    for raw, asked in wrong:
        with pytest.raises(StreamDamagedError):
            list(decode_rows([packed(raw)], asked))


def test_a_statement_states_a_count_or_a_sum_and_never_neither() -> None:
    for one in ({"count": None}, {"total": None}):
        sent = StatementSent.model_validate(SENT.model_dump() | one)
        assert decode_statement(encode_statement(sent, b"rows"))[0] == sent
    neither = SENT.model_copy(update={"count": None, "total": None})

    with pytest.raises(StreamDamagedError):
        decode_statement(encode_statement(neither, b"rows"))
