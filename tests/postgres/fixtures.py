"""A PostgreSQL for the whole run with a database for each test, and tests that run on both.

A module of tests/central whose tests use the fixture ``office`` says ``pytestmark =
pytest.mark.both_databases``: each of them then runs on SQLite and on PostgreSQL.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from central.database import open_database
from central.keys import create_keys
from central.settings import Settings
from central.surroundings import SystemEntropy
from tests.central.office import Office
from tests.postgres.cluster import Pair, Server, new_folder

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgres")))
_TEMPLATE = "windward_template"


@dataclass(slots=True)
class Databases:
    """Makes databases on one server: each a copy of one that was migrated once."""

    server: Server
    names: Iterator[int] = field(default_factory=itertools.count)
    has_template: bool = False

    def new_url(self) -> str:
        """Return the address of a new database with central's tables in it and no row."""
        if not self.has_template:
            self.server.ask(f"CREATE DATABASE {_TEMPLATE}")
            settings = Settings(database_url=SecretStr(self.server.url(_TEMPLATE)))
            open_database(settings, bytes(32)).close()
            self.has_template = True
        name = f"test_{next(self.names)}"
        self.server.ask(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        return self.server.url(name)

    def new_office(self, folder: Path) -> Office:
        """Return an office on a new database."""
        return office_on(self.new_url(), folder)


def office_on(url: str, folder: Path, **more: object) -> Office:
    """Return an office on a database of a server, with keys of its own."""
    settings = Settings(data=folder, database_url=SecretStr(url)).model_copy(update=more)
    create_keys(settings, SystemEntropy())
    return Office(settings)


def pytest_configure(config: pytest.Config) -> None:
    for line in (
        "both_databases: these tests run on SQLite and on PostgreSQL",
        "sqlite_only: this one of them is about the encrypted file",
    ):
        config.addinivalue_line("markers", line)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mark = metafunc.definition.get_closest_marker
    wanted = mark("both_databases") is not None and mark("sqlite_only") is None
    if wanted and "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", BOTH, scope="function")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    folder = new_folder()
    server = Server(folder, 5432)
    server.initialise()
    server.configure({"fsync": "off", "full_page_writes": "off"})  # nobody kills this one
    server.start()
    yield Databases(server)
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_kind() -> str:
    """SQLite; the rest of central's tests run on PostgreSQL with WINDWARD_TEST_DATABASE set."""
    return os.environ.get("WINDWARD_TEST_DATABASE", "sqlite")


@pytest.fixture
def pairs() -> Iterator[Callable[..., Pair]]:
    """Make a primary with a standby; both end with the test."""
    made: list[Pair] = []

    def make(*, synchronous: bool) -> Pair:
        made.append(Pair.made(synchronous=synchronous))
        return made[-1]

    yield make
    for pair in made:
        pair.close()
