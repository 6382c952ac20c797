"""What saves a till's data when it cannot simply be opened (sync rules 14.7 to 14.15)."""

from dataclasses import dataclass
from pathlib import Path

from app.devices.folder_lock import FolderLock
from app.devices.secrets import FILE_NAME, open_secret_store
from app.devices.system_clock import SystemClock, SystemEntropy
from app.devices.till_keys import KEY_BYTES, TillKeys, load_or_make_keys
from app.shift_backups import second_place
from app.till_folder import TillFolder
from app.use_cases.ports import SecretName
from domain.errors import BadInput, DataDamaged, NotFound, WindwardError
from storage.connections import EncryptedFile
from storage.exporting import Exported, ExportParts, export_unsent
from storage.flushing import flush_folder
from storage.restoring import (
    find_newest_whole,
    put_in_place,
    require_damaged,
    require_whole,
    set_aside,
)
from sync.protocol.keys import SigningKey

LOST_DISK = (
    "After a lost disk the backup, its key and a code from the office are needed: 'windward restore"
    " --from FOLDER --key FILE --code CODE --central URL'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done: the backup taken, where the damaged files lie, and what was saved of them.

    ``problem`` is a sentence about what could not be saved, or "".
    """

    backup: Path | None = None
    aside: Path | None = None
    exported: Exported | None = None
    problem: str = ""


def export_outbox(folder: TillFolder, to: Path) -> Exported:
    """Write what waits into a new sealed file in a folder; the till may be open meanwhile.

    Raises NotFound before enrolment, SecretStoreFailure for lost keys, and what the export raises.
    """
    folder.read_note()
    return _export(folder, keys_of(folder), to)


def restore_till(folder: TillFolder, source: Path | None) -> Restored:
    """Put the newest good backup in the place of a damaged database, which is set aside.

    What verifies of its unsent operations is saved first, into a sealed file in the data folder.
    ``source`` is a folder with backups; None looks into the till's own and the second place.
    Raises Conflict for a database that is in order, NewerDatabase, NotFound without a backup that
    opens or where no till ever was, SecretStoreFailure for lost keys, WorldFailure.
    """
    _require_till(folder)
    lock = FolderLock.taken(folder.data)
    try:
        keys = keys_of(folder)
        require_damaged(EncryptedFile(folder.database, keys.database_key))
        backup = find_newest_whole(keys.database_key, _places(folder, source))
        exported, problem = _saved(folder, keys)
        aside = set_aside(folder.database, SystemClock().now())
        put_in_place(backup, folder.database)
    finally:
        lock.release()
    return Restored(backup=backup, aside=aside, exported=exported, problem=problem)


def _require_till(folder: TillFolder) -> None:
    """Say what a computer without any till needs. A key that is held here opens its backups."""
    if folder.is_enrolled or folder.database.exists():
        return
    if SecretName.DATABASE_KEY in open_secret_store(folder.data).read():
        folder.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        return
    raise NotFound(
        "There is no till here to restore",
        f"{LOST_DISK} A new till: 'windward enrol --code CODE --central URL'. Nothing was changed.",
    )


def keep_unsealed_key(folder: TillFolder, key: bytes, source: Path | None) -> Restored:
    """Give a till whose keys are lost the database key that the office unsealed.

    A new signing key is made: the old one is gone for good, and the caller enrols the till again.
    The database is the one that lies here, or the newest backup in ``source``. Raises BadInput for
    a key that opens neither, NotFound, WorldFailure.
    """
    folder.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FolderLock.taken(folder.data)
    try:
        backup = None
        if folder.database.exists():
            _require_fitting(folder, key)
        else:
            backup = find_newest_whole(key, _places(folder, source))
            put_in_place(backup, folder.database)
        _replace_keys(folder, key)
    finally:
        lock.release()
    return Restored(backup=backup)


def keys_of(folder: TillFolder) -> TillKeys:
    """Return the keys of a till that has a database. Raises SecretStoreFailure."""
    return load_or_make_keys(open_secret_store(folder.data), SystemEntropy(), has_database=True)


def _export(folder: TillFolder, keys: TillKeys, to: Path) -> Exported:
    parts = ExportParts(
        signer=SigningKey(keys.signing_seed), take=SystemEntropy().take, at=SystemClock().now()
    )
    return export_unsent(EncryptedFile(folder.database, keys.database_key), to, parts)


def _saved(folder: TillFolder, keys: TillKeys) -> tuple[Exported | None, str]:
    """Save what verifies of a damaged database; that nothing can be read stops no restore."""
    if not folder.database.exists():
        return None, ""
    try:
        exported = _export(folder, keys, folder.data)
    except (DataDamaged, NotFound) as error:
        return None, f"Nothing could be read of the damaged file: {error.title}. It is kept."
    if exported.unreadable_count:
        return exported, (
            f"{exported.unreadable_count} operations that central did not have could not be read."
        )
    return exported, ""


def _places(folder: TillFolder, source: Path | None) -> tuple[Path, ...]:
    if source is not None:
        return (source,)
    try:
        return (folder.backups, second_place(folder.read_note(), folder.database))
    except WindwardError:
        return (folder.backups,)


def _require_fitting(folder: TillFolder, key: bytes) -> None:
    try:
        require_whole(EncryptedFile(folder.database, key))
    except DataDamaged as error:
        raise BadInput(
            "This key does not open the database",
            "It is another till's, or the database is damaged as well. Nothing was changed. Ask the"
            " office for the key of this till, or move the database away and add --from.",
        ) from error


def _replace_keys(folder: TillFolder, key: bytes) -> None:
    """Keep the key with a new signing seed; the file of the old keys is set aside, never lost."""
    old = folder.data / FILE_NAME
    if old.exists():
        old.replace(old.with_name(f"{FILE_NAME}.lost-{SystemClock().now():%Y%m%dT%H%M%SZ}"))
        flush_folder(folder.data)
    seed = SystemEntropy().take(KEY_BYTES)
    open_secret_store(folder.data).keep(
        {SecretName.DATABASE_KEY: key, SecretName.SIGNING_SEED: seed}
    )
