"""The exchange as bytes: what goes in comes out, and nothing else is let in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import zstandard

from sync.protocol.changes import Change
from sync.protocol.exchange import (
    AnswerHeader,
    AnswerLine,
    CursorLine,
    EndLine,
    ExchangeHeader,
    ExchangeRequest,
    PersonalLine,
    ReceivedOperation,
    Ruling,
    header_is_signed,
    part_of,
    sign_header,
)
from sync.protocol.keys import SigningKey
from sync.protocol.operation import PersonalPart
from sync.protocol.stream_codec import (
    StreamDamagedError,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
)

AT = datetime(2026, 11, 22, 14, 26, tzinfo=UTC)
CENTRAL = SigningKey(b"c" * 32)
PART = PersonalPart(person_id="p1", salt=b"s" * 32, part='{"name":"Zoë \\"Z\\""}'.encode())


def a_header(count: int) -> ExchangeHeader:
    return ExchangeHeader(
        protocol=1,
        till="till-1",
        stream="GY03A",
        first_seq=1,
        prev_hash="0" * 64,
        count=count,
        first_kept_seq=1,
        till_time=AT,
        nonce="12345678",
    )


def an_answer_header(**changes: object) -> AnswerHeader:
    header = AnswerHeader(
        stream="GY03A",
        stored_through=3,
        durable_through=0,
        epoch="e1",
        server_time=AT,
    )
    signed = sign_header(header, CENTRAL, till="till-1", nonce="12345678")
    return signed.model_copy(update=changes)


ANSWER: list[AnswerLine] = [
    an_answer_header(),
    Ruling(seq=2, state="quarantined", title="t", message="m"),
    Change(stream="org:o", position=1, last=1, kind="item_removed", key="i", body={}),
    CursorLine(cursor="c1", visible={"org:o": 1}),
    EndLine(more=True),
]


def packed(*lines: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(b"\n".join(lines) + b"\n")


def test_a_request_comes_out_byte_for_byte_as_it_went_in() -> None:
    operations = (
        ReceivedOperation(facts='{"at":"é"}'.encode(), parts=(PART,)),
        ReceivedOperation(facts=b'{"at":1}', erased=("p2",)),
        ReceivedOperation(facts=b"not even json"),
    )
    request = ExchangeRequest(header=a_header(3), operations=operations)

    assert decode_request(encode_request(request)) == request


def test_an_answer_comes_out_line_by_line_even_in_single_bytes() -> None:
    body = b"".join(encode_answer(ANSWER))

    assert list(decode_answer(bytes([byte]) for byte in body)) == ANSWER


def test_the_beginning_of_a_cut_answer_still_counts() -> None:
    chunks = list(encode_answer(ANSWER))

    received = list(decode_answer(chunks[:-1]))

    assert received == ANSWER[:-1]


HEADER = a_header(0).model_dump_json().encode()
ONE = a_header(1).model_dump_json().encode()


@pytest.mark.parametrize(
    "body",
    [
        b"not zstd",
        b"",
        zstandard.ZstdCompressor().compress(b""),
        zstandard.ZstdCompressor().compress(HEADER),
        packed(b"{}"),
        packed(ONE),
        packed(HEADER, b'{"person":"p1","erased":true}'),
        packed(ONE, b"{}", b'{"person":"p1"}'),
        packed(ONE, b"{}", b'{"person":"p1","salt":"A","part":"x"}'),
        zstandard.ZstdCompressor().compress(b"0" * 9_000_000),
    ],
    ids=[
        "not zstd",
        "nothing",
        "empty",
        "cut",
        "no header",
        "too few",
        "part first",
        "empty part",
        "bad salt",
        "bomb",
    ],
)
def test_a_damaged_request_is_refused_whole(body: bytes) -> None:
    with pytest.raises(StreamDamagedError):
        decode_request(body)


@pytest.mark.parametrize(
    "lines",
    [
        [b"{}"],
        [an_answer_header().model_dump_json().encode(), b"[]"],
        [an_answer_header().model_dump_json().encode(), b"{}x"],
        [an_answer_header().model_dump_json().encode(), b'{"change":{}}'],
    ],
    ids=["no header", "a list", "not json", "half a change"],
)
def test_a_damaged_answer_is_noticed(lines: list[bytes]) -> None:
    with pytest.raises(StreamDamagedError):
        list(decode_answer([packed(*lines)]))


def test_an_answer_that_is_no_zstd_stream_is_noticed() -> None:
    with pytest.raises(StreamDamagedError):
        list(decode_answer([b"<html>a captive portal</html>"]))


def test_a_line_that_never_ends_is_bounded() -> None:
    body = zstandard.ZstdCompressor().compress(b"0" * 2_000_000)

    with pytest.raises(StreamDamagedError):
        list(decode_answer([body]))


def test_a_long_answer_is_sent_in_pieces_as_it_grows() -> None:
    bodies = [{"n": f"{number * 7919 % 100_003:x}" * 40} for number in range(3_000)]
    lines = [
        Change(stream="org:o", position=n, last=3_000, kind="k", key="i", body=body)
        for n, body in enumerate(bodies, start=1)
    ]

    chunks = list(encode_answer([an_answer_header(), *lines, EndLine()]))

    assert len(chunks) > 2
    assert list(decode_answer(chunks))[1:-1] == lines


def test_an_answer_without_end_is_bounded() -> None:
    def bomb() -> Iterator[bytes]:
        compressor = zstandard.ZstdCompressor().compressobj()
        line = b"0" * 1_000_000 + b"\n"
        yield compressor.compress(b"".join([line] * 70)) + compressor.flush()

    with pytest.raises(StreamDamagedError):
        list(decode_answer(bomb()))


def test_centrals_word_is_bound_to_this_till_and_this_request() -> None:
    header = an_answer_header()

    def is_signed(found: AnswerHeader, till: str = "till-1", nonce: str = "12345678") -> bool:
        return header_is_signed(CENTRAL.public_bytes, found, till=till, nonce=nonce)

    assert is_signed(header)
    assert not is_signed(header, till="till-2")
    assert not is_signed(header, nonce="87654321")
    for change in (
        {"server_time": AT.replace(hour=15)},
        {"stored_through": 4},
        {"durable_through": 3},
        {"assigned_stream": "GY03B"},
        {"rebase": True},
        {"signature": "?"},
    ):
        assert not is_signed(an_answer_header(**change)), change


def test_a_header_of_a_newer_central_with_a_field_more_is_still_believed() -> None:
    newer = AnswerHeader.model_validate({**an_answer_header().model_dump(), "motto": "new"})
    signed = sign_header(newer, CENTRAL, till="till-1", nonce="12345678")
    received = next(decode_answer(encode_answer([signed, EndLine()])))

    assert isinstance(received, AnswerHeader)
    assert header_is_signed(CENTRAL.public_bytes, received, till="till-1", nonce="12345678")


def test_a_line_of_an_erased_person_carries_no_part() -> None:
    with pytest.raises(ValueError, match="salt and a part"):
        part_of(PersonalLine(person="p1", erased=True))
