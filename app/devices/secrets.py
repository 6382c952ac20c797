"""Where the keys of a till are kept: in the computer's key ring, or said loudly, in a file.

``keys.json`` beside the database says which of the two, and is bound to it for good: a key ring
that is gone one morning never turns into a weaker place, and nothing is overwritten.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.devices.key_ring import KeyRing, NoAnswer, find_key_ring, within_limit
from app.devices.machine_identity import find_system_identity, own_identity
from app.use_cases.ports import SecretName, SecretStore, SecretStoreFailure
from domain.sentence import told

FILE_NAME = "keys.json"
IN_KEY_RING = told(
    "Keys are kept in this computer's key ring, under the account that runs the till."
)
IN_FILE = told(
    "Keys are kept in a file on this computer, because it has no key ring."
    " This protects a copied file, not against an administrator."
)
_SERVICE = "windward"
_INFO = b"windward/keys-file/1"
_SALT_BYTES = 32
_NONCE_BYTES = 12
_SET_BYTES = 12
_KEY_BYTES = 32
_NEVER_REPLACED = (SecretName.DATABASE_KEY, SecretName.SIGNING_SEED)

Secrets = Mapping[SecretName, bytes]


def open_secret_store(folder: Path, ring: KeyRing | None = None) -> SecretStore:
    """Return the store of the till whose data lies in ``folder``; writes nothing.

    Where keys were kept before, there they are looked for. A new till uses the key ring that works
    without a question (``ring`` for tests), else the file. Raises SecretStoreFailure.
    """
    note = _read_note(folder / FILE_NAME)
    place = note.get("place")
    if place == "file":
        return MachineFileStore(folder)
    found = ring if ring is not None else find_key_ring()
    if place == "key_ring":
        return KeyRingStore(folder, found)
    return MachineFileStore(folder) if found is None else KeyRingStore(folder, found)


class KeyRingStore:
    """Keys in the operating system's key ring, one entry a key, in a set of this till's own."""

    def __init__(self, folder: Path, ring: KeyRing | None) -> None:
        self._file = folder / FILE_NAME
        self._ring = ring

    def read(self) -> Secrets:
        name = _read_note(self._file).get("set")
        return {} if name is None else self._entries(name)

    def keep(self, secrets: Secrets) -> None:
        note = _read_note(self._file)
        name = note.get("set") or os.urandom(_SET_BYTES).hex()
        _require_no_loss(self._entries(name) if note else {}, secrets)
        ring = self._usable_ring()
        # The note first: a set that a crash left half kept is then found again and completed.
        if not note:
            _write_private(self._file, {"place": "key_ring", "set": name})
        for secret, value in secrets.items():
            self._ask(ring, name, secret, value)
        if self._entries(name) | dict(secrets) != self._entries(name):
            raise _ring_silent()

    def describe(self) -> str:
        return IN_KEY_RING

    def _entries(self, name: str) -> dict[SecretName, bytes]:
        ring = self._usable_ring()
        found = {}
        for secret in SecretName:
            text = self._ask(ring, name, secret)
            if text is not None:
                found[secret] = b64decode(text)
        return found

    def _ask(
        self, ring: KeyRing, name: str, secret: SecretName, value: bytes | None = None
    ) -> str | None:
        service, entry = _SERVICE, f"{name}/{secret.value}"
        try:
            if value is None:
                return within_limit(lambda: ring.get_password(service, entry))
            text = b64encode(value).decode()
            within_limit(lambda: ring.set_password(service, entry, text))
        except NoAnswer as error:
            raise _ring_silent() from error
        return None

    def _usable_ring(self) -> KeyRing:
        if self._ring is None:
            raise _ring_silent()
        return self._ring


class MachineFileStore:
    """Keys in one file, readable by this account only and sealed to this computer.

    A copied folder alone does not open: the sealing key is derived (HKDF) from the computer's
    identity. Whoever runs programs as this account or as an administrator can open it.
    """

    def __init__(self, folder: Path, identity: bytes | None = None) -> None:
        self._file = folder / FILE_NAME
        self._identity = identity

    def read(self) -> Secrets:
        note = _read_note(self._file)
        return self._opened(note) if note else {}

    def keep(self, secrets: Secrets) -> None:
        before = self.read()
        _require_no_loss(before, secrets)
        every = {**before, **secrets}
        plain = {name.value: b64encode(value).decode() for name, value in every.items()}
        salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
        sealed = self._cipher(salt).encrypt(nonce, json.dumps(plain).encode(), _INFO)
        fields = {"salt": salt, "nonce": nonce, "sealed": sealed}
        encoded = {name: b64encode(value).decode() for name, value in fields.items()}
        _write_private(self._file, {"place": "file", **encoded})

    def describe(self) -> str:
        return IN_FILE

    def _opened(self, note: Mapping[str, str]) -> dict[SecretName, bytes]:
        try:
            salt, nonce, sealed = (b64decode(note[name]) for name in ("salt", "nonce", "sealed"))
            plain = json.loads(self._cipher(salt).decrypt(nonce, sealed, _INFO))
        except (InvalidTag, KeyError, ValueError) as error:
            raise SecretStoreFailure(
                "This till's keys belong to another computer",
                "The key file does not open here: the folder was copied from another computer, or"
                " the file was changed. Nothing was overwritten. Start the till on the computer it"
                " was enrolled on, or ask the office to recover it or to enrol this one anew.",
            ) from error
        return {SecretName(name): b64decode(text) for name, text in plain.items()}

    def _cipher(self, salt: bytes) -> ChaCha20Poly1305:
        identity = self._identity or find_system_identity() or _account_identity()
        derivation = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=salt, info=_INFO)
        return ChaCha20Poly1305(derivation.derive(identity))


def _account_identity() -> bytes:
    try:
        return own_identity(Path(platformdirs.user_config_dir("windward")) / "computer-id")
    except OSError as error:
        raise _unwritable(error) from error


def _require_no_loss(before: Secrets, secrets: Secrets) -> None:
    """A key that opens or signs what exists is never replaced: what it protects would be lost."""
    for name in _NEVER_REPLACED:
        if name in before and name in secrets and before[name] != secrets[name]:
            raise SecretStoreFailure(
                "This till has keys already",
                "New keys would lock its database for good, so nothing was overwritten."
                " To enrol this computer anew, start the till with another data folder.",
            )


def _read_note(file: Path) -> dict[str, str]:
    try:
        note = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SecretStoreFailure(
            "This till's key file cannot be read",
            told(
                "{file_name} in its data folder is damaged or closed to this account."
                " Nothing was overwritten. Put the file back from a copy of the folder,"
                " or ask the office to recover the till.",
                file_name=FILE_NAME,
            ),
        ) from error
    if not isinstance(note, dict):
        return {"place": "file"}
    return {str(name): str(value) for name, value in note.items()}


def _write_private(file: Path, note: Mapping[str, str]) -> None:
    """Replace the file whole, readable by this account only."""
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as writer:
            json.dump(note, writer)
            writer.flush()
            os.fsync(writer.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> SecretStoreFailure:
    reason = error.strerror or type(error).__name__
    return SecretStoreFailure(
        "This till's keys cannot be kept",
        told(
            "The key file cannot be written ({reason}). Nothing was overwritten."
            " Free some disk space or correct the folder's rights, then start again.",
            reason=reason,
        ),
    )


def _ring_silent() -> SecretStoreFailure:
    return SecretStoreFailure(
        "The key ring does not answer",
        "This till's keys are in this computer's key ring, and it is locked, switched off or does"
        " not know this account. Nothing was overwritten and no sale is lost. Sign in to the"
        " computer as the account that enrolled the till, unlock the key ring, and start again.",
    )
