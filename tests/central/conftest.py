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
from tests.central.cardroom import CardRoom, card_room
from tests.central.office import Office, Stage, on_sqlite
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, payroom
from tests.central.rate_desk import Sources, lease_of, rate_sources
from tests.central.reconciling import Reconciling
from tests.postgres.fixtures import Databases


@pytest.fixture
def with_shop() -> Stage:
    """Asked for by whoever needs the shop of this folder: the office then begins with it."""
    return Stage.SHOP


@pytest.fixture
def with_till() -> Stage:
    return Stage.TILL


@pytest.fixture
def office(tmp_path: Path, database_kind: str, request: pytest.FixtureRequest) -> Iterator[Office]:
    """The test's office, which begins with what the test asks for.

    That is made once for all that begin alike.
    """
    wanted = [one for one in (Stage.TILL, Stage.SHOP) if f"with_{one}" in request.fixturenames]
    stage = wanted[0] if wanted else Stage.EMPTY
    folder = tmp_path / "central"
    if database_kind == "postgresql":
        databases: Databases = request.getfixturevalue("databases")
        opened = databases.new_office(folder, stage)
        yield opened
        opened.close()
        databases.drop(opened)
    else:
        opened = on_sqlite(stage).office(folder)
        yield opened
        opened.close()


@pytest.fixture
def pay_room(office: Office, with_shop: Stage) -> Payroom:
    """The office with an account at MMG's double."""
    assert with_shop is Stage.SHOP
    return payroom(office)


@pytest.fixture
def card_desk(office: Office, with_till: Stage) -> Iterator[CardRoom]:
    """The office with an account at Stripe's double."""
    assert with_till is Stage.TILL
    with card_room(office) as opened:
        yield opened


@pytest.fixture
def room(pay_room: Payroom) -> Payroom:
    """What most modules of payments begin with; those about cards have a room of their own."""
    return pay_room


@pytest.fixture
def shop(office: Office, with_shop: Stage, request: pytest.FixtureRequest) -> Store:
    """The shop of the test's room, where it has one: rooms open the office anew."""
    assert with_shop is Stage.SHOP
    if "room" in request.fixturenames:
        found: Store = request.getfixturevalue("room").shop
        return found
    return office.the_shop()


@pytest.fixture
def till(office: Office, shop: Store, with_till: Stage) -> PaperTill:
    assert with_till is Stage.TILL
    return office.the_till(shop)


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
