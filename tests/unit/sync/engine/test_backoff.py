"""Waiting: longer with every failure, never longer than a minute, never all tills at once."""

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


def test_centrals_wish_is_a_floor() -> None:
    assert wait_ms(1, random_byte=255, retry_after_s=30) == 30_000
