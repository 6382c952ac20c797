"""How much room a disk has, exactly at each limit."""

from __future__ import annotations

from datetime import date

import pytest

from domain.disk_space import DEFAULT_DISK_LIMITS, DiskLimits, Room, room_of
from domain.rules import RuleBook, RuleRow

LIMITS = DiskLimits(warn_bytes=1_000, stop_bytes=256, read_only_bytes=64, reserve_bytes=64)
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("free_bytes", "room"),
    [
        (1_000, Room.PLENTY),
        (999, Room.LOW),
        (256, Room.LOW),
        (255, Room.SCARCE),
        (64, Room.SCARCE),
        (63, Room.NONE),
        (0, Room.NONE),
    ],
)
def test_each_limit_is_the_last_number_that_is_still_enough(free_bytes: int, room: Room) -> None:
    assert room_of(free_bytes, LIMITS) is room


def test_limits_that_do_not_follow_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="stop_bytes"):
        DiskLimits(warn_bytes=9, stop_bytes=1, read_only_bytes=2, reserve_bytes=0)


def test_the_rule_in_force_decides_and_without_one_the_default() -> None:
    value = {"warn_mb": 2_000, "stop_mb": 300, "read_only_mb": 100, "reserve_mb": 50}
    row = RuleRow(kind="disk_space", key="default", valid_from=date(2026, 11, 1), value=value)
    book = RuleBook.from_rows([row])

    assert RuleBook.from_rows([]).disk_limits(DAY) == DEFAULT_DISK_LIMITS
    assert book.disk_limits(date(2026, 10, 31)) == DEFAULT_DISK_LIMITS
    assert book.disk_limits(DAY).warn_bytes == 2_000_000_000
    assert book.disk_limits(DAY).reserve_bytes == 50_000_000
