"""A log warning that nobody asked for fails the test; asking for one works, both ways."""

from __future__ import annotations

from tests.helpers.log_fail import LogWatch


def a_watch(*lines: str, allowed: tuple[str, ...] = (), expected: tuple[str, ...] = ()) -> LogWatch:
    watch = LogWatch(list(allowed))
    watch.lines = list(lines)
    watch.expected = list(expected)
    return watch


def test_an_unexpected_warning_is_a_complaint() -> None:
    assert a_watch("WARNING sync: lost").complaints() == ["unexpected: WARNING sync: lost"]


def test_an_allowed_warning_is_none_whether_it_comes_or_not() -> None:
    assert a_watch("WARNING sync: lost", allowed=("lost",)).complaints() == []
    assert a_watch(allowed=("lost",)).complaints() == []


def test_an_expected_warning_must_come() -> None:
    assert a_watch("WARNING sync: lost", expected=("lost",)).complaints() == []
    assert a_watch(expected=("lost",)).complaints() == ["expected but never logged: lost"]
