"""The file of person keys beside the backups: always one, always the newest.

Backups are many and old, so they hold no person's key: the keys lie in one file of the backup
folder, each wrapped under central's people key. It is replaced at each backup and at each erasure.
A person who was erased is then unreadable in every backup, however old (ADR: person keys apart from
backups).
"""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from central.people.customers import forget
from central.tables import person, personal_part
from domain.errors import DataDamaged, WorldFailure
from sync.protocol.operation import from_base64, to_base64

KEY_FILE = "person-keys.json"
_OWNER_ONLY = 0o600


class KeyEntry(BaseModel):
    """One person: the wrapped key (base64), or when the person was erased."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation_id: str
    person_id: str
    key_wrapped: str | None
    created_at: datetime
    erased_at: datetime | None


class KeyFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(ge=1, le=1)] = 1
    people: Sequence[KeyEntry]


def write_key_file(connection: sa.Connection, folder: Path) -> None:
    """Replace the key file of a backup folder by the keys as they are now. Raises WorldFailure."""
    rows = connection.execute(
        sa.select(person).order_by(person.c.organisation_id, person.c.person_id)
    )
    people = [
        KeyEntry(
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            key_wrapped=None if row.key_wrapped is None else to_base64(row.key_wrapped),
            created_at=row.created_at,
            erased_at=row.erased_at,
        )
        for row in rows
    ]
    path = folder / KEY_FILE
    partial = path.with_name(path.name + ".part")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(KeyFile(people=people).model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        _swap(partial, path)
    except OSError as error:
        raise WorldFailure(
            "The person keys could not be written", f"{path}: {error.strerror}."
        ) from error


def restore_keys(connection: sa.Connection, folder: Path) -> Sequence[KeyEntry]:
    """Put the keys of a backup folder back into a restored database; return its persons.

    Who was erased after the backup is erased here too, parts and all. Raises DataDamaged for a file
    that is none.
    """
    path = folder / KEY_FILE
    former = _former(path)
    try:
        chosen = path if path.exists() or not former.exists() else former
        entries = KeyFile.model_validate_json(chosen.read_bytes()).people
    except (OSError, ValidationError) as error:
        raise DataDamaged(
            "The person keys cannot be read",
            f"{path} is missing or damaged. Without it names and addresses cannot be read again."
            " Nothing was restored.",
        ) from error
    for entry in entries:
        connection.execute(
            sa.delete(person).where(
                person.c.organisation_id == entry.organisation_id,
                person.c.person_id == entry.person_id,
            )
        )
        connection.execute(
            sa.insert(person).values(
                organisation_id=entry.organisation_id,
                person_id=entry.person_id,
                key_wrapped=None if entry.key_wrapped is None else from_base64(entry.key_wrapped),
                created_at=entry.created_at,
                erased_at=entry.erased_at,
            )
        )
        if entry.erased_at is not None:
            forget(connection, entry.organisation_id, entry.person_id)
            connection.execute(
                sa.delete(personal_part).where(
                    personal_part.c.organisation_id == entry.organisation_id,
                    personal_part.c.person_id == entry.person_id,
                )
            )
    return entries


def _swap(partial: Path, path: Path) -> None:
    """Give the new file its name, then destroy the old one.

    At every moment one whole file has the name, or had it: a power cut in between leaves the former
    one, which is read where there is no other.
    """
    former = _former(path)
    if path.exists():
        _destroy(former)  # left by a power cut after the new one had its name
        path.replace(former)
    partial.replace(path)
    _destroy(former)


def _former(path: Path) -> Path:
    return path.with_name(path.name + ".old")


def _destroy(path: Path) -> None:
    """Overwrite and remove a file that was replaced: it held keys of persons now erased."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.write(bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
