"""PostgreSQL in trouble: each way ends in a plain 503 with Retry-After, or goes through."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from central.database import DatabaseUnavailable, open_database
from central.database_failures import DatabaseConflict, DatabaseExhausted
from central.operations.chains import verify_chains
from central.state import begin_epoch, settle_epoch
from central.tables import audit, operation
from central.tables import till as till_table
from central.tills.organisations import Store
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.postgres.fixtures import Databases

Expect = Callable[[str], None]


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    opened = databases.new_office(tmp_path / "central")
    opened.settings = opened.settings.model_copy(update={"database_connections_max": 4})
    yield opened
    opened.close()


@pytest.fixture
def shop(office: Office) -> Store:
    return office.open_shop()


@pytest.fixture
def till(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


def asked(till: PaperTill) -> httpx.Response:
    return till.post(encode_request(till.request(1, len(till.operations))))


def require_busy(response: httpx.Response) -> None:
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert response.headers["content-type"] == "application/problem+json"
    assert "nothing that was committed is lost" in response.json()["detail"]


@contextmanager
def locked_till(office: Office) -> Iterator[None]:
    """Somebody keeps the lock of the till's row."""
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.select(till_table).with_for_update())
        yield


def shorten(office: Office, **limits: str) -> None:
    """Let each new connection have shorter limits than the shipped ones."""

    def on_connect(connection: sa.PoolProxiedConnection, _: object) -> None:
        for name, value in limits.items():
            connection.cursor().execute(f"SET {name} = '{value}'")
        connection.commit()  # or the pool's next rollback brings the shipped limits back

    engine = office.central.database.engine
    engine.dispose()
    sa.event.listen(engine, "connect", on_connect)


def test_every_connection_has_its_limits(office: Office) -> None:
    names = (
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "synchronous_commit",
    )
    with office.central.database.reading() as connection:
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]

    assert found == ["15s", "8s", "1min", "local"]


def test_an_exhausted_pool_is_a_503_and_an_alert(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("CRITICAL.*database_pool_exhausted")
    expect_log("database_unavailable")
    till.sell()
    office.close()
    monkeypatch.setattr("central.database._POOL_TIMEOUT_S", 0.05)
    till.client = office.client
    database = office.central.database
    with database.reading(), database.reading(), database.reading(), database.reading():
        require_busy(asked(till))
        with pytest.raises(DatabaseExhausted), database.reading():
            pass

    assert till.push().header.stored_through == 1


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_a_lock_that_is_kept_too_long_is_a_503(
    office: Office, till: PaperTill, limit: str, expect_log: Expect
) -> None:
    expect_log("database_unavailable")
    till.sell()
    shorten(office, **{limit: "50ms"})
    with locked_till(office):
        require_busy(asked(till))

    assert till.push().header.stored_through == 1


def test_a_transaction_that_idles_is_ended_and_told_in_our_words(office: Office) -> None:
    shorten(office, idle_in_transaction_session_timeout="20ms")
    gone = threading.Event()

    def idle() -> None:
        with office.central.database.reading(at_one_moment=True) as connection:
            connection.execute(sa.select(1))
            gone.wait(0.5)
            connection.execute(sa.select(1))

    with pytest.raises(DatabaseUnavailable):
        idle()


def test_a_server_that_ends_every_connection_is_a_503_and_then_forgotten(
    office: Office, till: PaperTill, databases: Databases, expect_log: Expect
) -> None:
    expect_log("database_unavailable")
    till.sell()
    kill = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname LIKE 'test_%'"
    )

    class Kill:
        def before_commit(self) -> None:
            databases.server.ask(kill)

        def after_commit(self) -> None:
            raise AssertionError

    object.__setattr__(office.central.surroundings, "faults", Kill())
    require_busy(asked(till))
    object.__setattr__(office.central.surroundings, "faults", office.faults)

    assert office.rows(operation) == []
    assert till.push().header.stored_through == 1


