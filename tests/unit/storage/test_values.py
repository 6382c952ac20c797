"""Small values: versions of the feed, times in the database, names of backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from storage.columns import UtcAt, utc_text
from storage.feed_versions import POSITION_MAX, position_of, version_of


@given(st.integers(0, 1_000), st.integers(0, POSITION_MAX), st.integers(0, POSITION_MAX))
def test_a_later_generation_is_above_every_position_of_an_earlier_one(
    generation: int, position: int, other: int
) -> None:
    assert version_of(generation + 1, position) > version_of(generation, other)
    assert position_of(version_of(generation, position)) == position


@pytest.mark.parametrize("position", [-1, POSITION_MAX + 1])
def test_a_position_out_of_bounds_is_refused(position: int) -> None:
    with pytest.raises(ValueError, match="feed position"):
        version_of(0, position)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_the_order_of_texts_is_the_order_of_times(first: datetime, second: datetime) -> None:
    assert (utc_text(first) < utc_text(second)) == (first < second)
    assert datetime.fromisoformat(utc_text(first)) == first


def test_times_of_other_zones_are_kept_in_utc_and_naive_ones_refused() -> None:
    there = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=-4)))

    assert utc_text(there) == "2026-11-22T12:00:00.000000+00:00"
    with pytest.raises(ValueError, match="aware"):
        utc_text(datetime(2026, 11, 22, 8, 0))  # noqa: DTZ001  the point of the test


def test_a_missing_time_stays_missing() -> None:
    dialect = SQLiteDialect()
    assert UtcAt().process_bind_param(None, dialect) is None
    assert UtcAt().process_result_value(None, dialect) is None
