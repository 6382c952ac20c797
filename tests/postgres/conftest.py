"""What tests of several servers start from. Each needs PostgreSQL and says so if it is missing."""

import pytest

from central.logs import route_events


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/postgres/" in item.path.as_posix():
            item.add_marker(pytest.mark.needs("postgres"))


@pytest.fixture(autouse=True)
def _events_reach_the_log() -> None:
    """A warning of central's that no test asked for fails the test."""
    route_events()