def test_a_primary_that_became_a_standby_is_a_503(office: Office) -> None:
    def write() -> None:
        with office.central.database.writing(office.clock.now()) as writing:
            writing.connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            writing.connection.execute(sa.delete(audit))

    with pytest.raises(DatabaseUnavailable):
        write()


def test_two_that_wait_for_each_other_are_told_apart_and_one_goes_through(office: Office) -> None:
    """A deadlock is a conflict: who lost is told so and may do it once more."""
    office.open_shop("One")
    office.open_shop("Two")
    names = [str(row["store_id"]) for row in office.rows(_store(), "store_id")]
    both_hold = threading.Barrier(2)

    def lock(first: str, second: str) -> str:
        try:
            with office.central.database.writing(office.clock.now()) as writing:
                writing.connection.execute(_locking(first))
                both_hold.wait(20)
                writing.connection.execute(_locking(second))
        except DatabaseConflict:
            return "conflict"
        return "through"

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(lock, *names), pool.submit(lock, *reversed(names))]

        assert sorted(one.result() for one in ends) == ["conflict", "through"]


def _store() -> sa.Table:
    return sa.Table("store", sa.MetaData(), sa.Column("store_id", sa.Text))


def _locking(store_id: str) -> sa.TextClause:
    statement = sa.text("SELECT 1 FROM store WHERE store_id = :store_id FOR UPDATE")
    return statement.bindparams(store_id=store_id)


def test_chains_are_verified_at_one_moment_while_sales_come_in(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        till.sell()
    till.push()
    from central.operations import chains  # noqa: PLC0415  # its page reader is what is watched

    true_operations = chains._operations

    def and_meanwhile(*given: object) -> object:
        till.sell()
        till.push(len(till.operations))
        return true_operations(*given)  # type: ignore[arg-type]  # what the product gave

    monkeypatch.setattr(chains, "_operations", and_meanwhile)

    assert verify_chains(office.central).faults == ()
    with pytest.MonkeyPatch.context() as patch:
        reading = office.central.database.reading
        patch.setattr(
            "central.database.CentralDatabase.reading", lambda *_, **__: reading()
        )  # planted: a view that moves on between two statements
        assert verify_chains(office.central).faults != ()


def test_several_processes_that_start_together_make_one_epoch_and_one_set_of_tables(
    databases: Databases, tmp_path: Path
) -> None:
    databases.new_url()
    databases.server.ask("CREATE DATABASE fresh_start")
    offices = []
    for number in range(4):
        office = databases.new_office(tmp_path / str(number))
        url = office.settings.database_url
        assert url is not None
        text = databases.server.url("fresh_start")
        office.settings = office.settings.model_copy(update={"database_url": type(url)(text)})
        offices.append(office)

    def start(office: Office) -> str:
        database = open_database(office.settings, bytes(32))
        epoch = settle_epoch(database, office.central.surroundings)
        database.close()
        return epoch

    with ThreadPoolExecutor(4) as pool:
        epochs = set(pool.map(start, offices))
    for office in offices:
        office.close()

    assert len(epochs) == 1


def test_a_copy_of_the_database_begins_an_epoch_of_its_own(
    office: Office, databases: Databases, tmp_path: Path
) -> None:
    """Copied within the server: its history is another, whatever its rows say."""
    old = office.central.epoch
    url = office.settings.database_url
    assert url is not None
    name = sa.make_url(url.get_secret_value()).database
    office.close()
    databases.server.ask(f"CREATE DATABASE copied TEMPLATE {name}")
    copy = databases.new_office(tmp_path / "copy")
    text = databases.server.url("copied")
    copy.settings = copy.settings.model_copy(update={"database_url": type(url)(text)})
    new = copy.central.epoch
    copy.close()

    assert new != old
    assert office.central.epoch == old


def test_of_two_that_begin_an_epoch_for_one_reason_the_second_gets_the_firsts(
    office: Office,
) -> None:
    central = office.central
    old = central.epoch
    made = []
    for _ in range(2):
        with central.database.writing(office.clock.now()) as writing:
            made.append(begin_epoch(writing, central.surroundings, instead_of=old, reason="test"))

    assert made[0] == made[1] == central.epoch != old
