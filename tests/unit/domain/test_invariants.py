from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.invariants import INT64_MAX, require_int, require_text, require_utc


@pytest.mark.parametrize("wrong", [1.0, True, "1", None])
def test_only_a_true_whole_number_is_a_whole_number(wrong: object) -> None:
    with pytest.raises(TypeError, match="amount must be a whole number"):
        require_int(wrong, "amount")


def test_whole_numbers_stay_within_their_bounds() -> None:
    assert require_int(5, "count", low=5, high=5) == 5
    for wrong in (4, 6):
        with pytest.raises(ValueError, match="count must be within"):
            require_int(wrong, "count", low=5, high=5)
    with pytest.raises(ValueError, match="amount must be within"):
        require_int(INT64_MAX + 1, "amount")


def test_a_text_is_neither_blank_nor_too_long() -> None:
    assert require_text("Till 02", "label") == "Till 02"
    for wrong in ("", "  ", "x" * 201):
        with pytest.raises(ValueError, match="label must be 1 to 200 characters"):
            require_text(wrong, "label")
    with pytest.raises(TypeError, match="label must be text"):
        require_text(7, "label")


def test_a_moment_is_aware_and_in_utc() -> None:
    require_utc(datetime(2026, 11, 21, tzinfo=UTC), "at")
    guyana = datetime(2026, 11, 21, tzinfo=timezone(timedelta(hours=-4)))
    for wrong in (guyana, guyana.replace(tzinfo=None)):
        with pytest.raises(ValueError, match="at must be an aware datetime in UTC"):
            require_utc(wrong, "at")
    with pytest.raises(TypeError, match="at must be a datetime"):
        require_utc("2026-11-21", "at")
