"""A world as it was left once: files and counts to go on from, instead of making it for each test.

What is copied is whole: central's folder and the till's, the till's clock, how much of its chance
and of its names was taken, and what its engine had in mind. So a till goes on exactly where the one
that was made stopped: nothing is drawn, named or numbered twice. Central's chance is the system's.
"""

import copy
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from app.use_cases.till import Till
from central.settings import Settings
from central.surroundings import NoFaults, SystemEntropy
from central.tills.organisations import Store
from storage.database import TillDatabase
from sync.engine.chores import Chores
from sync.engine.cycle import EngineCycle
from sync.protocol.status import SyncStatus
from tests.central.office import Office
from tests.helpers.builders import CountedIds, PaperTray, SeededEntropy, SetClock
from tests.sync.faulty_transport import FaultyTransport
from tests.sync.till import SyncTill, request_for, with_engine

_OF_ITS_OWN = ("_parts", "_on_status", "_watch", "_chores", "_settled_at")
"""What an engine gets anew with its database: counts of that opening, and who hears of it."""


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def lay_down(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@dataclass(frozen=True, slots=True)
class KeptTill:
    """A till whose program was stopped, and what it had in mind then."""

    files: Mapping[str, bytes]
    till: Till
    transport: FaultyTransport
    cycle: EngineCycle
    statuses: tuple[SyncStatus, ...]

    @classmethod
    def of(cls, sync: SyncTill) -> "KeptTill":
        """Close a till and keep it."""
        sync.close()
        files = files_of(sync.folder)
        return cls(files, sync.till, sync.transport, sync.cycle, tuple(sync.statuses))

    def at_work(self, folder: Path, office: Office) -> SyncTill:
        """The till in a folder of its own, going on with that office."""
        lay_down(self.files, folder)
        old = self.till
        assert isinstance(old.clock, SetClock)
        assert isinstance(old.ids, CountedIds)
        assert isinstance(old.entropy, SeededEntropy)
        clock = SetClock(old.clock.at)
        till = replace(
            old,
            db=TillDatabase.open(request_for(folder, clock)),
            clock=clock,
            ids=replace(old.ids),
            entropy=replace(old.entropy),
            printer=PaperTray(),
        )
        made = with_engine(folder, till, _same_line(self.transport, office))
        _bring_to_mind(made.cycle, self.cycle)
        _bring_to_mind(made.cycle._chores, self.cycle._chores)
        made.statuses.extend(self.statuses)
        return made


@dataclass(frozen=True, slots=True)
class Stage:
    """A closed central with a shop and the tills that had heard everything from it."""

    files: Mapping[str, bytes]
    store: Store
    at: datetime
    tills: Mapping[str, KeptTill]

    def office(self, folder: Path) -> Office:
        """The office in a folder of its own, not opened yet."""
        lay_down(self.files, folder)
        return Office(Settings(data=folder))

    def replace_files(self, office: Office) -> None:
        """Let an office that nobody has opened be in this stage."""
        shutil.rmtree(office.settings.data)
        lay_down(self.files, office.settings.data)

    def is_still_in(self, office: Office) -> bool:
        """Whether nothing has happened to an office since it was laid down: nobody opened it."""
        return (
            office._central is None
            and office.clock.now() == self.at
            and office.settings == Settings(data=office.settings.data)
            and isinstance(office.entropy, SystemEntropy)
            and isinstance(office.faults, NoFaults)
            and files_of(office.settings.data) == self.files
        )


def _same_line(old: FaultyTransport, office: Office) -> FaultyTransport:
    """A line to another office that remembers what was sent so far."""
    kept = {each.name: copy.copy(getattr(old, each.name)) for each in fields(old)}
    return FaultyTransport(**{**kept, "office": office})


def _bring_to_mind(new: EngineCycle | Chores, old: EngineCycle | Chores) -> None:
    vars(new).update({name: vars(old)[name] for name in vars(old) if name not in _OF_ITS_OWN})
