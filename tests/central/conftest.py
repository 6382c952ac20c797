"""What tests of central start from.

An office in a folder of its own, with one shop and one till.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.logs import route_events
from central.tills.organisations import Store
from tests.central.office import Office, new_office
from tests.central.paper_till import PaperTill


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "central")
    yield opened
    opened.close()


@pytest.fixture
def shop(office: Office) -> Store:
    return office.open_shop()


@pytest.fixture
def till(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


@pytest.fixture(autouse=True)
def _events_reach_the_log() -> None:
    """A warning of central's that no test asked for fails the test."""
    route_events()
