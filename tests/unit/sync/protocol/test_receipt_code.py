import json
from base64 import urlsafe_b64encode
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.keys import SigningKey
from sync.protocol.receipt_code import (
    LONGEST,
    ReceiptFacts,
    UnreadableCode,
    is_signed_by,
    looks_like_receipt_code,
    read_receipt_code,
    write_receipt_code,
)

OURS, THEIRS = SigningKey(bytes(range(32))), SigningKey(bytes(32))
FACTS = ReceiptFacts(
    receipt="GY03A-000101",
    till="till-gy03",
    stream="GY03A",
    seq=412,
    hash="ab" * 32,
    total_minor=1_240_000,
    currency="GYD",
    date=date(2026, 11, 22),
)


def b64(plain: bytes) -> str:
    return urlsafe_b64encode(plain).rstrip(b"=").decode()


def test_a_code_says_what_was_sold_and_who_says_so() -> None:
    code = write_receipt_code(FACTS, OURS)

    assert looks_like_receipt_code(code)
    assert read_receipt_code(code) == FACTS
    assert is_signed_by(code, OURS.public_bytes)
    assert not is_signed_by(code, THEIRS.public_bytes)
    assert write_receipt_code(FACTS, OURS) == code
    assert len(code) <= LONGEST


def test_a_code_with_a_higher_total_is_not_believed() -> None:
    """The planted fraud: the facts of another sale under the signature of this one."""
    dearer = FACTS.model_copy(update={"total_minor": FACTS.total_minor + 1})
    prefix, _, signature = write_receipt_code(FACTS, OURS).split(".")
    said = write_receipt_code(dearer, OURS).split(".")[1]

    assert not is_signed_by(f"{prefix}.{said}.{signature}", OURS.public_bytes)


def test_a_signature_over_something_else_stands_for_no_receipt() -> None:
    """The same key signs operations: none of those signatures is good for a code."""
    _, said, _ = write_receipt_code(FACTS, OURS).split(".")
    plain = json.dumps(FACTS.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))

    assert not is_signed_by(f"W1.{said}.{b64(OURS.sign(plain.encode()))}", OURS.public_bytes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "02102026000014",
        "W1",
        "W1.a",
        "W2.a.b",
        "W1.a.b.c",
        "W1.!!!!.AAAA",
        "W1.AB.AAAA",
        f"W1.{b64(b'not json')}.AAAA",
        f"W1.{b64(b'[1.5]')}.AAAA",
        f"W1.{b64(b'{ }')}.AAAA",
        f"W1.{b64(b'[' * 700)}.AAAA",
        "W1." + "A" * LONGEST + ".AAAA",
        "W1.é.AAAA",
    ],
)
def test_what_is_no_code_of_a_receipt_is_said_to_be_unreadable(text: str) -> None:
    with pytest.raises(UnreadableCode):
        read_receipt_code(text)


def test_a_code_of_another_version_says_nothing_here() -> None:
    code = f"W1.{b64(b'{}')}.AAAA"

    with pytest.raises(UnreadableCode, match="no receipt of this version"):
        read_receipt_code(code)
    assert not is_signed_by(code, OURS.public_bytes)


@given(st.text(max_size=80))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    try:
        read_receipt_code(f"W1.{text}")
    except UnreadableCode:
        return
    raise AssertionError(text)
