"""Where a till's files lie, and the little that is known about it before its database is open."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from domain.errors import DataDamaged, NotFound, WorldFailure
from storage.flushing import replace_durably

_NOTE = "till.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TillNote:
    """Beside the database and no secret: this till's name, and where central was at enrolment."""

    till_id: str
    central: str
    is_lab: bool = False
    """Whether rehearsals may make sales at it (sync rule 14.24)."""
    second_place: str = ""
    """A folder for backups, best on another disk; "" for none (sync rule 14.17)."""
    is_second_elsewhere: bool = False
    """Whether that folder lay on another disk when it was chosen."""


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
        _write_whole(self.data / _NOTE, json.dumps(asdict(note)).encode("utf-8"))

    def write_sealed_key(self, sealed: bytes) -> None:
        """Write the sealed copy of the database key, whole or not at all."""
        _write_whole(self.sealed_key, sealed)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that a power cut can neither halve nor take back. Raises WorldFailure."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        replace_durably(unfinished, path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorldFailure(
            "The till's folder cannot be written",
            f"{path.name}: {reason}. Free some disk space, then do the same again: it goes on"
            " where it stopped.",
        ) from error
