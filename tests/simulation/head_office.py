"""The real central as a machine that stops, loses its disk and is restored."""

import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import httpx
from pydantic import SecretStr
from starlette.responses import Response

from app.demo.stripe_double import ACCOUNT, SECRET_KEY
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.database import DatabaseUnavailable, connect_sqlite
from central.keys import load_keys
from central.opening import Central, open_central
from central.operations import applying
from central.operations.appliers import Applier
from central.operations.correcting import APPLIERS
from central.operations.endpoint import answer_exchange
from central.operations.waiting import apply_waiting
from central.settings import Settings
from central.state import begin_epoch, find_epoch
from central.surroundings import Surroundings
from central.web.problems import ProblemError, problem_response
from sync.protocol.exchange import CONTENT_TYPE
from sync.protocol.stream_codec import encode_answer
from tests.simulation.clockwork import Chance, Clockwork
from tests.simulation.disks import Disk
from tests.simulation.mortal import CentralFaults, PowerCut, replace_folder
from tests.simulation.snapshot_desk import answer_get

BACKUPS = "central-*.db"
MERCHANT = "9900001"
"""The shop's number at MMG."""
ALL_KNOWN: nullcontext[None] = nullcontext()
UNAVAILABLE = ProblemError(
    status=503, title="Busy", detail="Come again.", headers={"Retry-After": "20"}
)


@dataclass(slots=True)
class HeadOffice:
    """Central in a folder. ``failures`` are what it should never do, in words."""

    folder: Path
    clockwork: Clockwork
    chance: Chance
    answer_bytes: int
    faults: CentralFaults = field(default_factory=CentralFaults)
    failures: list[str] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    raw_copies: list[Path] = field(default_factory=list)
    made: int = 0
    disk: Disk | None = None
    unknown: frozenset[str] = frozenset()
    """Kinds of operations that this central is too old to know."""
    _central: Central | None = None

    @property
    def is_up(self) -> bool:
        return self._central is not None

    @property
    def central(self) -> Central:
        """The open central. Raises AssertionError while it is down."""
        assert self._central is not None
        return self._central

    @property
    def settings(self) -> Settings:
        plain = Settings(data=self.folder)
        told = {
            "answer_bytes_max": self.answer_bytes,
            "mmg_merchant": MERCHANT,
            "stripe_account": ACCOUNT,
            "stripe_secret_key": SecretStr(SECRET_KEY),
        }
        return plain.model_copy(update=told)

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(self.clockwork, self.chance, self.faults)

    def start(self) -> None:
        """Open central unless it runs."""
        if self._central is None:
            self._central = open_central(self.settings, self.surroundings)
            apply_waiting(self._central, self._known())
            if self.disk is not None:
                self.disk.watch(self._central.database.engine)

    def _known(self) -> dict[str, Applier]:
        return {kind: apply for kind, apply in APPLIERS.items() if kind not in self.unknown}

    def upgrade(self) -> None:
        """Install today's program: what waited for it is applied at its first start."""
        self.stop()
        self.unknown = frozenset()
        self.start()

    def stop(self) -> None:
        """Stop it as it should be."""
        if self._central is not None:
            self._central.close()
        self._central = None

    def power_off(self) -> None:
        """Stop it as a power cut does: the log lies there as it was."""
        image = self.folder.with_name("central.image")
        shutil.copytree(self.folder, image)
        self.stop()
        replace_folder(self.folder, image)
        shutil.rmtree(image)
        (self.folder / "central.db-shm").unlink(missing_ok=True)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer one request over the wire. Raises httpx errors while central is down."""
        if self._central is None:
            raise httpx.ConnectError("central is down", request=request)
        try:
            with patch.object(applying, "APPLIERS", self._known()) if self.unknown else ALL_KNOWN:
                if request.method == "GET":
                    return _as_httpx(answer_get(self._central, request))
                self.faults.before_answer()
                lines = answer_exchange(self._central, request.content, dict(request.headers))
        except PowerCut as cut:
            self.power_off()
            raise httpx.RemoteProtocolError("central died", request=request) from cut
        except ProblemError as problem:
            if request.method != "GET":  # a snapshot may be gone, and is asked for anew
                self.failures.append(f"{problem.status} {problem.title}")
            return _as_httpx(problem_response(problem))
        except DatabaseUnavailable as error:
            self._unexpected(f"503 {error.title}")
            return _as_httpx(problem_response(UNAVAILABLE))
        except Exception as error:  # noqa: BLE001  # central's own border answers 500 here
            self.failures.append(f"500 {type(error).__name__}: {error}".splitlines()[0])
            failed = ProblemError(status=500, title="Central failed", detail="Nothing is lost.")
            return _as_httpx(problem_response(failed))
        headers = {"content-type": CONTENT_TYPE}
        return httpx.Response(200, headers=headers, content=self._watched(encode_answer(lines)))

    def _unexpected(self, failure: str) -> None:
        """Note a failure; while the disk fails, one is what should happen."""
        if self.disk is None or not self.disk.is_bad:
            self.failures.append(failure)

    def busy(self) -> httpx.Response:
        """What an overloaded central answers."""
        return _as_httpx(problem_response(UNAVAILABLE))

    def back_up(self) -> None:
        """Make a backup: what it holds is durable, so nothing older is ever put back."""
        folder = self.folder.with_name("backups")
        try:
            make_backup(self.central, folder)
        finally:  # one that failed at its end may be whole, and what it holds called durable
            self.backups += sorted(set(folder.glob(BACKUPS)) - set(self.backups))
            self.raw_copies.clear()

    def copy_raw(self) -> None:
        """Copy the disk while central is stopped."""
        self.stop()
        self.made += 1
        copy = self.folder.with_name(f"central-copy-{self.made}")
        shutil.copytree(self.folder, copy)
        self.raw_copies.append(copy)
        self.start()

    def lose_disk_and_restore_backup(self) -> None:
        """Restore the newest backup into an empty folder; a new epoch begins."""
        self.stop()
        for left in self.folder.glob("central.db*"):
            left.unlink()
        restore_backup(self.settings, self.backups[-1], self.surroundings)
        self.raw_copies.clear()
        self.start()

    def promote_standby(self, copy: Path) -> None:
        """Go on from a lagging standby's copy of the disk, as a promotion does: a new epoch.

        The standby is another machine: whatever was wrong with the disk stays behind.
        """
        if self.disk is not None:
            self.disk.mend()
        self.put_back_raw(copy)
        central = self.central
        with central.database.writing(self.clockwork.now()) as writing:
            old = find_epoch(writing.connection)
            begin_epoch(writing, self.surroundings, instead_of=old, reason="promoted")

    def put_back_raw(self, copy: Path) -> None:
        """Put a raw copy of the disk back: nothing in it says that it is one."""
        self.stop()
        replace_folder(self.folder, copy)
        del self.raw_copies[self.raw_copies.index(copy) + 1 :]
        self.start()

    def stored_hashes(self) -> set[bytes]:
        """Every operation central has, read past its own code; also while it is down."""
        connection = connect_sqlite(self.settings.database_path, load_keys(self.settings).database)
        try:
            return {row[0] for row in connection.execute("SELECT hash FROM operation")}
        finally:
            connection.close()

    def _watched(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        except (DatabaseUnavailable, ArithmeticError, LookupError, TypeError, ValueError) as error:
            self._unexpected(f"in an answer: {type(error).__name__}: {error}")
            raise httpx.ReadError("the answer broke off") from error


def _as_httpx(response: Response) -> httpx.Response:
    return httpx.Response(
        response.status_code, headers=dict(response.headers), content=bytes(response.body)
    )
