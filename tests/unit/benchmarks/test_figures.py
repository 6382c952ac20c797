from __future__ import annotations

import json

import pytest

from benchmarks.figures import Figure, as_json, as_table, find_target, in_ms, middle, spread


def a_figure(case: str = "scan", *, rows: int = 10_000, value: float = 3.5) -> Figure:
    return Figure(case=case, rows=rows, metric="p99", value=value, unit="ms")


def test_figures_are_written_as_a_list_of_five_fields() -> None:
    assert json.loads(as_json([a_figure()])) == [
        {"case": "scan", "rows": 10_000, "metric": "p99", "value": 3.5, "unit": "ms"}
    ]


def test_times_in_nanoseconds_are_shown_in_milliseconds() -> None:
    assert in_ms("scan", 1, "p50", 1_234_567).value == 1.235


def test_many_times_become_p50_p99_and_the_slowest() -> None:
    found = spread("scan", 1, [n * 1_000_000 for n in range(1, 101)])

    assert [(each.metric, each.value) for each in found] == [("p50", 50), ("p99", 99), ("max", 100)]


def test_few_times_become_a_median_and_the_slowest() -> None:
    found = middle("start", 1, [3_000_000, 1_000_000, 2_000_000])

    assert [(each.metric, each.value) for each in found] == [("median", 2), ("max", 3)]


@pytest.mark.parametrize(("rows", "most"), [(10_000, 16), (100_000, 16), (1_000_000, 50)])
def test_a_larger_catalog_has_its_own_target(rows: int, most: int) -> None:
    target = find_target(a_figure(rows=rows))

    assert target is not None
    assert target.most == most


def test_beyond_the_largest_catalog_and_for_other_cases_there_is_no_target() -> None:
    assert find_target(a_figure(rows=1_000_001)) is None
    assert find_target(a_figure("commit.floor")) is None


def test_the_table_says_which_target_is_met_and_which_is_missed() -> None:
    lines = as_table([a_figure(value=16.0), a_figure(value=16.1), a_figure("other")]).splitlines()

    assert lines[1].endswith("<= 16 met")
    assert lines[2].endswith("<= 16 MISSED")
    assert lines[3].endswith("ms")
