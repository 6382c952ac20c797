"""Sums: order does not matter, adding and taking away cancel, a difference shows in its bucket."""

from hashlib import shake_128

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.sums import (
    BUCKETS,
    SUMS_BYTES,
    SetSums,
    base_kind,
    bucket_of,
    delta_bytes,
    delta_of,
    is_removal,
    row_hash,
)

ROWS = [("item", f"g{number}", f'{{"sku":"{number}"}}') for number in range(40)]


def sums_of(rows: list[tuple[str, str, str]]) -> SetSums:
    sums = SetSums()
    for row in rows:
        sums.add_row(*row)
    return sums


@given(st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str, str]]) -> None:
    assert sums_of(rows).to_bytes() == sums_of(ROWS).to_bytes()


def test_a_row_that_is_taken_away_leaves_no_trace() -> None:
    sums = sums_of(ROWS)
    kind, key, body = ROWS[7]
    sums.add(bucket_of(kind, key), -row_hash(kind, key, body))

    assert sums.total() == sums_of(ROWS[:7] + ROWS[8:]).total()


def test_nothing_at_all_sums_up_to_nothing() -> None:
    assert SetSums().total() == "0" * 32
    assert SetSums.total_of(SetSums().to_bytes()) == "0" * 32
    assert SetSums().to_bytes() == bytes(SUMS_BYTES)


def test_a_difference_shows_in_the_bucket_of_its_row_alone() -> None:
    changed = [*ROWS[:7], ("item", "g7", '{"sku":"other"}'), *ROWS[8:]]

    assert sums_of(ROWS).differing(sums_of(changed)) == [bucket_of("item", "g7")]
    assert sums_of(ROWS).differing(sums_of(ROWS)) == []


def test_a_bucket_can_be_set_to_its_rows() -> None:
    sums, bucket = sums_of(ROWS[:-1]), bucket_of("item", "g39")
    sums.put(bucket, [row for row in ROWS if bucket_of(row[0], row[1]) == bucket])

    assert sums.total() == sums_of(ROWS).total()


def test_sums_are_read_as_they_were_written() -> None:
    sums = sums_of(ROWS)

    assert SetSums(sums.to_bytes()).total() == sums.total()
    with pytest.raises(ValueError, match="4096 bytes"):
        SetSums(b"short")


@given(st.integers(min_value=-(2**127), max_value=2**127))
def test_a_delta_is_the_same_after_it_was_kept(delta: int) -> None:
    sums, kept = SetSums(), SetSums()
    sums.add(3, delta)
    kept.add(3, delta_of(delta_bytes(delta)))

    assert sums.total() == kept.total()


def test_kind_and_key_are_told_apart() -> None:
    assert row_hash("item", "a", "b") != row_hash("ite", "ma", "b")
    assert row_hash("item", "a", "b") != row_hash("item", "ab", "")
    assert 0 <= bucket_of("item", "a") < BUCKETS
    assert row_hash("item", "\ud800", "{}") != row_hash("item", "\ud801", "{}")


def test_a_tombstone_takes_rows_of_its_kind_away() -> None:
    assert base_kind("item_removed") == "item"
    assert base_kind("news_removed") == "news_removed"  # a kind that nobody here knows
    assert is_removal("staff_removed")
    assert not is_removal("staff")
    assert not is_removal("news_removed")


@given(st.integers(min_value=0))
def test_the_total_is_the_same_without_taking_the_buckets_apart(seed: int) -> None:
    raw = shake_128(str(seed).encode()).digest(SUMS_BYTES)

    assert SetSums.total_of(raw) == SetSums(raw).total()
