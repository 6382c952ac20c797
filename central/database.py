"""Central's database: SQLite in an encrypted file, or PostgreSQL; one door to write, one to read.

A writing transaction ends in a fixed order: what the caller wrote, then the positions of the
changes it published, then the commit. Leaving it by an exception leaves nothing behind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from central.database_failures import DatabaseUnavailable, failures_translated, unavailable
from central.migrations.running import migrate
from central.publication import FeedName, NewChange, Publication
from central.settings import Settings
from central.telling import tell
from central.turns import Turns
from domain.errors import BadInput
from sync.protocol.sqlite_gate import require_safe_sqlite

__all__ = [
    "CentralDatabase",
    "DatabaseUnavailable",
    "Writing",
    "connect_sqlite",
    "open_database",
    "open_replica",
]

_BUSY_TIMEOUT_MS = 10_000
_MS = 1_000
_POOL_KEPT = 8
_POOL_TIMEOUT_S = 10
_CONNECT_TIMEOUT_S = 5
_SESSION = {
    "statement_timeout": "15s",
    "lock_timeout": "8s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "local",  # no till waits for a standby (sync rule 13.4)
}
_REPLICA_SESSION = {"statement_timeout": "5s", "idle_in_transaction_session_timeout": "10s"}
_REPLICA_TIMEOUT_S = 2
_TCP_TIMEOUT_MS = 20_000
_WAL_KEPT_BYTES = 16_777_216


@dataclass(slots=True)
class Writing:
    """An open writing transaction: its connection, its time, and the changes it will publish."""

    connection: sa.Connection
    at: datetime
    publication: Publication = field(default_factory=Publication)

    def publish(self, feed: FeedName, new: NewChange) -> None:
        """Publish a change when this transaction commits."""
        self.publication.add(feed, new)


class CentralDatabase:
    """The engine and its two doors. Thread-safe.

    ``on_published`` is told, after the commit, which feed streams have something new: on SQLite,
    where all who listen are in this process. PostgreSQL tells every process by itself.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._turn = Turns()
        self.on_published: Callable[[Sequence[FeedName]], None] = _nobody_listens

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the file, with its write-ahead log and its backups."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self, at: datetime) -> Iterator[Writing]:
        """Open a transaction that may write; ``at`` is its time. Raises DatabaseUnavailable."""
        with self._taking_turns(), failures_translated(), self.engine.begin() as connection:
            transaction = Writing(connection, at)
            yield transaction
            feeds = transaction.publication.flush(connection, at)
            if feeds and not self.is_sqlite:
                tell(connection, feeds)
        if feeds and self.is_sqlite:
            self.on_published(feeds)

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        """Let the writers of this process stand in line for SQLite's one write lock.

        SQLite's own waiting looks again and again, ever more rarely, and serves whoever looks at
        the right moment.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(_BUSY_TIMEOUT_MS / _MS):
            raise unavailable()
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def reading(self, *, at_one_moment: bool = False) -> Iterator[sa.Connection]:
        """Open a transaction that only reads, and never waits for a writer.

        On SQLite it sees one moment throughout. On PostgreSQL each statement sees its own, unless
        ``at_one_moment`` is asked for.
        """
        options = {"windward_begin": "BEGIN DEFERRED"}
        if not self.is_sqlite:
            # Where each statement sees its own moment, a transaction around them would only cost
            # two round trips more.
            options["isolation_level"] = "REPEATABLE READ" if at_one_moment else "AUTOCOMMIT"
        with (
            failures_translated(),
            self.engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    def wipe_traces(self, tables: Sequence[str]) -> bool:
        """Make sure that nothing deleted from these tables lingers; tell whether that is done now.

        SQLite overwrites deleted rows in the file (``secure_delete``); here the write-ahead log is
        emptied. A long reader may keep it for now: the next checkpoint empties it. PostgreSQL
        keeps dead rows until a vacuum.
        """
        with failures_translated(), self.engine.connect() as connection:
            if self.is_sqlite:
                driver = connection.connection.driver_connection
                assert driver is not None
                busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in tables:
                alone.exec_driver_sql(f'VACUUM "{table}"')
            return True

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(settings: Settings, key: bytes) -> CentralDatabase:
    """Open the database and bring its tables up to date.

    Raises UnsafeSqlite for a SQLite that can damage it, DataDamaged for a wrong key or a newer
    schema, DatabaseUnavailable if it does not answer.
    """
    url = settings.database_url
    most = settings.database_connections_max
    engine = (
        _sqlite_engine(settings.database_path, key, most)
        if url is None
        else _server_engine(url.get_secret_value(), _Wanted(most, _POOL_TIMEOUT_S, _SESSION))
    )
    with failures_translated():
        migrate(engine)
    return CentralDatabase(engine)


def open_replica(settings: Settings) -> CentralDatabase | None:
    """Return the streaming replica that is only read from, None where there is none.

    Nothing is asked of it yet: it may be away. Raises BadInput for an address that names none.
    """
    url = settings.replica_url
    if url is None:
        return None
    wanted = _Wanted(settings.database_connections_max, _REPLICA_TIMEOUT_S, _REPLICA_SESSION)
    return CentralDatabase(_server_engine(url.get_secret_value(), wanted))


def connect_sqlite(path: Path, key: bytes) -> dbapi2.Connection:
    """Open an encrypted file with the settings every connection of ours has.

    Creates it if missing.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA checkpoint_fullfsync = 1")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT_BYTES}")
    return connection


def _sqlite_engine(path: Path, key: bytes, connections_max: int) -> sa.Engine:
    require_safe_sqlite(dbapi2.sqlite_version_info)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect_sqlite(path, key),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=min(_POOL_KEPT, connections_max),
        max_overflow=max(0, connections_max - _POOL_KEPT),
        pool_timeout=_POOL_TIMEOUT_S,
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a server is spoken to: how many connections, how long to wait for one, its settings."""

    connections_max: int
    wait_s: int
    session: Mapping[str, str]


def _server_engine(url: str, wanted: _Wanted) -> sa.Engine:
    """Return the engine of a database server. Raises BadInput for an address that names none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput("Check the database's address", "It cannot be read.") from error
    if parsed.get_backend_name() != "postgresql":
        raise BadInput(
            "Check the database's address",
            "It must be postgresql+psycopg://…; leave it out for the encrypted file.",
        )
    return sa.create_engine(
        parsed,
        hide_parameters=True,
        pool_size=min(_POOL_KEPT, wanted.connections_max),
        max_overflow=max(0, wanted.connections_max - _POOL_KEPT),
        pool_timeout=wanted.wait_s,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": min(wanted.wait_s, _CONNECT_TIMEOUT_S),
            "tcp_user_timeout": str(_TCP_TIMEOUT_MS),
            "keepalives_idle": "20",
            "options": " ".join(f"-c {name}={value}" for name, value in wanted.session.items()),
        },
    )


def _nobody_listens(feeds: Sequence[FeedName]) -> None:
    del feeds


def _begin(connection: sa.Connection) -> None:
    """A writer takes the write lock at once: an upgrade in mid-transaction could only fail."""
    begin = connection.get_execution_options().get("windward_begin", "BEGIN IMMEDIATE")
    connection.exec_driver_sql(begin)
