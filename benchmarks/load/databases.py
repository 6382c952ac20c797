"""The databases that central is loaded on: its own file, and PostgreSQL where it is installed."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from benchmarks.shop import say
from central.settings import Settings
from tests.helpers.needs import has_postgres
from tests.postgres.cluster import Server, new_folder

_PORT = 5432
_PROCESSES = 2
"""On PostgreSQL several may answer: one for each core of the design's machine."""
_SHARED_RATE = 40
"""What one of the two answers with ease on two cores that the database works on as well."""
_NAME = "postgres"


@dataclass(frozen=True, slots=True)
class Database:
    """One database: its name in the figures, central's settings and processes for it."""

    name: str
    url: str | None = None
    processes: int = 1

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what central's processes are told."""
        if self.url is None:
            return {}
        return {
            "WINDWARD_CENTRAL_DATABASE_URL": self.url,
            "WINDWARD_CENTRAL_EXCHANGES_A_SECOND": str(_SHARED_RATE),
        }

    def settings(self, data: Path) -> Settings:
        """Return central's settings for a data folder."""
        return Settings(data=data, database_url=None if self.url is None else SecretStr(self.url))


def databases() -> Iterator[AbstractContextManager[Database]]:
    """Yield each database this computer has, to be entered for as long as it is used."""
    yield _sqlite()
    if has_postgres():
        yield _postgresql()
    else:
        say("PostgreSQL is not installed: central is measured on SQLite only")


@contextmanager
def _sqlite() -> Iterator[Database]:
    yield Database("sqlite")


@contextmanager
def _postgresql() -> Iterator[Database]:
    """Run a primary of its own, with PostgreSQL's own settings for durability."""
    folder = new_folder()
    server = Server(folder, _PORT)
    try:
        server.initialise()
        server.start()
        url = server.url(_NAME)
        yield Database("postgresql", url, _PROCESSES)
    finally:
        server.stop()
        shutil.rmtree(folder)
