"""When central tells tills to let sales wait together (sync rule 2.9)."""

from datetime import UTC, datetime, timedelta

from central.crowd import GATHER_S_MAX, Crowd

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SPREAD = timedelta(milliseconds=10)


def a_rush(crowd: Crowd, *, tills: int, rounds: int = 1, at: datetime = AT) -> int:
    """A hundred exchanges a second, each with a sale, till after till; what the last was told."""
    told = 0
    for number in range(tills * rounds):
        told = crowd.gather_s(f"till-{number % tills}", 1, at + number * SPREAD)
    return told


def test_a_few_tills_are_never_told_to_wait() -> None:
    crowd = Crowd(100)

    assert [crowd.gather_s("till", 1, AT + timedelta(seconds=s)) for s in range(60)] == [0] * 60


def test_a_till_that_hands_over_a_month_is_no_crowd() -> None:
    crowd = Crowd(100)

    assert [crowd.gather_s("till", 2_000, AT + n * SPREAD) for n in range(30)] == [0] * 30


def test_in_a_rush_each_till_waits_as_long_as_central_needs_for_all_of_them() -> None:
    assert a_rush(Crowd(100), tills=900) == 15


def test_a_sale_never_waits_longer_than_half_a_minute() -> None:
    assert a_rush(Crowd(10), tills=900) == GATHER_S_MAX


def test_tills_that_do_as_they_are_told_do_not_change_what_they_are_told() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)
    later = AT + timedelta(seconds=9)
    told = {
        crowd.gather_s(f"till-{number}", 2, later + number * timedelta(milliseconds=17))
        for number in range(900)
    }

    assert told == {15}


def test_when_the_rush_is_over_nobody_waits_any_more() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)

    assert crowd.gather_s("till-1", 1, AT + timedelta(seconds=60)) == 0


def test_tills_that_are_gone_are_forgotten_within_a_minute() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)
    few = [a_rush(crowd, tills=60, rounds=20, at=AT + s * timedelta(seconds=35)) for s in (1, 2)]

    assert few == [15, 0]


def test_a_clock_that_was_set_back_stops_nothing() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)

    assert crowd.gather_s("till-1", 1, AT - timedelta(days=400)) == 15
