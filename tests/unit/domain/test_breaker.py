"""A breaker keeps calls away, lets one try, and does as a person says for some hours."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.breaker import OVERRIDE_H_MAX, Breaker, BreakerRule, Override, read_breaker_rule

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
RULE = BreakerRule(failures=3, rest_s=30, rest_max_s=100, case_trips=2, window_s=600)
SECOND = timedelta(seconds=1)


def after(breaker: Breaker, *answers: bool, at: datetime = AT) -> Breaker:
    for is_answered in answers:
        breaker = breaker.after_call(at, RULE, is_answered=is_answered)
    return breaker


def test_it_opens_at_the_third_failure_in_a_row_and_not_before() -> None:
    assert not after(Breaker(), False, False).is_open(AT, RULE)
    assert not after(Breaker(), False, False, True, False, False).is_open(AT, RULE)

    opened = after(Breaker(), False, False, False)

    assert opened.is_open(AT, RULE)
    assert opened.until(AT) == AT + timedelta(seconds=30)
    assert opened.is_open(AT + timedelta(seconds=30) - SECOND, RULE)
    assert not opened.is_open(AT + timedelta(seconds=30), RULE)


def test_a_trial_that_fails_doubles_the_rest_up_to_its_bound() -> None:
    breaker, now, rests = after(Breaker(), False, False, False), AT, []
    for _ in range(4):
        assert breaker.open_until is not None
        rests.append((breaker.open_until - now) // SECOND)
        now = breaker.open_until
        breaker = after(breaker, False, at=now)

    assert rests == [30, 60, 100, 100]


def test_a_trial_that_is_answered_closes_it_and_forgets_the_rests() -> None:
    opened = after(Breaker(), False, False, False)
    closed = after(opened, True, at=AT + timedelta(seconds=30))

    assert not closed.is_open(AT + timedelta(seconds=30), RULE)
    assert closed.until(AT) is None
    assert (closed.failures, closed.trips) == (0, 0)


def test_a_clock_that_was_set_back_does_not_keep_it_open_for_ever() -> None:
    opened = after(Breaker(), False, False, False, at=AT)

    assert not opened.is_open(AT - timedelta(days=1), RULE)


@pytest.mark.parametrize(("override", "is_open"), [("open", True), ("closed", False)])
def test_a_person_holds_it_and_the_hours_end(override: Override, is_open: bool) -> None:
    until = AT + timedelta(hours=OVERRIDE_H_MAX)
    state = Breaker() if is_open else after(Breaker(), False, False, False)

    held = state.held_by_person(override, until)

    assert held.is_open(AT, RULE) == is_open
    assert held.until(AT) == until
    assert held.held(until - SECOND) == override
    assert held.held(until) == "auto"
    assert held.held(AT - timedelta(days=1)) == "auto"
    assert held.held_by_person("auto", None).held(AT) == "auto"
    assert Breaker(override="open").held(AT) == "auto"


@pytest.mark.parametrize(
    ("ended", "failed", "is_alarming"),
    [(10, 1, False), (10, 2, True), (20, 2, False), (20, 3, True), (9, 9, False), (0, 0, False)],
)
def test_more_than_a_tenth_of_ten_payments_or_more_is_alarming(
    ended: int, failed: int, is_alarming: bool
) -> None:
    assert RULE.is_alarming(ended=ended, failed=failed) == is_alarming


def test_an_alarm_is_told_once_a_window_and_a_clock_set_back_silences_none() -> None:
    told = Breaker(alerted_at=AT)

    assert Breaker().may_alert(AT, RULE)
    assert not told.may_alert(AT + timedelta(seconds=599), RULE)
    assert told.may_alert(AT + timedelta(seconds=600), RULE)
    assert told.may_alert(AT - SECOND, RULE)


def test_a_provider_is_down_when_its_breaker_opened_again_without_an_answer() -> None:
    opened = after(Breaker(), False, False, False)
    again = after(opened, False, at=AT + timedelta(seconds=30))
    back = after(again, True, at=AT + timedelta(seconds=90))

    assert (opened.is_down(RULE), again.is_down(RULE), back.is_down(RULE)) == (False, True, False)
    assert (opened.since_at, again.since_at, back.since_at) == (AT, AT, None)
    assert (again.failed_at, back.failed_at) == (AT + timedelta(seconds=30),) * 2


def test_the_window_of_calls_ends_and_the_next_one_begins() -> None:
    told = Breaker(window_at=AT, window_calls=20, window_failed=20)

    same = after(told, True, at=AT + timedelta(seconds=599))
    later = after(told, True, at=AT + timedelta(seconds=600))
    earlier = after(told, True, at=AT - SECOND)

    assert same.window_calls == 21
    assert (later.window_calls, later.window_failed) == (1, 0)
    assert earlier.window_calls == 1


@given(st.lists(st.booleans(), max_size=40), st.integers(0, 10_000))
def test_it_is_never_open_for_longer_than_the_longest_rest(
    answers: list[bool], seconds: int
) -> None:
    breaker = after(Breaker(), *answers)
    later = AT + timedelta(seconds=RULE.rest_max_s)

    assert not breaker.is_open(later, RULE)
    assert breaker.is_open(AT, RULE) <= (breaker.failures >= RULE.failures)
    assert not breaker.is_open(later + timedelta(seconds=seconds), RULE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"failures": 0},
        {"rest_s": 0},
        {"rest_s": 1_000},
        {"window_s": 0},
        {"alert_payments": 0},
        {"case_trips": 0},
        {"alert_basis_points": 10_001},
        {"failures": "3"},
    ],
)
def test_a_rule_that_is_none_is_refused_and_an_empty_one_is_the_usual(
    wrong: Mapping[str, object],
) -> None:
    assert read_breaker_rule({}) == BreakerRule()
    assert read_breaker_rule({"failures": 7, "other": 1}).failures == 7
    with pytest.raises((TypeError, ValueError)):
        read_breaker_rule(wrong)
