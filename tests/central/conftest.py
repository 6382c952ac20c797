"""What tests of central start from.

An office in a folder of its own, with one shop and one till.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from central import cli
from central.jobs.fx_rates import FxRates
from central.jobs.lease import Lease
from central.logs import route_events
from central.tills.organisations import Store
from tests.central.office import Office, Ready, Stage, on_sqlite
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, payroom
from tests.central.rate_desk import Sources, lease_of, rate_sources
from tests.central.reconciling import Reconciling
from tests.postgres.fixtures import Databases

Begun = tuple[Ready, Office]


@pytest.fixture
def with_shop() -> Stage:
    """Asked for by whoever needs the shop of this folder: the office then begins with it."""
    return Stage.SHOP


@pytest.fixture
def with_till() -> Stage:
    return Stage.TILL


@pytest.fixture
def begun(tmp_path: Path, database_kind: str, request: pytest.FixtureRequest) -> Begun:
    """The test's office, and what it begins with: made once for all that begin alike.

    A room sets up an office of its own, with its shop; and a copy on PostgreSQL knows that it is
    one and begins a new epoch, so that each begins empty there.
    """
    folder = tmp_path / "central"
    if database_kind == "postgresql":
        databases: Databases = request.getfixturevalue("databases")
        return Ready({}), databases.new_office(folder)
    wanted = [one for one in (Stage.TILL, Stage.SHOP) if f"with_{one}" in request.fixturenames]
    has_room = "room" in request.fixturenames
    ready = on_sqlite(wanted[0] if wanted and not has_room else Stage.EMPTY)
    return ready, ready.office(folder)


@pytest.fixture
def office(begun: Begun) -> Iterator[Office]:
    _, opened = begun
    yield opened
    opened.close()


@pytest.fixture
def room(office: Office) -> Payroom:
    """The office with an account at MMG's double; modules about cards have a room of their own."""
    return payroom(office)


@pytest.fixture
def shop(begun: Begun, with_shop: Stage, request: pytest.FixtureRequest) -> Store:
    """The shop of the test's room, where it has one: rooms open the office anew."""
    assert with_shop is Stage.SHOP
    if "room" in request.fixturenames:
        found: Store = request.getfixturevalue("room").shop
        return found
    ready, office = begun
    return office.open_shop() if ready.store is None else ready.store


@pytest.fixture
def till(begun: Begun, shop: Store, with_till: Stage) -> PaperTill:
    ready, office = begun
    return office.enrol(shop) if ready.granted is None else ready.till(office, with_till)


@pytest.fixture
def desk(room: Payroom, tmp_path: Path) -> Reconciling:
    """The room's office with a statement of its provider at hand."""
    return Reconciling(room, tmp_path)


@pytest.fixture
def sources() -> Iterator[Sources]:
    """The sources of exchange rates, each answering as the test says."""
    with rate_sources() as opened:
        yield opened


@pytest.fixture
def lease(office: Office, shop: Store) -> Lease:
    """The jobs' lease, held by the test."""
    del shop
    return lease_of(office)


@pytest.fixture
def keep(lease: Lease, sources: Sources) -> Callable[[], None]:
    """Do the job of exchange rates once."""
    job = FxRates(sources.sources)
    return lambda: job.run(lease)


@pytest.fixture(autouse=True)
def _events_reach_the_log() -> None:
    """A warning of central's that no test asked for fails the test."""
    route_events()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run a command on a central in a folder of its own, without touching the process's logs."""
    monkeypatch.setattr(cli, "configure_logs", lambda _: route_events())

    def run_command(*words: str) -> int:
        return cli.main([*words, "--data", str(tmp_path / "central")])

    return run_command


@pytest.fixture
def shop_run(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> Callable[..., int]:
    """A central with the sample shop."""
    assert run("init", "--sample") == 0
    capsys.readouterr()
    return run
