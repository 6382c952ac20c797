"""Hold the files of full_coverage.txt at 100 % branch coverage: run after the whole test suite.

`python -m tests.coverage_floor` reads the `.coverage` that the run left and exits 1 with the
lines and branches that no test took.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
from coverage.exceptions import CoverageException

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
LIST_FILE = ROOT / "tests" / "full_coverage.txt"


def listed_files(text: str, root: Path) -> tuple[list[str], list[str]]:
    """Read the list: the files its patterns match, and the patterns that match none."""
    patterns = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    found = {pattern: sorted(root.glob(pattern)) for pattern in patterns}
    files = {path.relative_to(root).as_posix() for paths in found.values() for path in paths}
    return sorted(files), [pattern for pattern, paths in found.items() if not paths]


def shortfalls(files: Sequence[str], measured: Mapping[str, Any]) -> list[str]:
    """Say for each file that falls short which lines and branches (from->to) are missing."""
    complaints = []
    for name in files:
        report = measured.get(name)
        if report is None:
            complaints.append(f"{name}: not measured")
            continue
        lines = [str(line) for line in report["missing_lines"]]
        branches = [f"{start}->{end}" for start, end in report["missing_branches"]]
        if lines or branches:
            complaints.append(f"{name}: missing {', '.join(lines + branches)}")
    return complaints


def measured_files(files: Sequence[str]) -> dict[str, Any]:
    """Read the coverage data of these files, keyed by their path from the root with `/`."""
    measure = coverage.Coverage()
    measure.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        measure.json_report(outfile=str(report), include=[str(ROOT / name) for name in files])
        data: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {Path(name).as_posix(): value for name, value in data["files"].items()}


def main() -> int:
    """Check the list against the last whole run; return the exit code."""
    files, unmatched = listed_files(LIST_FILE.read_text(encoding="utf-8"), ROOT)
    complaints = [f"{pattern}: in {LIST_FILE.name}, but no such file" for pattern in unmatched]
    try:
        complaints += shortfalls(files, measured_files(files))
    except CoverageException as error:
        complaints.append(f"no coverage to read: {error}")
    if complaints:
        print("Below the floor of 100 % branch coverage:", *complaints, sep="\n  ")
        return 1
    print(f"Every branch is covered in the {len(files)} files of tests/{LIST_FILE.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
