"""Where a till's files lie, and the little that is known about it before its database is open."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from domain.errors import DataDamaged, NotFound

_NOTE = "till.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TillNote:
    """Beside the database and no secret: this till's name, and where central was at enrolment."""

    till_id: str
    central: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TillFolder:
    """A till's data folder, and the state folder outside it where the high-water mark lies."""

    data: Path
    state: Path

    @classmethod
    def of_this_user(cls) -> "TillFolder":
        """The folders of the person who is signed in to this computer."""
        return cls(
            data=platformdirs.user_data_path("windward", appauthor=False),
            state=platformdirs.user_state_path("windward", appauthor=False),
        )

    @classmethod
    def below(cls, folder: Path) -> "TillFolder":
        """Everything below one folder: the demo's and the tests' tills."""
        return cls(data=folder / "till", state=folder / "state")

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.data / "till.db"

    @property
    def sealed_key(self) -> Path:
        """The database key, sealed to central's recovery key (ledger rule 2)."""
        return self.data / "till.key.sealed"

    @property
    def backups(self) -> Path:
        """Where backups go."""
        return self.data / "backups"

    @property
    def receipts(self) -> Path:
        """What the file printer prints."""
        return self.data / "receipts"

    @property
    def crashes(self) -> Path:
        """Reports of our own faults."""
        return self.data / "crashes"

    @property
    def is_enrolled(self) -> bool:
        """Whether this till has a name at central."""
        return (self.data / _NOTE).exists()

    def mark_of(self, till_id: str) -> Path:
        """The high-water mark of a till: outside the data folder, so that a copy lacks it."""
        return self.state / "marks" / f"{till_id}.mark"

    def read_note(self) -> TillNote:
        """Read who this till is. Raises NotFound before enrolment.

        DataDamaged for a broken note.
        """
        path = self.data / _NOTE
        try:
            return TillNote(**json.loads(path.read_text("utf-8")))
        except FileNotFoundError as error:
            raise NotFound(
                "This till is not enrolled",
                "It has no name at central yet. Run 'windward enrol' with a code from the office.",
            ) from error
        except (OSError, ValueError, TypeError) as error:
            raise DataDamaged(
                "This till's folder is damaged",
                f"{_NOTE} cannot be read. Nothing was changed. Put it back from a copy, or ask the"
                " office to recover the till.",
            ) from error

    def write_note(self, note: TillNote) -> None:
        """Write who this till is, whole or not at all: the last step of an enrolment."""
        unfinished = self.data / f"{_NOTE}.unfinished"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(asdict(note), file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.data / _NOTE)
