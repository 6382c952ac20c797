"""The table of the providers' answers names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "provider-answers.md"
_NAME = re.compile(r"`([a-z0-9]+(?:_[a-z0-9]+){3,})`")
_TEST = re.compile(r"^(?:async )?def test_(\w+)\(", re.MULTILINE)


def named(text: str) -> set[str]:
    """Names of at least four words: that is how our tests are called."""
    rows = [line.rpartition("|")[0].rpartition("|")[2] for line in text.splitlines()]
    return {name for row in rows for name in _NAME.findall(row)}


def written() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in _TEST.findall(file.read_text("utf-8"))}


def test_every_test_that_the_table_names_is_there() -> None:
    names = named(TABLE.read_text("utf-8"))

    assert len(names) > 90
    assert sorted(names - written()) == []


def test_planted_a_test_that_is_gone_would_be_seen() -> None:
    row = "| a line | `a_test_that_nobody_ever_wrote` |"

    assert named(row) - written() == {"a_test_that_nobody_ever_wrote"}
