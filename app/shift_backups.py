"""A backup after each shift, here and in a second place (sync rules 14.17).

On a thread of its own: a slow stick holds up neither a sale nor an exchange. What fails is a
warning on the screen and is tried again after the next shift and at each start.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.till_folder import TillFolder, TillNote
from domain.errors import DataDamaged, WindwardError, WorldFailure
from domain.sentence import told
from storage.backup import is_same_disk, list_backups
from storage.database import TillDatabase
from sync.protocol.status import Problem, SyncStatus

STOP_S_MAX = 60.0
_NOT_MADE = told("The backup of the last shift was not made")
_OUR_FAULT = told(
    "The program failed, and a report of it was kept. Selling goes on and nothing is lost. It is"
    " tried again after the next shift. Tell the office."
)
_OnStatus = Callable[[SyncStatus], None]
_OnCrash = Callable[[BaseException], object]


class ShiftBackups:
    """Makes the backups of a till, and adds its warning to the engine's status."""

    def __init__(
        self, db: TillDatabase, folder: TillFolder, on_status: _OnStatus, on_crash: _OnCrash
    ) -> None:
        self._db = db
        self._folder = folder
        self._on_status = on_status
        self._on_crash = on_crash
        self._status: SyncStatus | None = None
        self._warning: Problem | None = None
        self._done: int | None = None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    def start(self) -> None:
        """Begin with what was left undone at the last closing."""
        self._wake.set()
        self._thread.start()

    def wake(self) -> None:
        """Say that a shift may have been closed. Any thread; returns at once."""
        self._wake.set()

    def stop(self) -> bool:
        """Stop after the backup that is under way. Return whether it stopped in time."""
        self._stopping.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_S_MAX)
        return not self._thread.is_alive()

    def show(self, status: SyncStatus) -> None:
        """Hand the engine's status on, with our warning where it has no problem of its own."""
        self._status = status
        self._on_status(self._merged(status))

    def make_due(self) -> None:
        """Make the backups of the last closed shift that are not there yet."""
        with self._db.reading() as uow:
            number = uow.shifts.find_last_closed()
        if number is None or number == self._done:
            return
        why = f"shift-{number}"
        if not _has(self._folder.backups, why):
            self._db.backup_to(self._folder.backups, why=why)
        note = self._folder.read_note()
        if note.second_place:
            back_up_elsewhere(self._db, second_place(note, self._folder.database), why)
        self._done = number

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait()
            self._wake.clear()
            if not self._stopping.is_set():
                self._try()

    def _try(self) -> None:
        before = self._warning
        try:
            self.make_due()
        except WindwardError as error:
            self._warning = Problem(title=_NOT_MADE, message=error.message)
        except Exception as error:  # noqa: BLE001  # the thread's outermost border: the next is tried
            self._on_crash(error)
            self._warning = Problem(title=_NOT_MADE, message=_OUR_FAULT)
        else:
            self._warning = None
        if self._warning != before and self._status is not None:
            self._on_status(self._merged(self._status))

    def _merged(self, status: SyncStatus) -> SyncStatus:
        if status.problem is not None or self._warning is None:
            return status
        return replace(status, problem=self._warning)


def back_up_elsewhere(db: TillDatabase, place: Path, why: str = "") -> Path | None:
    """Make a backup in the second place, unless the one that is made for this reason is there.

    Return the new one. Raises WorldFailure: what fails there is the stick's failure, whatever the
    words for the till's own disk would be. Nobody stops selling for it.
    """
    try:
        return None if why and _has(place, why) else db.backup_to(place, why=why)
    except (WorldFailure, DataDamaged) as error:
        raise WorldFailure(
            told("The second place for backups does not work"),
            told(
                "{place} took no backup that is whole. Selling goes on and nothing is lost: it is"
                " that place, not this till. Take another stick; if it comes again, run"
                " 'windward doctor'.",
                place=str(place),
            ),
        ) from error


def _has(place: Path, why: str) -> bool:
    return any(path.stem.endswith(f"-{why}") for path in list_backups(place))


def second_place(note: TillNote, database: Path) -> Path:
    """Return the folder for backups on another disk.

    Raises WorldFailure where it is not there: a stick that is not plugged in must not become a
    folder on the till's own disk.
    """
    place = Path(note.second_place)
    try:
        is_there = place.is_dir()
    except OSError:  # a stick that is failing says so here
        is_there = False
    if not is_there or (note.is_second_elsewhere and is_same_disk(place, database)):
        raise WorldFailure(
            told("The second place for backups is not there"),
            told(
                "{place} cannot be reached. Selling goes on and nothing is lost. Plug the stick in:"
                " the backup is made after the next shift, or now with 'windward backup'.",
                place=str(place),
            ),
        )
    return place
