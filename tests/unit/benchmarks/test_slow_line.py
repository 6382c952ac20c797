"""The slow line is slow in the way it says: late, thin, stalling and breaking, and it counts."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from benchmarks.wire.floor import floor_server, time_floor
from benchmarks.wire.link import Weather
from benchmarks.wire.slow_line import slow_line

NS_PER_MS = 1_000_000


@pytest.fixture
def server() -> Iterator[int]:
    with floor_server() as port:
        yield port


def test_a_new_connection_pays_a_round_trip_more_than_a_kept_one(server: int) -> None:
    with slow_line(server, Weather(delay_ms=40)) as line:
        cold_ns = time_floor(line.port, bytes_up=10, bytes_down=10)
        warm_ns = time_floor(line.port, bytes_up=10, bytes_down=10, warm=True)

    assert cold_ns >= 160 * NS_PER_MS
    assert warm_ns >= 80 * NS_PER_MS


def test_the_rate_bounds_how_fast_bytes_come(server: int) -> None:
    with slow_line(server, Weather(rate_bits=1_000_000)) as line:
        took_ns = time_floor(line.port, bytes_up=0, bytes_down=25_000)

    assert took_ns >= 200 * NS_PER_MS


def test_a_stalled_segment_is_counted_and_comes_late(server: int) -> None:
    with slow_line(server, Weather(stall_per_mille=1_000, stall_ms=50)) as line:
        took_ns = time_floor(line.port, bytes_up=10, bytes_down=10)
        traffic = line.count()

    assert took_ns >= 100 * NS_PER_MS
    assert traffic.stalls >= 2


def test_bytes_and_connections_are_counted_from_one_question_to_the_next(server: int) -> None:
    with slow_line(server, Weather()) as line:
        time_floor(line.port, bytes_up=5_000, bytes_down=7_000)
        first, second = line.count(), line.count()

    assert first.connections == 1
    assert 5_000 < first.bytes_up < 6_000
    assert 7_000 < first.bytes_down < 8_000
    assert (second.bytes_up, second.bytes_down) == (0, 0)


def test_a_connection_is_reset_after_so_many_bytes(server: int) -> None:
    with slow_line(server, Weather(reset_after_bytes=3_000)) as line:
        with pytest.raises(httpx.HTTPError):
            time_floor(line.port, bytes_up=10, bytes_down=50_000)
        traffic = line.count()

    assert traffic.resets == 1
