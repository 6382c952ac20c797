"""What saves a till's data when it cannot simply be opened: the way by stick (rules 14)."""

from pathlib import Path

from app.devices.secrets import open_secret_store
from app.devices.system_clock import SystemClock, SystemEntropy
from app.devices.till_keys import TillKeys, load_or_make_keys
from app.till_folder import TillFolder
from storage.connections import EncryptedFile
from storage.exporting import Exported, ExportParts, export_unsent
from sync.protocol.keys import SigningKey


def export_outbox(folder: TillFolder, to: Path) -> Exported:
    """Write what waits into a new sealed file in a folder; the till may be open meanwhile.

    Raises NotFound before enrolment, SecretStoreFailure for lost keys, and what the export raises.
    """
    folder.read_note()
    keys = keys_of(folder)
    parts = ExportParts(
        signer=SigningKey(keys.signing_seed),
        take=SystemEntropy().take,
        at=SystemClock().now(),
    )
    return export_unsent(EncryptedFile(folder.database, keys.database_key), to, parts)


def keys_of(folder: TillFolder) -> TillKeys:
    """Return the keys of a till that has a database. Raises SecretStoreFailure."""
    return load_or_make_keys(open_secret_store(folder.data), SystemEntropy(), has_database=True)
