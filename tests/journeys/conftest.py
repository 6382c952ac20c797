"""A central in a process of its own, with the sample shop, for the journeys of one test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.demo.central_process import CentralProcess, import_catalog
from app.demo.sample import SAMPLE


@dataclass(frozen=True, slots=True)
class SampleShop:
    """A central that answers at ``address``; codes are made at will."""

    central: CentralProcess
    address: str

    def a_code(self) -> str:
        return self.central.command("enrol-code", "--plain").strip()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A central's folder with the sample shop, set up once and copied by each test."""
    folder = tmp_path_factory.mktemp("prepared") / "central"
    central = CentralProcess(folder)
    central.command("init", "--sample")
    import_catalog(central, SAMPLE / "catalog.csv", "GYD")
    return folder


@pytest.fixture
def shop(prepared: Path, tmp_path: Path) -> Iterator[SampleShop]:
    shutil.copytree(prepared, tmp_path / "central")
    central = CentralProcess(tmp_path / "central")
    yield SampleShop(central, central.start())
    central.stop()
