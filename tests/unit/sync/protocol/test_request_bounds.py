"""A request costs no more than it says: lines, parts and windows are bounded at once."""

from datetime import UTC, datetime

import pytest
import zstandard

from sync.protocol import stream_codec
from sync.protocol.exchange import ExchangeHeader, PersonalLine
from sync.protocol.operation import PERSONAL_PARTS_MAX
from sync.protocol.stream_codec import StreamDamagedError, decode_request

PERSON = b'{"person":"p1","erased":true}'


def header(count: int) -> bytes:
    line = ExchangeHeader(
        protocol=1,
        till="till-1",
        stream="GY03A",
        first_seq=1,
        prev_hash="0" * 64,
        count=count,
        first_kept_seq=1,
        till_time=datetime(2026, 11, 22, 14, 26, tzinfo=UTC),
        nonce="12345678",
    )
    return line.model_dump_json().encode()


def packed(*lines: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(b"\n".join(lines) + b"\n")


def wide_window(*lines: bytes) -> bytes:
    """Return a frame that asks its reader for 128 MB."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=False)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return compressor.compress(b"\n".join(lines) + b"\n") + compressor.flush()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (packed(header(1), b"{}", b"{}"), "1 operations, more came"),
        (packed(header(1), b""), "empty line"),
        (packed(header(1), b"{}", b""), "empty line"),
        (packed(header(1), b"{}", *[PERSON] * 17), "too many personal parts"),
        (packed(header(0), PERSON), "before any operation"),
        (packed(header(2), b"{}"), "2 operations, 1 came"),
        (wide_window(header(1), b"{}"), "no.* zstd stream"),
        (zstandard.ZstdCompressor().compress(header(0)), "was cut"),
    ],
)
def test_a_request_over_a_bound_is_refused_whole(body: bytes, complaint: str) -> None:
    with pytest.raises(StreamDamagedError, match=complaint):
        decode_request(body)


def test_as_many_parts_as_facts_may_promise_are_read() -> None:
    (operation,) = decode_request(
        packed(header(1), b"{}", *[PERSON] * PERSONAL_PARTS_MAX)
    ).operations

    assert operation.erased == ("p1",) * PERSONAL_PARTS_MAX


def test_after_the_first_line_too_many_none_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    class Counted:
        @staticmethod
        def model_validate_json(raw: bytes) -> PersonalLine:
            read.append(raw)
            return PersonalLine(person="p1", erased=True)

    monkeypatch.setattr(stream_codec, "PersonalLine", Counted)
    with pytest.raises(StreamDamagedError):
        decode_request(packed(header(1), b"{}", *[PERSON] * 200_000))

    assert len(read) == PERSONAL_PARTS_MAX
