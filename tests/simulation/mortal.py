"""Programs that die: a fuse burns at named places, and a database that closes as a crash does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.database import TillDatabase
from storage.streams import Door
from storage.unit_of_work import UnitOfWork
from tests.simulation.disks import Disk


class Killed(BaseException):
    """The till's program ends here. Nobody may catch it but the simulator."""


class PowerCut(BaseException):
    """Central's machine stops here."""


RARE_PLACES = (
    "before a request is sent",
    "before an answer is read",
    "between commit and print",
    "between print and its note",
)


@dataclass(slots=True)
class Fuse:
    """Burns at the n-th place it passes from now on, or at one of a name; safe while not lit."""

    left: int | None = None
    only_at: str | None = None

    def light(self, places: int, only_at: str | None = None) -> None:
        """Let the program die at this many places from now; count those of one name alone."""
        self.left, self.only_at = places, only_at

    def put_out(self) -> None:
        self.left = None

    def burn(self, place: str) -> None:
        """Pass a place. Raises Killed when it is the one."""
        if self.left is None or self.only_at not in (None, place):
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            raise Killed(place)


class MortalDatabase(TillDatabase):
    """The till's real database; its program may die around each commit."""

    fuse: Fuse = Fuse()

    @property
    def has_failed(self) -> bool:
        """Whether nothing more is written before the program is started again."""
        return self._failed

    def lie_on(self, disk: Disk) -> None:
        """Let the writes of this database fail as the disk does."""
        disk.watch(self._engine)

    @contextmanager
    def unit_of_work(self, *, durable: bool = True) -> Iterator[UnitOfWork]:
        self.fuse.burn("before a transaction")
        with super().unit_of_work(durable=durable) as unit:
            yield unit

    def _committed(self, door: Door) -> None:
        self.fuse.burn("between a commit and its mark")
        super()._committed(door)
        self.fuse.burn("after a commit")

    def power_off(self) -> None:
        """Close as a crash does: no clean mark, and the log lies there as it was."""
        data = self._request.path.parent
        image = data.with_name(data.name + ".image")
        shutil.copytree(data, image)
        self._writer.close()
        self._readers.dispose()
        self._engine.dispose()
        shutil.rmtree(data)
        image.rename(data)
        (data / (self._request.path.name + "-shm")).unlink(missing_ok=True)


@dataclass(slots=True)
class CentralFaults:
    """Central's machine may stop before an answer, and before or after an exchange's commit."""

    moment: str | None = None
    stopped_at: list[str] = field(default_factory=list)

    def before_answer(self) -> None:
        """Of whatever exchange: one that stores nothing has no commit."""
        self._stop_at("before_answer")

    def before_commit(self) -> None:
        self._stop_at("before_commit")

    def after_commit(self) -> None:
        self._stop_at("after_commit")

    def _stop_at(self, moment: str) -> None:
        if moment == self.moment:
            self.moment = None
            self.stopped_at.append(moment)
            raise PowerCut(moment)


def replace_folder(target: Path, source: Path) -> None:
    """Put a copy in the place of a folder."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
