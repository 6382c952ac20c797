"""Waiting: longer with every failure, never longer than a minute, never all tills at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.backoff import FIRST_WAIT_MS, WAIT_MS_MAX, wait_ms

BYTES = st.integers(0, 255)


def test_the_wait_doubles_from_a_second_to_a_minute() -> None:
    waits = [wait_ms(failures, random_byte=0) for failures in range(1, 9)]

    assert waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]


@given(st.integers(0, 10_000), BYTES, st.one_of(st.none(), st.integers(0, 10**9)))
def test_every_wait_is_bounded_whatever_central_wishes(
    failures: int, random_byte: int, retry_after_s: int | None
) -> None:
    wait = wait_ms(failures, random_byte=random_byte, retry_after_s=retry_after_s)

    assert FIRST_WAIT_MS // 2 <= wait <= WAIT_MS_MAX


def test_jitter_spreads_tills_over_half_of_the_wait() -> None:
    waits = {wait_ms(4, random_byte=byte) for byte in range(256)}

    assert min(waits) > 4_000
    assert max(waits) == 8_000
    assert len(waits) > 200


@pytest.mark.parametrize(
    ("wish_s", "first_ms", "last_ms"),
    [(2, 2_000, 4_000), (30, 30_000, 60_000), (40, 40_000, 60_000), (3_600, 45_000, 60_000)],
)
def test_centrals_wish_is_a_floor_and_its_tills_come_back_one_by_one(
    wish_s: int, first_ms: int, last_ms: int
) -> None:
    waits = [wait_ms(1, random_byte=byte, retry_after_s=wish_s) for byte in range(256)]

    assert (waits[0], waits[-1]) == (first_ms, last_ms)
    assert waits == sorted(waits)
    assert len(set(waits)) == 256


def test_a_long_back_off_is_not_shortened_by_a_short_wish() -> None:
    assert wait_ms(9, random_byte=0, retry_after_s=2) == WAIT_MS_MAX
