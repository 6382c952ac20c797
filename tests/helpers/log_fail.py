"""A warning in the log that no test asked for is a failure.

A test that provokes one says so: the fixture `expect_log(r"pattern")` when the record must come,
the mark `@pytest.mark.allows_log(r"pattern")` when it may come, as under random faults.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LogWatch(logging.Handler):
    """Collects what is logged at WARNING or above, and what a test says about it."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.allowed = allowed
        self.expected: list[str] = []
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def complaints(self) -> list[str]:
        """Say which lines nobody asked for, and which asked-for lines never came."""
        patterns = self.allowed + self.expected
        unexpected = [
            f"unexpected: {line}"
            for line in self.lines
            if not any(re.search(pattern, line) for pattern in patterns)
        ]
        absent = [
            f"expected but never logged: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, line) for line in self.lines)
        ]
        return unexpected + absent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "allows_log(*patterns): warnings in the log that match may come in this test"
    )


@pytest.fixture(autouse=True)
def log_watch(request: pytest.FixtureRequest) -> Iterator[LogWatch]:
    allowed = [
        pattern for marker in request.node.iter_markers("allows_log") for pattern in marker.args
    ]
    watch = LogWatch(allowed)
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    complaints = watch.complaints()
    if complaints:
        pytest.fail("\n".join(["The log is not as this test says:", *complaints]), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[[str], None]:
    """Take a pattern that some record at WARNING or above must match before the test ends."""
    return log_watch.expected.append
