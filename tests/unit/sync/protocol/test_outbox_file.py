"""The outbox as a file: sealed, whole or refused."""

from __future__ import annotations

import io
import struct

import pytest

from sync.protocol import outbox_file
from sync.protocol.keys import SigningKey, recovery_public_bytes, seal
from sync.protocol.outbox_file import (
    FIRST_LINE,
    FileDamagedError,
    FileWriter,
    Sealing,
    is_signed_by,
    read_bodies,
    read_boxes,
    read_seal,
)
from tests.helpers.builders import SeededEntropy, fixed_key

RECOVERY = fixed_key("recovery seed")
SIGNER = SigningKey(fixed_key("signing"))
BODIES = (b"first body", b"second body", b"third body")


def sealing(entropy: SeededEntropy | None = None) -> Sealing:
    take = (entropy or SeededEntropy()).take
    return Sealing(recovery_public=recovery_public_bytes(RECOVERY), signer=SIGNER, take=take)


def a_file(*bodies: bytes, unreadable: int = 0) -> bytes:
    out = io.BytesIO()
    writer = FileWriter(out, sealing())
    for body in bodies:
        writer.add(body)
    writer.finish(till="till-1", operation_count=7, unreadable_count=unreadable)
    return out.getvalue()


def boxed(plain: bytes) -> bytes:
    box = seal(recovery_public_bytes(RECOVERY), plain, ephemeral_seed=fixed_key(repr(plain)))
    return struct.pack(">I", len(box)) + box


def complaint(raw: bytes, seed: bytes = RECOVERY) -> str:
    with pytest.raises(FileDamagedError) as caught:
        read_seal(io.BytesIO(raw), seed)
    return str(caught.value)


def test_what_was_written_comes_out_for_central_alone() -> None:
    raw = a_file(*BODIES, unreadable=2)

    said = read_seal(io.BytesIO(raw), RECOVERY)

    assert tuple(read_bodies(io.BytesIO(raw), RECOVERY)) == BODIES
    assert (said.till, said.box_count, said.operation_count) == ("till-1", 3, 7)
    assert said.unreadable_count == 2
    assert is_signed_by([fixed_key("other"), SIGNER.public_bytes], said)
    assert not is_signed_by([fixed_key("other")], said)
    assert not is_signed_by([SIGNER.public_bytes], said.model_copy(update={"signature": "?"}))
    assert b"body" not in raw
    assert "another central" in complaint(raw, fixed_key("another central"))


def test_a_file_that_is_cut_anywhere_is_refused() -> None:
    raw = a_file(*BODIES)

    for end in range(len(raw)):
        with pytest.raises(FileDamagedError):
            read_seal(io.BytesIO(raw[:end]), RECOVERY)


def test_one_changed_byte_anywhere_is_refused() -> None:
    raw = a_file(b"x")

    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(FileDamagedError):
            read_seal(io.BytesIO(changed), RECOVERY)


def test_parts_that_are_missing_swapped_repeated_or_added_are_refused() -> None:
    raw = a_file(*BODIES)
    boxes = [struct.pack(">I", len(box)) + box for box in read_boxes(io.BytesIO(raw))]
    one, two, three, end = boxes

    for parts in ([one, two, end], [two, one, three, end], [one, two, two, three, end]):
        assert "missing or were changed" in complaint(FIRST_LINE + b"".join(parts))
    assert "follows the end" in complaint(raw + one)
    assert "its end is missing" in complaint(FIRST_LINE + one + two + three)


def test_what_no_till_writes_is_refused_in_words() -> None:
    assert "no outbox file" in complaint(b"%PDF-1.7 something else altogether")
    assert "too long" in complaint(FIRST_LINE + struct.pack(">I", 2**31))
    assert "does not know" in complaint(FIRST_LINE + boxed(b"?what is this"))
    assert "cannot be read" in complaint(FIRST_LINE + boxed(b'S{"till": 5}'))


def test_a_file_has_a_bounded_number_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = a_file(*BODIES)
    monkeypatch.setattr(outbox_file, "BOXES_MAX", 2)
    writer = FileWriter(io.BytesIO(), sealing())
    writer.add(b"one")
    writer.add(b"two")

    with pytest.raises(ValueError, match="at most 2"):
        writer.add(b"three")
    assert "too many parts" in complaint(raw)
