"""What the demo can be told on its command line."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    """``data`` None means a folder that is thrown away; ``catalog`` None means the sample."""

    headless: bool
    data: Path | None
    catalog: Path | None
    currency: str
    json_file: Path | None
    plant_drop: bool


def parse_options(words: Sequence[str], environment: Mapping[str, str]) -> DemoOptions:
    """Read the command line. Without a display the demo runs as a script."""
    parser = argparse.ArgumentParser(
        prog="dev.py demo",
        description="A central, a till and a counter on this computer, with nothing to configure.",
    )
    parser.add_argument("--headless", action="store_true", help="run the day as a script")
    parser.add_argument("--data", type=Path, help="keep everything here (else: thrown away)")
    parser.add_argument("--catalog", type=Path, help="your own CSV, JSON or JSONL, also .gz")
    parser.add_argument("--currency", default="GYD", help="currency of that catalog's prices")
    parser.add_argument("--json", type=Path, dest="json_file", help="write the figures here")
    parser.add_argument("--plant-drop", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    return DemoOptions(
        headless=given.headless or not has_display(environment, sys.platform),
        data=given.data,
        catalog=given.catalog,
        currency=given.currency,
        json_file=given.json_file,
        plant_drop=given.plant_drop,
    )


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether a window can be opened: always on Windows and macOS."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def environment() -> Mapping[str, str]:
    """The process's environment."""
    return os.environ
