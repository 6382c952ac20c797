"""A real PostgreSQL in a temporary folder: a primary, and a hot standby that streams from it.

The server refuses to run as root, so a test run as root starts it as ``postgres`` or ``nobody`` and
says so. It listens on a Unix socket within its own folder, and on no network. ``fsync`` stays on:
what is tested here is what is left after a kill.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

START_S_MAX = 60.0
_SHORT = 40
"""Characters: a socket's path has 107."""
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "120",
    "shared_buffers": "32MB",
    "fsync": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_senders": "8",
    "max_wal_size": "256MB",
    "wal_keep_size": "64MB",
    "hot_standby": "on",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "100ms",
    "max_standby_streaming_delay": "2s",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return str(found[-1]) if found else str(shutil.which(name))


def _version(path: Path) -> int:
    return int(path.parts[-3]) if path.parts[-3].isdigit() else 0


def server_user() -> str | None:
    """Return the user whom the server runs as where this process is root, None elsewhere."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def as_server_user(arguments: list[str]) -> list[str]:
    """Return the command that runs these arguments as a user whom PostgreSQL takes."""
    user = server_user()
    if user is None:
        return arguments
    entry = pwd.getpwnam(user)
    ids = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--", *arguments]


def _ends_with_us() -> list[str]:
    """Return what lets a server end with the test run, even one that is killed; Linux only."""
    return ["setpriv", "--pdeathsig=QUIT", "--"] if shutil.which("setpriv") else []


def new_folder() -> Path:
    """Return a folder that the server's user owns, with a path short enough for a socket."""
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= _SHORT else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="ww-pg-", dir=short))
    user = server_user()
    if user is not None:
        print(f"PostgreSQL refuses root: it runs as {user}", file=sys.stderr)  # noqa: T201  # the run must say so
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    return folder


@dataclass(slots=True)
class Server:
    """One PostgreSQL server in a folder of its own."""

    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        return self.folder / f"data-{self.port}"

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def initialise(self) -> None:
        """Make a new cluster whose only user is ``windward``."""
        made = ["-D", str(self.data), "-U", "windward", "-A", "trust", "-E", "UTF8"]
        run([program("initdb"), *made, "--no-sync", "--locale=C"])
        self.configure(_SETTINGS)

    def copy_from(self, primary: "Server", *, name: str) -> None:
        """Become a hot standby of another server, known to it by a name."""
        conninfo = f"{primary.conninfo('postgres')} application_name={name}"
        made = ["-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync"]
        run([program("pg_basebackup"), *made, "-d", conninfo])

    def configure(self, settings: dict[str, str]) -> None:
        """Append settings; they count from the next start or ``reload``."""
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def start(self) -> None:
        """Start, and wait until it answers."""
        arguments = ["-D", str(self.data), "-p", str(self.port), "-k", str(self.folder)]
        command = as_server_user([*_ends_with_us(), program("postgres"), *arguments])
        with (self.folder / f"log-{self.port}").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        await_true(self.answers, f"PostgreSQL in {self.folder} did not start")

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        assert self.is_running, (self.folder / f"log-{self.port}").read_text()
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """End it at once: nothing more is written, no client told, no standby sent the rest."""
        assert self._process is not None
        self._postmaster_signal(signal.SIGQUIT)
        self._process.wait(START_S_MAX)

    def stop(self) -> None:
        """End it, if it runs. Nothing is kept of it: it need not write anything any more."""
        if self.is_running:
            self.kill()

    @contextmanager
    def frozen_receiver(self) -> Iterator[None]:
        """Stop the process that takes the primary's log in: it stays connected, and lags."""
        pid = self.ask("SELECT pid FROM pg_stat_wal_receiver")
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def promote(self) -> None:
        """Make a standby the primary, and wait until it takes writes."""
        self.ask("SELECT pg_promote(true, 60)")
        await_true(lambda: self.ask("SELECT pg_is_in_recovery()") is False, "it was not promoted")

    def conninfo(self, database: str) -> str:
        """Return what libpq needs to connect."""
        return f"host={self.folder} port={self.port} user=windward dbname={database}"

    def url(self, database: str) -> str:
        """Return what SQLAlchemy needs to connect."""
        return f"postgresql+psycopg://windward@/{database}?host={self.folder}&port={self.port}"

    def ask(self, statement: str, database: str = "postgres") -> object:
        """Run one statement outside of any transaction; return its first value, if any."""
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
            return None if row is None else row[0]

    def reload(self) -> None:
        """Read the settings again."""
        self.ask("SELECT pg_reload_conf()")

    def caught_up_with(self, primary: "Server") -> bool:
        """Tell whether this standby has replayed all that the primary has written."""
        end = primary.ask("SELECT pg_current_wal_lsn()::text")
        return self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{end}'") is True

    def _postmaster_signal(self, number: signal.Signals) -> None:
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, number)


@dataclass(slots=True)
class Pair:
    """A primary with a hot standby, for one test: both may be killed."""

    folder: Path
    primary: Server
    standby: Server

    @classmethod
    def made(cls, *, synchronous: bool) -> "Pair":
        """Start both. A synchronous standby is one that the primary names so."""
        folder = new_folder()
        pair = cls(folder, Server(folder, 5433), Server(folder, 5434))
        pair.primary.initialise()
        pair.primary.start()
        pair.standby.copy_from(pair.primary, name="standby_one")
        pair.standby.start()
        if synchronous:
            pair.primary.configure({"synchronous_standby_names": "'standby_one'"})
            pair.primary.reload()
        wanted = "sync" if synchronous else "async"
        await_true(lambda: pair.standby_state() == wanted, "the standby does not stream")
        return pair

    def standby_state(self) -> object:
        """Return how the primary sees its standby: sync, async, or None."""
        seen = "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
        return self.primary.ask(seen)

    def url(self, database: str) -> str:
        """Return the address of whichever of the two takes writes."""
        hosts, ports = f"{self.folder},{self.folder}", f"{self.primary.port},{self.standby.port}"
        return (
            f"postgresql+psycopg://windward@/{database}?host={hosts}&port={ports}"
            "&target_session_attrs=read-write"
        )

    def part(self) -> None:
        """Cut the line between the two: the standby gets nothing more."""
        self.standby.ask("ALTER SYSTEM SET primary_conninfo = ''")
        self.standby.reload()
        await_true(lambda: self.standby_state() is None, "the standby still streams")

    def await_replay(self) -> None:
        """Wait until the standby has replayed everything."""
        await_true(lambda: self.standby.caught_up_with(self.primary), "the standby lags")

    def close(self) -> None:
        """Stop both and delete what they wrote."""
        for server in (self.standby, self.primary):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def run(arguments: list[str]) -> None:
    """Run one of PostgreSQL's programs to its end."""
    done = subprocess.run(as_server_user(arguments), capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr


def await_true(holds: Callable[[], bool], complaint: str) -> None:
    """Ask another process again and again until something holds: there is no event to wait for."""
    deadline = time.monotonic() + START_S_MAX
    never = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, complaint
        never.wait(0.02)
