"""The program has one version, wherever it is named."""

import tomllib
from pathlib import Path

from sync.protocol.version import PROGRAM_VERSION

ROOT = Path(__file__).resolve().parents[4]


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["version"] == PROGRAM_VERSION
