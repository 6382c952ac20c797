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
from tempfile import TemporaryDirectory

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from central.keys import create_keys
from central.settings import Settings
from central.surroundings import SystemEntropy
from tests.central.office import Office, Ready, Stage, brought_to
from tests.postgres.cluster import Pair, Server, new_folder

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgres")))


_FLEETING = {
    "fsync": "off",  # nobody kills this one
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_keep_size": "0",
}
_CHOOSES_HOW_TO_COPY = 150_000
"""PostgreSQL 15: through its log by default, at twice the time. Before it, always by files."""
_NO_COPY = """
UPDATE central_state SET value = (
    SELECT system_identifier::text || '/' || oid::text || '/'
        || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
    FROM pg_control_system(), pg_database WHERE datname = current_database()
) WHERE name = 'history'
"""
"""A database's copy knows that it is one, and would begin a new epoch: this one shall not."""


@dataclass(slots=True)
class Databases:
    """Makes databases on one server: each a copy of one that was brought to its stage once."""

    server: Server
    names: Iterator[int] = field(default_factory=itertools.count)
    stages: dict[Stage, Ready] = field(default_factory=dict)
    copying: str = field(init=False)

    def __post_init__(self) -> None:
        version = int(str(self.server.ask("SHOW server_version_num")))
        self.copying = "STRATEGY FILE_COPY" if version >= _CHOOSES_HOW_TO_COPY else ""

    def new_office(self, folder: Path, stage: Stage = Stage.EMPTY) -> Office:
        """Return an office on a new database that has come so far."""
        url = SecretStr(self.new_url(stage))
        return self.stages[stage].office(folder, database_url=url)

    def drop(self, office: Office) -> None:
        """Forget an office's database: hundreds of them would fill a disk."""
        url = office.settings.database_url
        assert url is not None
        name = make_url(url.get_secret_value()).database
        self.server.ask(f"DROP DATABASE {name} WITH (FORCE)")

    def new_url(self, stage: Stage = Stage.EMPTY) -> str:
        """Return the address of a new database that has come so far."""
        template = f"windward_{stage}"
        if stage not in self.stages:
            self.server.ask(f"CREATE DATABASE {template}")
            with TemporaryDirectory() as folder:
                first = office_on(self.server.url(template), Path(folder))
                self.stages[stage] = brought_to(stage, first)
        name = f"test_{next(self.names)}"
        self.server.ask(f"CREATE DATABASE {name} TEMPLATE {template} {self.copying}")
        self.server.ask(_NO_COPY, name)
        return self.server.url(name)


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
    server.configure(_FLEETING)
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
