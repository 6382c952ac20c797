"""The sample shop for journeys: with central in a process of its own, or for a scripted day."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.demo.central_process import CentralProcess, import_catalog
from app.demo.sample import SAMPLE
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from central.tills.organisations import Store
from tests.helpers.scale_simulator import a_scale
from tests.journeys.day_hands import Hands, at_the_counter
from tests.journeys.day_shop import DayShop, a_day_shop, prepare_shop


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


@pytest.fixture(scope="session")
def prepared_day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store]:
    """Central's folder for a scripted day, set up once and copied by each test."""
    folder = tmp_path_factory.mktemp("day") / "central"
    return folder, prepare_shop(folder)


@pytest.fixture
def day_shop(prepared_day: tuple[Path, Store], tmp_path: Path) -> Iterator[DayShop]:
    """A shop with everything switched on, at five to eight in the morning."""
    folder, store = prepared_day
    shutil.copytree(folder, tmp_path / "central")
    with a_scale() as scale, a_day_shop(tmp_path, store, scale) as made:
        yield made


@pytest.fixture
def hands(qapp: QApplication, day_shop: DayShop) -> Iterator[Hands]:
    """Somebody in front of the till's window, with nobody signed in."""
    apply_theme(qapp, Theme())
    with at_the_counter(day_shop) as made:
        yield made
