"""The chain: what is hashed, what is signed, and what can be forgotten without breaking it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sync.protocol.bodies import ShiftOpened, StreamOpened, kind_of
from sync.protocol.canonical import NotCanonicalError, canonical_bytes
from sync.protocol.changes import ItemRemoved
from sync.protocol.keys import SigningKey
from sync.protocol.operation import (
    FACTS_BYTES_MAX,
    ChainPlace,
    FactsUnreadableError,
    NewOperation,
    PersonalPart,
    SignedOperation,
    chain_hash,
    from_base64,
    genesis_hash,
    hash_is_signed,
    part_matches,
    read_facts,
    sign_operation,
)

KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(32))
AT = datetime(2026, 11, 22, 14, 26, tzinfo=UTC)
GENESIS = genesis_hash("till-1", "GY03A")


def an_operation(seq: int = 1, prev: bytes = GENESIS, **changes: object) -> SignedOperation:
    new = NewOperation(
        kind="shift_opened",
        at=AT,
        by="staff-1",
        day=date(2026, 11, 22),
        feed=7,
        body=ShiftOpened(shift=1, currency="GYD", float_minor=4_000_000, zone="America/Guyana"),
    )
    place = ChainPlace(till="till-1", stream="GY03A", seq=seq, prev_hash=prev)
    return sign_operation(place, replace(new, **changes), KEY)  # type: ignore[arg-type]  # keyword pass-through of a test builder


def a_part(person_id: str = "person-1", salt: bytes = b"s" * 32) -> PersonalPart:
    return PersonalPart(person_id=person_id, salt=salt, part=b'{"name":"Ignatius Gomes"}')


def test_facts_read_back_as_what_was_written() -> None:
    facts = read_facts(an_operation().facts)

    assert (facts.till, facts.stream, facts.seq, facts.kind) == (
        "till-1",
        "GY03A",
        1,
        "shift_opened",
    )
    assert facts.at == AT
    assert facts.body["float_minor"] == 4_000_000


def test_the_heads_signature_vouches_for_every_operation_before_it() -> None:
    first = an_operation()
    second = an_operation(2, first.hash)

    recomputed = chain_hash(chain_hash(GENESIS, first.facts), second.facts)

    assert hash_is_signed(KEY.public_bytes, recomputed, second.signature)
    tampered = chain_hash(chain_hash(GENESIS, first.facts + b" "), second.facts)
    assert not hash_is_signed(KEY.public_bytes, tampered, second.signature)
    assert not hash_is_signed(OTHER_KEY.public_bytes, recomputed, second.signature)


def test_streams_of_two_tills_begin_with_different_hashes() -> None:
    assert genesis_hash("till-1", "GY03A") != genesis_hash("till-2", "GY03A")
    assert genesis_hash("till-1", "GY03A") != genesis_hash("till-1", "GY03B")


def test_a_personal_part_is_bound_to_the_facts_and_absent_from_them() -> None:
    part = a_part()
    operation = an_operation(personal=(part,))
    facts = read_facts(operation.facts)

    assert b"Gomes" not in operation.facts
    assert part_matches(part, facts.personal)
    assert not part_matches(replace(part, part=b'{"name":"Somebody"}'), facts.personal)
    assert not part_matches(replace(part, person_id="person-2"), facts.personal)
    assert not part_matches(replace(part, salt=b"t" * 32), facts.personal)
    moved = replace(part, salt=part.salt + part.part[:1], part=part.part[1:])
    assert moved.commitment == part.commitment
    assert not part_matches(moved, facts.personal)


@pytest.mark.parametrize(
    "facts",
    [b"", b"{}", b"[1]", b"\xff\xfe", b'{"v":1}', b"[" * 100_000],
    ids=["empty", "no fields", "a list", "not text", "half", "deep"],
)
def test_facts_of_another_make_are_told_apart(facts: bytes) -> None:
    with pytest.raises(FactsUnreadableError):
        read_facts(facts)


def test_a_time_without_a_zone_never_enters_the_chain() -> None:
    with pytest.raises(ValueError, match="aware"):
        an_operation(at=AT.replace(tzinfo=None))


def test_parts_and_facts_over_their_limits_are_stopped_at_the_till() -> None:
    with pytest.raises(ValueError, match="parts"):
        an_operation(personal=(a_part(salt=b"short"),))
    with pytest.raises(ValueError, match="parts"):
        an_operation(personal=tuple(a_part(f"person-{n}") for n in range(17)))
    with pytest.raises(ValueError, match="over the limit"):
        an_operation(by="x" * FACTS_BYTES_MAX)


def test_the_same_value_always_has_the_same_bytes() -> None:
    assert canonical_bytes({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'.encode()


@pytest.mark.parametrize("value", [1.5, {"a": 0.1}, [AT], {1: "a"}, {"a": b"x"}, "\ud800"])
def test_a_value_without_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical_bytes(value)


def test_base64_that_is_none_is_refused() -> None:
    assert from_base64("AAE=") == b"\x00\x01"
    for text in ("A", "é", "A A="):
        with pytest.raises(ValueError, match="base64"):
            from_base64(text)


def test_a_body_knows_its_kind() -> None:
    assert kind_of(StreamOpened(reason="enrolled", program_version="0.1.0")) == "stream_opened"
    with pytest.raises(KeyError):
        kind_of(ItemRemoved())  # type: ignore[arg-type]  # the wrong kind on purpose
