"""What ``windward doctor`` finds: each part of a till looked at by itself (sync rule 14.23).

Nothing here changes anything. A check that fails says so in its own words, and the next goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from pathlib import Path

from app.devices.folder_lock import FolderLock, has_lock_file
from app.devices.reachability import find_obstacle
from app.devices.secrets import open_secret_store
from app.devices.till_keys import KeysLost
from app.rescue import LOST_DISK, keys_of
from app.shift_backups import second_place
from app.till_folder import TillFolder
from app.use_cases.ports import Clock
from domain.disk_space import DEFAULT_DISK_LIMITS, MEGABYTE, Room, room_of
from domain.errors import NotFound, WindwardError, WorldFailure
from storage.backup import list_backups
from storage.checkup import (
    check_pages,
    check_tail,
    find_stale,
    read_disk_limits,
    read_standing,
    sqlite_version,
    was_left_open,
)
from storage.connections import EncryptedFile
from storage.disk_space import RESERVE, free_bytes_of
from sync.protocol.version import PROGRAM_VERSION

BACKUP_AGE_MAX = timedelta(days=2)
WAITING_AGE_MAX = timedelta(hours=4)
CLOCK_BACK_MAX = timedelta(minutes=2)
HEARD_AGE_MAX = timedelta(days=7)


class State(StrEnum):
    """OK; LOOK: it works, and somebody should look; BROKEN: the till cannot work so.

    STEP: nothing is wrong, and a step is missing before it is a till.
    """

    OK = "ok"
    LOOK = "look"
    STEP = "step"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: what was found, and what to do next ("" for nothing)."""

    name: str
    state: State
    found: str
    next_step: str = ""


