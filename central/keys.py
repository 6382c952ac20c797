"""Central's own keys: made once by ``init``, read at every start.

======== ================================================================================
database encrypts the SQLite file and its backups (SQLCipher); unused with PostgreSQL
signing  signs answers, times and enrolments (Ed25519); tills pin its public half
recovery opens the database keys that tills sealed at enrolment (X25519)
people   wraps the key of each person, each till's pepper and each stretched PIN
======== ================================================================================

Each is 32 bytes, in a file of the data folder's ``keys`` with mode 0600, or in the environment.
"""

import hmac
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from central.settings import Settings
from central.surroundings import Entropy
from domain.errors import DataDamaged, NotFound, WorldFailure
from sync.protocol.keys import KEY_BYTES, SigningKey, recovery_public_bytes

NAMES = ("database", "signing", "recovery", "people")
_OWNER_ONLY = 0o600
_OWNER_FOLDER = 0o700


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralKeys:
    """The four keys, never in a repr."""

    database: bytes = field(repr=False)
    signing: SigningKey = field(repr=False)
    recovery_seed: bytes = field(repr=False)
    people: bytes = field(repr=False)

    @property
    def recovery_public(self) -> bytes:
        """The 32 bytes to which tills seal their database key."""
        return recovery_public_bytes(self.recovery_seed)

    @property
    def cursor_seal(self) -> bytes:
        """The 32 bytes that seal feed cursors (sync rule 4.6): a key for this use alone."""
        return hmac.digest(self.people, b"windward/cursor/1", "sha256")


def create_keys(settings: Settings, entropy: Entropy) -> None:
    """Write the key files that are neither there nor in the environment. Raises WorldFailure."""
    try:
        settings.keys_folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_FOLDER)
        for name in NAMES:
            path = _path(settings, name)
            if _from_environment(settings, name) is None and not path.exists():
                _write_private(path, entropy.take(KEY_BYTES).hex() + "\n")
    except OSError as error:
        raise WorldFailure(
            "The key folder cannot be written",
            f"{settings.keys_folder}: {error.strerror}. Nothing was changed.",
        ) from error


def load_keys(settings: Settings) -> CentralKeys:
    """Read the keys. Raises NotFound before ``init``, DataDamaged for a file that holds no key."""
    found = {name: _load(settings, name) for name in NAMES}
    return CentralKeys(
        database=found["database"],
        signing=SigningKey(found["signing"]),
        recovery_seed=found["recovery"],
        people=found["people"],
    )


def _load(settings: Settings, name: str) -> bytes:
    given = _from_environment(settings, name)
    text = given.get_secret_value() if given is not None else _read(settings, name)
    with suppress(ValueError):
        key = bytes.fromhex(text.strip())
        if len(key) == KEY_BYTES:
            return key
    raise DataDamaged(
        f"The {name} key is no key",
        "It must be 64 hexadecimal digits. Nothing was opened: put the right key back.",
    )


def _read(settings: Settings, name: str) -> str:
    path = _path(settings, name)
    try:
        return path.read_text("ascii")
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no {name} key",
            f"Looked for {path}. For a new central run 'windward-central init'; for one that has"
            " worked before, put its keys folder back.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataDamaged(f"The {name} key cannot be read", f"{path} cannot be read.") from error


def _path(settings: Settings, name: str) -> Path:
    return settings.keys_folder / f"{name}.key"


def _from_environment(settings: Settings, name: str) -> SecretStr | None:
    return {
        "database": settings.database_key,
        "signing": settings.signing_key,
        "recovery": settings.recovery_key,
        "people": settings.people_key,
    }[name]


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
