"""When central tells tills to let sales wait together (sync rule 2.9)."""

import heapq
from collections import Counter
from datetime import UTC, datetime, timedelta

from central.crowd import GATHER_S_MAX, Crowd

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SPREAD = timedelta(milliseconds=10)


def a_rush(crowd: Crowd, *, tills: int, rounds: int = 1, at: datetime = AT) -> set[int]:
    """A hundred exchanges a second, each with a sale, till after till; what the last were told."""
    told = [
        crowd.gather_s(f"till-{number % tills}", 1, at + number * SPREAD)
        for number in range(tills * rounds)
    ]
    return set(told[-50:])


def test_a_few_tills_are_never_told_to_wait() -> None:
    crowd = Crowd(100)

    assert [crowd.gather_s("till", 1, AT + timedelta(seconds=s)) for s in range(60)] == [0] * 60


def test_a_till_that_hands_over_a_month_is_no_crowd() -> None:
    crowd = Crowd(100)

    assert [crowd.gather_s("till", 2_000, AT + n * SPREAD) for n in range(30)] == [0] * 30


def test_many_tills_wait_as_long_as_central_needs_for_all_of_them_though_they_bring_nothing() -> (
    None
):
    crowd = Crowd(100)
    told = [crowd.gather_s(f"till-{number}", 0, AT + number * SPREAD) for number in range(600)]

    assert told[:60] == [0] * 60
    assert set(told[-50:]) == {6, 7, 8, 9, 10}


def test_in_a_rush_the_tills_wait_longer_for_what_they_bring_takes_room_too() -> None:
    told = a_rush(Crowd(100), tills=900)

    assert told == set(range(12, 21))


def test_a_few_that_hand_over_a_month_do_not_keep_the_others_waiting_for_long() -> None:
    crowd = Crowd(100)
    for number in range(100):
        crowd.gather_s(f"till-{number}", 500, AT + number * SPREAD)

    assert 1 <= crowd.gather_s("till-1", 0, AT + timedelta(seconds=1)) <= 5


def test_a_sale_never_waits_longer_than_half_a_minute() -> None:
    assert max(a_rush(Crowd(10), tills=900)) == GATHER_S_MAX
    assert max(a_rush(Crowd(40), tills=900)) == GATHER_S_MAX


def test_what_came_at_once_does_not_come_back_at_once() -> None:
    """All of a rush were told the same: they came in the same few seconds of every round."""
    crowd, seconds = Crowd(100), 240
    due = [(0.004 * number, number) for number in range(900)]
    a_second: Counter[int] = Counter()
    while due[0][0] < seconds:
        at, till = heapq.heappop(due)
        a_second[int(at)] += 1
        wait_s = crowd.gather_s(f"till-{till}", 3, AT + timedelta(seconds=at))
        heapq.heappush(due, (at + max(0.5, wait_s), till))
    settled = [a_second[second] for second in range(150, seconds)]

    assert max(settled) <= 2 * sum(settled) / len(settled)
    assert min(settled) > 0


def test_tills_that_do_as_they_are_told_are_still_told_the_same() -> None:
    crowd = Crowd(100)
    before = a_rush(crowd, tills=900)
    later = AT + timedelta(seconds=9)
    told = [
        crowd.gather_s(f"till-{number}", 2, later + number * timedelta(milliseconds=20))
        for number in range(900)
    ]

    assert min(told[-50:]) - min(before) in {0, 1}
    assert max(told[-50:]) == max(before)


def test_tills_that_are_gone_are_forgotten_within_a_minute() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)
    few = [a_rush(crowd, tills=60, rounds=20, at=AT + s * timedelta(seconds=35)) for s in (1, 2)]

    assert (0 in few[0], few[1]) == (False, {0})


def test_a_clock_that_was_set_back_stops_nothing() -> None:
    crowd = Crowd(100)
    a_rush(crowd, tills=900)

    assert 12 <= crowd.gather_s("till-1", 1, AT - timedelta(days=400)) <= 21