@dataclass(slots=True)
class Patient:
    """The till that is looked at. ``address`` replaces the one that enrolment kept."""

    folder: TillFolder
    clock: Clock
    address: str | None = None
    _file: EncryptedFile | None = field(default=None, init=False)

    def file(self) -> EncryptedFile:
        """Return the database with its key. Raises SecretStoreFailure, and NotFound without one."""
        if self._file is None:
            if not self.folder.database.exists():
                raise NotFound(
                    "There is no database",
                    "It was moved or lost with its disk. Look for it; else: 'windward restore'.",
                )
            self._file = EncryptedFile(self.folder.database, keys_of(self.folder).database_key)
        return self._file


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Look at everything that is there, one after the other; nothing that is found stops the next.

    Before enrolment there is nothing to say of a database or a line that nobody has made yet.
    """
    folder = patient.folder
    there = {Needs.NOTHING}
    if folder.database.exists():
        there.add(Needs.DATABASE)
    if folder.is_enrolled:
        there |= {Needs.DATABASE, Needs.NOTE}
    return tuple(
        _isolated(name, check, patient) for name, needs, check in _CHECKS if needs in there
    )


def worst(findings: tuple[Finding, ...]) -> State:
    """Return the gravest state among findings."""
    states = [finding.state for finding in findings]
    return next((s for s in (State.BROKEN, State.STEP, State.LOOK) if s in states), State.OK)


_Found = tuple[State, str, str]


def _isolated(name: str, check: Callable[[Patient], _Found], patient: Patient) -> Finding:
    try:
        state, found, next_step = check(patient)
    except WindwardError as error:
        return Finding(name=name, state=State.BROKEN, found=error.title, next_step=error.message)
    except Exception as error:  # noqa: BLE001 - the border of each check: a broken till breaks checks in ways nobody foresaw, and the others must still speak
        return Finding(
            name=name,
            state=State.LOOK,
            found=f"This could not be looked at ({type(error).__name__})",
            next_step="Tell support; the other lines hold.",
        )
    return Finding(name=name, state=state, found=found, next_step=next_step)


def _program(_: Patient) -> _Found:
    return State.OK, f"Windward {PROGRAM_VERSION}, SQLite {sqlite_version()}", ""


def _folder(patient: Patient) -> _Found:
    if not patient.folder.is_enrolled:
        return _not_enrolled(patient.folder)
    note = patient.folder.read_note()
    probe = patient.folder.data
    kind = "rehearsal till" if note.is_lab else "till"
    free = free_bytes_of(probe)  # also proves that the folder can be read
    return State.OK, f"{kind} {note.till_id} in {probe}, {free // MEGABYTE:,} MB free", ""


def _not_enrolled(folder: TillFolder) -> _Found:
    """A new computer, or one whose enrolment was cut off: done again it goes on."""
    enrol = "'windward enrol --code CODE --central URL', with a code from the office."
    if folder.database.exists():
        found = f"not enrolled, though a database lies in {folder.data}"
        return State.STEP, found, f"Done again it goes on where it stopped: {enrol}"
    step = f"{enrol} Was it a till, and its disk lost: see 'windward restore'."
    return State.STEP, f"not enrolled yet: there is no till in {folder.data}", step


def _lock(patient: Patient) -> _Found:
    if not has_lock_file(patient.folder.data):
        return State.OK, "never started here", ""
    try:
        FolderLock.taken(patient.folder.data).release()
    except WorldFailure:
        return State.OK, "a Windward is running on this folder now", ""
    return State.OK, "not running", ""


def _keys(patient: Patient) -> _Found:
    try:
        keys = keys_of(patient.folder)
    except KeysLost as error:
        if patient.folder.database.exists():
            raise
        return State.BROKEN, error.title, f"Its database is not here either. {LOST_DISK}"
    told = open_secret_store(patient.folder.data).describe()
    if keys.pin_pepper is None:
        return State.BROKEN, "The PIN key is gone", "Ask the office for a code; enrol again."
    return State.OK, told, ""


def _pages(patient: Patient) -> _Found:
    check_pages(patient.file())
    return State.OK, "every page is as it was written", ""


def _tail(patient: Patient) -> _Found:
    check_tail(patient.file())
    reason = find_stale(patient.file(), patient.folder.mark_of(patient.folder.read_note().till_id))
    if reason is not None:
        told = f"This may be an older copy ({reason.replace('_', ' ')})"
        return State.LOOK, told, "It begins a new number series by itself before it sells."
    return State.OK, "the last operations verify", ""


def _closing(patient: Patient) -> _Found:
    is_open = was_left_open(patient.file())
    return State.OK, "open, or stopped without closing" if is_open else "closed as it should be", ""


def _outbox(patient: Patient) -> _Found:
    standing = read_standing(patient.file())
    where = f"till {standing.label}, stream {standing.stream}, {standing.head_seq} operations"
    if standing.oldest_waiting_at is None:
        return State.OK, f"{where}; central has everything", ""
    age = patient.clock.now() - standing.oldest_waiting_at
    told = f"{where}; {standing.waiting_count} wait, the oldest for {_span(age)}"
    if age <= WAITING_AGE_MAX:
        return State.OK, told, ""
    return State.LOOK, told, "Connect the till: 'windward sync'. Or: 'windward export-outbox'."


def _disk(patient: Patient) -> _Found:
    free = free_bytes_of(_nearest(patient.folder.data))
    try:
        limits = read_disk_limits(patient.file(), patient.clock.now())
    except WindwardError:
        limits = DEFAULT_DISK_LIMITS
    room = room_of(free, limits)
    has_reserve = (patient.folder.data / RESERVE).exists()
    told = f"{free // MEGABYTE:,} MB free, {'a' if has_reserve else 'no'} reserve"
    if room is Room.PLENTY:
        return State.OK, told, ""
    state = State.BROKEN if room is Room.NONE else State.LOOK
    return state, f"{told}: {room.value}", "Delete files that are not the till's."


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there: nothing is made to be looked at."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def _clock(patient: Patient) -> _Found:
    now = patient.clock.now()
    standing = read_standing(patient.file())
    known = [at for at in (standing.last_at, standing.heard_at) if at is not None]
    latest = max(known, default=now)
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if latest - now > CLOCK_BACK_MAX:
        ahead = f"{told}, but something was signed at {latest:%Y-%m-%d %H:%M} UTC"
        return State.LOOK, ahead, "Set this computer's date and time."
    if standing.heard_at is not None and now - standing.heard_at > HEARD_AGE_MAX:
        return (
            State.LOOK,
            f"{told}; central was heard {_span(now - standing.heard_at)} ago",
            ("Connect the till, or set this computer's date if it is wrong."),
        )
    return State.OK, told, ""


def _link(patient: Patient) -> _Found:
    address = patient.address or patient.folder.read_note().central
    obstacle = find_obstacle(address)
    if obstacle is None:
        return State.OK, f"{address} answers", ""
    return (
        State.LOOK,
        f"{address}: {obstacle}",
        ("Selling goes on without it. Look at the network, the date and the address."),
    )


def _backup(patient: Patient) -> _Found:
    note = patient.folder.read_note()
    places = [patient.folder.backups]
    if note.second_place:
        places.append(second_place(note, patient.folder.database))
    ages = [_age_of_newest(place, patient.clock.now()) for place in places]
    told = ", ".join(
        f"{place}: {'none' if age is None else f'{_span(age)} old'}"
        for place, age in zip(places, ages, strict=True)
    )
    if any(age is None or age > BACKUP_AGE_MAX for age in ages):
        return State.LOOK, told, "Close the shift, or: 'windward backup'."
    if not note.second_place:
        return (
            State.LOOK,
            told,
            ("Name a second place on another disk: 'windward backup --second-place FOLDER'."),
        )
    return State.OK, told, ""


def _age_of_newest(place: Path, now: datetime) -> timedelta | None:
    backups = list_backups(place)
    if not backups:
        return None
    return now - datetime.fromtimestamp(backups[-1].stat().st_mtime, now.tzinfo)


def _span(age: timedelta) -> str:
    """Say a span in its largest whole unit."""
    minutes = max(0, int(age.total_seconds()) // 60)
    for unit, length in (("day", 1_440), ("hour", 60)):
        if minutes >= length:
            count = minutes // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


class Needs(Enum):
    """What must be there before a check has anything to look at."""

    NOTHING = auto()
    DATABASE = auto()
    NOTE = auto()


_CHECKS: tuple[tuple[str, Needs, Callable[[Patient], _Found]], ...] = (
    ("program", Needs.NOTHING, _program),
    ("folder", Needs.NOTHING, _folder),
    ("in use", Needs.DATABASE, _lock),
    ("keys", Needs.DATABASE, _keys),
    ("database", Needs.DATABASE, _pages),
    ("chain", Needs.NOTE, _tail),
    ("closing", Needs.NOTE, _closing),
    ("outbox", Needs.NOTE, _outbox),
    ("disk", Needs.NOTHING, _disk),
    ("clock", Needs.NOTE, _clock),
    ("line", Needs.NOTE, _link),
    ("backup", Needs.NOTE, _backup),
)
