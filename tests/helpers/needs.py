"""Tests that need a program the machine may lack: skipped there, and loudly so.

`@pytest.mark.needs("Xvfb")` names one or more keys of PROBES. With WINDWARD_REQUIRE_ALL=1, which
.ci/run sets after it has installed everything, such a skip is a failure.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REQUIRE_ALL = "WINDWARD_REQUIRE_ALL"


def has_program(name: str) -> Callable[[], bool]:
    """Make a probe that looks for a program on the PATH."""
    return lambda: shutil.which(name) is not None


def has_postgres() -> bool:
    """Look for PostgreSQL's server programs, which Debian keeps off the PATH."""
    return has_program("postgres")() or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def has_recorder() -> bool:
    """Tell whether the crash images can record a program: Linux, and a C compiler."""
    return sys.platform == "linux" and any(map(shutil.which, ("cc", "gcc", "clang")))


PROBES: Mapping[str, Callable[[], bool]] = {
    "Xvfb": has_program("Xvfb"),
    "xdotool": has_program("xdotool"),
    "postgres": has_postgres,
    "cc": has_recorder,
    "gs": has_program("gs"),
    "localstripe": lambda: find_spec("localstripe") is not None,
}


def missing_of(names: tuple[str, ...]) -> list[str]:
    """List which of these needs this machine does not meet; an unknown name is a KeyError."""
    return [name for name in names if not PROBES[name]()]


def summary_line(skipped: Counter[str], tests: int) -> str:
    """Say how many tests were skipped and for want of what, most wanted first."""
    wants = ", ".join(f"{name} ({count})" for name, count in skipped.most_common())
    return f"!! {tests} {'test' if tests == 1 else 'tests'} skipped for want of: {wants}"


class LoudSkips:
    """The plug-in: skips, counts, and says so at the end."""

    def __init__(self) -> None:
        self.wants: Counter[str] = Counter()
        self.tests = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        names = tuple(name for marker in item.iter_markers("needs") for name in marker.args)
        missing = missing_of(names)
        if not missing:
            return
        reason = f"this machine lacks {', '.join(missing)}"
        if os.environ.get(REQUIRE_ALL) == "1":
            pytest.fail(f"{reason}, and {REQUIRE_ALL}=1 allows no such skip", pytrace=False)
        self.wants.update(missing)
        self.tests += 1
        pytest.skip(reason)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.tests:
            terminalreporter.write_line(summary_line(self.wants, self.tests), red=True, bold=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(*names): programs this test cannot do without")
    config.pluginmanager.register(LoudSkips(), "windward-loud-skips")
