"""Each benchmark runs over a small shop and writes its figures; no time is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.run import BENCHMARKS, WIRE, main

ROWS = 200
METRICS = {
    "commit": {"p50", "p99", "max", "ratio"},
    "commit.floor": {"p50", "p99", "max", "size"},
    "scan": {"p50", "p99", "max"},
    "scan.screen": {"p50", "p99", "max"},
    "search": {"p50", "p99", "max", "worst_query"},
    "search.one_letter": {"p50", "p99"},
    "search.several_words": {"p50", "p99"},
    "search.no_hit": {"p50", "p99"},
    "search.sku": {"p50", "p99"},
    "search.barcode": {"p50", "p99"},
    "search.screen": {"p50", "p99", "max"},
    "frames.changes": {"p50", "p99", "max"},
    "frames.scroll": {"p50", "p99", "max"},
    "frames.total": {"p50", "p99", "max"},
    "day": {"p50", "p99", "max", "memory_start", "memory_warm", "memory_end"},
    "start": {"median", "max"},
    "start.database": {"median", "max"},
    "start.window": {"median", "max"},
}


@pytest.mark.parametrize("name", BENCHMARKS)
def test_benchmark_prints_a_table_and_writes_the_same_figures(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"

    words = ["--quick", "--rows", str(ROWS), "--json", str(file), "--disk", str(tmp_path)]
    assert main([name, *words]) == 0
    assert list(tmp_path.iterdir()) == [file]

    figures = json.loads(file.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for figure in figures:
        assert list(figure) == ["case", "rows", "metric", "value", "unit"]
        assert figure["rows"] == ROWS
        assert figure["value"] > 0
        assert figure["unit"] in {"ms", "x", "B", "MiB"}
        found.setdefault(figure["case"], set()).add(figure["metric"])
    expected = {case: named for case, named in METRICS.items() if case.split(".")[0] == name}
    assert {case: found[case] for case in expected} == expected
    assert len(capsys.readouterr().out.splitlines()) == len(figures) + 1


WIRE_METRICS = {
    "sync": {
        "first_pull_200/wan": {"seconds", "requests", "bytes_up", "bytes_down"},
        "first_pull_200.floor/wan": {"seconds", "bytes_down"},
        "first_slice_200/wan": {"seconds"},
        "push_5/wan": {"seconds", "requests", "bytes_up", "bytes_down"},
        "pull_20/wan": {"seconds", "requests"},
        "idle/wan": {"seconds", "requests", "bytes_up", "bytes_down"},
    },
    "drain": {"drain/wan": {"seconds", "operations", "requests", "till_peak", "central_peak"}},
    "central": {
        "calm_2/sqlite": {"p50", "p95", "p99", "errors", "exchanges"},
        "burst_5/sqlite": {"p95", "errors", "sales"},
        "idle_x2/sqlite": {"p95"},
    },
}


@pytest.mark.parametrize("name", WIRE)
def test_benchmark_of_till_and_central_writes_its_figures(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"

    assert main([name, "--quick", "--json", str(file), "--disk", str(tmp_path)]) == 0
    assert list(tmp_path.iterdir()) == [file]

    found: dict[str, set[str]] = {}
    for figure in json.loads(file.read_text(encoding="utf-8")):
        assert figure["value"] >= 0
        assert figure["metric"] != "errors" or figure["value"] == 0
        found.setdefault(figure["case"], set()).add(figure["metric"])
    for case, metrics in WIRE_METRICS[name].items():
        assert metrics <= found[case]
    assert capsys.readouterr().out


@pytest.mark.parametrize("rows", ["49", "10000001"])
def test_a_number_of_products_out_of_bounds_is_refused_in_words(
    rows: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["scan", "--rows", rows])

    assert "50 to 10,000,000 products" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused_with_the_names_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])

    assert "commit" in capsys.readouterr().err
