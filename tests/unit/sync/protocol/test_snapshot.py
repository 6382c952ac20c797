"""Snapshots as bytes: frames within their bound, hashes that tell, answers that central signed."""

import hashlib
import random

import pytest
import zstandard
from pydantic import ValidationError

from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.snapshot import (
    FRAME_BYTES_MAX,
    Asked,
    BucketSums,
    DamagedSnapshotError,
    Manifest,
    SnapshotFile,
    describe_file,
    file_path,
    keep_manifest,
    kept_manifest,
    live_changes,
    pack_frames,
    read_told,
    row_line,
    unpack_frame,
    write_told,
)
from sync.protocol.sums import SUMS_BYTES

SIGNER, OTHER = SigningKey(bytes(32)), SigningKey(bytes([1]) * 32)
ASKED = Asked(till="till-1", nonce="0123456789ab", central_key=SIGNER.public_bytes)
STREAMS = ("org:o", "store:s")


def lines(count: int, *, filler: int = 0) -> list[bytes]:
    noise = random.Random(7)
    return [
        row_line(1, (number, "item", f"g{number}", f'{{"sku":"{noise.randbytes(filler).hex()}"}}'))
        for number in range(1, count + 1)
    ]


def a_manifest(**changes: object) -> Manifest:
    values: dict[str, object] = {
        "epoch": "e",
        "cursor": "c",
        "streams": (("org:o", 3), ("store:s", 9)),
        "files": (describe_file([b"one", b"two"]),),
    }
    return Manifest.model_validate({**values, **changes})


def test_rows_come_out_of_frames_as_they_went_in() -> None:
    frames = list(pack_frames(lines(50), raw_bytes=500))
    rows = [row for frame in frames for row in unpack_frame(frame, STREAMS)]

    assert len(frames) > 3
    assert [(row.stream, row.position, row.last, row.key) for row in rows] == [
        ("store:s", number, number, f"g{number}") for number in range(1, 51)
    ]
    assert list(pack_frames([])) == []


def test_a_frame_that_would_be_too_large_is_halved_until_it_is_not() -> None:
    frames = list(pack_frames(lines(12, filler=12_000), raw_bytes=10**9))

    assert len(frames) > 1
    assert max(map(len, frames)) <= FRAME_BYTES_MAX
    assert sum(len(unpack_frame(frame, STREAMS)) for frame in frames) == 12


def test_a_row_that_no_frame_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large for a frame"):
        list(pack_frames(lines(1, filler=100_000)))


@pytest.mark.parametrize(
    "raw",
    [
        b"no zstd",
        zstandard.compress(b"no json\n"),
        zstandard.compress(b'[9,1,"item","k",{}]\n'),
        zstandard.compress(b'[0,0,"item","k",{}]\n'),
        zstandard.compress(b"[0,1]\n"),
        zstandard.compress(b"7\n"),
    ],
)
def test_a_frame_with_anything_else_in_it_is_damaged(raw: bytes) -> None:
    with pytest.raises(DamagedSnapshotError):
        unpack_frame(raw, STREAMS)


def test_a_file_is_named_by_its_bytes_and_knows_its_frames() -> None:
    file = describe_file([b"one", b"three"])

    assert file.sha256 == hashlib.sha256(b"onethree").hexdigest()
    assert file_path(file.sha256).endswith(file.sha256)
    assert (file.size_bytes, file.offset_of(0), file.offset_of(1)) == (8, 0, 3)
    assert file.frame_is(1, b"three")
    assert not file.frame_is(0, b"three")
    with pytest.raises(ValidationError, match="one hash for each frame"):
        SnapshotFile(sha256=file.sha256, sizes=(3,), hashes=file.hashes)


def test_a_manifest_is_believed_when_central_signed_it_for_this_till_and_question() -> None:
    manifest = a_manifest()
    raw = write_told(manifest, SIGNER, till=ASKED.till, nonce=ASKED.nonce)

    told = read_told(raw, Manifest, ASKED)
    assert told.positions == {"org:o": 3, "store:s": 9}
    assert kept_manifest(keep_manifest(told)) == told


@pytest.mark.parametrize(
    ("signer", "till", "nonce"),
    [(OTHER, "till-1", ASKED.nonce), (SIGNER, "till-2", ASKED.nonce), (SIGNER, "till-1", "x" * 12)],
)
def test_what_was_signed_by_another_or_for_another_is_not_believed(
    signer: SigningKey, till: str, nonce: str
) -> None:
    raw = write_told(a_manifest(), signer, till=till, nonce=nonce)

    with pytest.raises(DamagedSnapshotError, match="did not sign"):
        read_told(raw, Manifest, ASKED)


@pytest.mark.parametrize("raw", [b"", b"no zstd", zstandard.compress(b"{}")])
def test_what_is_no_answer_at_all_is_damaged(raw: bytes) -> None:
    with pytest.raises(DamagedSnapshotError, match="cannot be read"):
        read_told(raw, Manifest, ASKED)


def test_an_answer_to_one_question_is_none_to_another() -> None:
    sums = BucketSums(stream="s", position=1, sums=to_base64(bytes(SUMS_BYTES)))
    raw = write_told(sums, SIGNER, till=ASKED.till, nonce=ASKED.nonce)

    assert read_told(raw, BucketSums, ASKED).position == 1
    with pytest.raises(DamagedSnapshotError):
        read_told(raw, Manifest, ASKED)
    with pytest.raises(ValidationError, match="all buckets"):
        BucketSums(stream="s", position=1, sums=to_base64(b"few"))


def test_what_a_newer_central_adds_is_covered_by_the_signature() -> None:
    newer = a_manifest(added="x")
    raw = write_told(newer, SIGNER, till=ASKED.till, nonce=ASKED.nonce)

    assert read_told(raw, Manifest, ASKED).model_extra == {"added": "x"}


def test_rows_in_the_manifest_are_changes_of_its_streams() -> None:
    manifest = a_manifest(live=((1, 5, "resource", "r", '{"total":1}'),))

    (row,) = live_changes(manifest)
    assert (row.stream, row.position, row.kind, row.body) == (
        "store:s",
        5,
        "resource",
        {"total": 1},
    )


@pytest.mark.parametrize(
    "row", [(7, 5, "k", "r", "{}"), (1, 0, "k", "r", "{}"), (1, 5, "k", "", "")]
)
def test_a_manifest_with_rows_that_cannot_be_is_damaged(
    row: tuple[int, int, str, str, str],
) -> None:
    with pytest.raises(DamagedSnapshotError):
        live_changes(a_manifest(live=(row,)))
