"""The 100 % floor can fail: each way of falling short is planted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.coverage_floor import listed_files, shortfalls

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_takes_patterns_and_names_those_that_match_nothing(tmp_path: Path) -> None:
    (tmp_path / "money.py").touch()
    (tmp_path / "tender.py").touch()
    files, unmatched = listed_files("# why\n\n*.py\nmoney.py\ngone.py\n", tmp_path)

    assert files == ["money.py", "tender.py"]
    assert unmatched == ["gone.py"]


def test_a_fully_covered_file_raises_no_complaint() -> None:
    full: dict[str, list[int]] = {"missing_lines": [], "missing_branches": []}

    assert shortfalls(["money.py"], {"money.py": full}) == []


def test_a_missed_line_a_missed_branch_and_an_unmeasured_file_are_named() -> None:
    measured = {
        "line.py": {"missing_lines": [7], "missing_branches": []},
        "branch.py": {"missing_lines": [], "missing_branches": [[3, -1]]},
    }
    complaints = shortfalls(["line.py", "branch.py", "never.py"], measured)

    assert complaints == [
        "line.py: missing 7",
        "branch.py: missing 3->-1",
        "never.py: not measured",
    ]
